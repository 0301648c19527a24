import LDAP
import Networking
import TestSupport
import Testing

@testable import Inspection

@Suite struct HostBoardTests {
    private func board(
        names: SocketAddress, _ change: (inout CollectionOptions) -> Void = { _ in }
    ) throws -> HostBoard {
        var options = CollectionOptions(
            resolver: try Resolver(.init(servers: [names], timeout: .seconds(600), tries: 1)),
            identity: .simple(name: "a", password: .init([1])), vantageHost: "here")
        options.connectTimeout = .seconds(600)
        options.families = [.v4]
        change(&options)
        return HostBoard(options: options, loop: try ProbeLoop(), logger: ScriptedForest.logger)
    }

    @Test("after an interruption nothing new is waited for")
    func begunAfterCancellation() async throws {
        let silent = try SilentServer()
        let dumb = try SilentDatagramServer()
        let names = SocketAddress(.loopbackV4, port: UInt16(dumb.port))
        let board = try board(names: names) {
            $0.redirections = [
                Redirection(host: "dc1", port: 389, target: SocketAddress(.loopbackV4, port: UInt16(silent.port)))
            ]
        }
        await board.cancelAll()
        let contact = await board.contact("dc1", domain: "corp.example.test").value
        #expect(contact.reachability.state == .notAsked)
        #expect(await board.services("_ldap._tcp.corp.example.test").value.state == "unreachable")
        #expect(await board.resolution("dc2").value.isGivenUp)
    }

    @Test("an interrupted lookup does not say that the host has no address")
    func interruptedLookup() async throws {
        let dumb = try SilentDatagramServer()
        let board = try board(names: SocketAddress(.loopbackV4, port: UInt16(dumb.port)))
        let looking = await board.contact("dc1.corp.example.test", domain: "corp.example.test")
        await board.cancelAll()
        let contact = await looking.value
        #expect(contact.reachability.state == .notAsked)
        #expect(contact.reachability.why == "the run ended before it was read")
    }

    @Test("a host is looked for once, however its name is written, and once more for another domain")
    func onceEach() async throws {
        let forest = try await ScriptedForest()
        let board = HostBoard(options: try forest.options(), loop: try ProbeLoop(), logger: ScriptedForest.logger)
        for host in ["dc1.corp.example.test", "DC1.corp.example.test", "dc1.Corp.example.test."] {
            let contact = await board.contact(host, domain: "CORP.example.test").value
            #expect(contact.hasAnswered)
            #expect(contact.saysWritable)
        }
        let server = try #require(forest.servers["DC1"])
        #expect(server.accepted == 1)
        let other = await board.contact("dc1.corp.example.test", domain: "elsewhere.test").value
        #expect(other.hasAnswered)
        #expect(other.flags == nil)
        #expect(server.accepted == 2)
    }

    @Test("a record that DNS denies is absent; one that it cannot answer for is not reached")
    func records() async throws {
        let names = try NameServer(.init(services: ["_ldap._tcp.a.test": [.init(target: "dc1.a.test", priority: 3)]]))
        let board = try board(names: names.address)
        #expect(await board.services("_LDAP._tcp.a.test.").value.known?.map(\.target) == ["dc1.a.test"])
        #expect(await board.services("_ldap._tcp.b.test").value == .absent)
        let closed = try self.board(names: ClosedPort().address)
        #expect(await closed.services("_ldap._tcp.a.test").value.state == "unreachable")
    }
}
