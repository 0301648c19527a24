import ActiveDirectory
import Inspection
import LDAP
import Networking
import TestSupport
import Testing

/// Who is bound to first, and who never.
@Suite struct FirstBindTests {
    private static let dcRecord = "_ldap._tcp.dc._msdcs.corp.example.test"

    private static func netlogon(_ name: String, _ change: (inout NetlogonFixture) -> Void) -> [UInt8] {
        let shape = ForestShape { $0.controllers.append(.init("DC3")) }
        var fixture = NetlogonFixture(
            shape, servedBy: shape.controllers.first { $0.name == name } ?? shape.controllers[0])
        change(&fixture)
        return fixture.bytes
    }

    /// Three controllers whose netlogon flags are changed.
    private func forest(
        hosts: [String: ScriptedForest.Host] = [:], records: [String: [NameServer.Service]]? = nil,
        flags: [String: (clear: UInt32, set: UInt32)] = [:],
        adjust: (String, inout DirectoryTree, inout DirectoryBehaviour) -> Void = { _, _, _ in }
    ) async throws -> ScriptedForest {
        let shape = ForestShape { $0.controllers.append(.init("DC3")) }
        return try await ScriptedForest(shape, hosts: hosts, records: records) { name, tree, behaviour in
            if let change = flags[name] {
                let bytes = Self.netlogon(name) { $0.flags = $0.flags & ~change.clear | change.set }
                behaviour.netlogon = { _, _ in bytes }
            }
            adjust(name, &tree, &behaviour)
        }
    }

    private func first(_ forest: ScriptedForest, _ change: (inout CollectionOptions) -> Void = { _ in }) async throws
        -> String
    {
        try await forest.collect(ScriptedForest.root) {
            $0.scope = .pdcEmulator
            change(&$0)
        }.run.vantage.server
    }

    private func failure(_ forest: ScriptedForest, _ change: (inout CollectionOptions) -> Void = { _ in }) async -> (
        any Error
    )? {
        do {
            _ = try await forest.collect(ScriptedForest.root, change)
            return nil
        } catch { return error }
    }

    @Test("equal ones by name")
    func byName() async throws {
        #expect(try await first(forest()) == "dc1.corp.example.test")
    }

    @Test("a lower priority first")
    func byPriority() async throws {
        let forest = try await forest(records: [
            Self.dcRecord: [
                .init(target: "dc1.corp.example.test", priority: 9),
                .init(target: "dc3.corp.example.test", priority: 1),
                .init(target: "dc2.corp.example.test", priority: 5),
            ]
        ])
        #expect(try await first(forest) == "dc3.corp.example.test")
    }

    @Test("the closest before a better priority")
    func closest() async throws {
        let forest = try await forest(
            records: [
                Self.dcRecord: [
                    .init(target: "dc1.corp.example.test", priority: 0),
                    .init(target: "dc2.corp.example.test", priority: 9),
                ]
            ], flags: ["DC1": (0x80, 0)])
        #expect(try await first(forest) == "dc2.corp.example.test")
    }

    @Test("those named by the caller before all others, in the caller's order")
    func named() async throws {
        let forest = try await forest(flags: ["DC2": (0x80, 0), "DC3": (0x80, 0)])
        #expect(
            try await first(forest) { $0.servers = ["DC3.corp.example.test.", "dc2.corp.example.test"] }
                == "dc3.corp.example.test")
        #expect(forest.binds["DC3"] == 1)
    }

    @Test("one that does not say that it is writable gets nothing")
    func notWritable() async throws {
        let forest = try await forest(flags: ["DC1": (0x100, 0)])
        #expect(try await first(forest) == "dc2.corp.example.test")
        let none = try await self.forest(flags: ["DC1": (0x100, 0), "DC2": (0x100, 0), "DC3": (0x100, 0)])
        let error = await failure(none) as? CollectionError
        #expect(error?.code == .noDomainControllerReached)
        #expect(error?.returned.contains("does not say that it is writable") == true)
        #expect(none.binds.values.allSatisfy { $0 == 0 })
        // Not even when it is named.
        #expect(await failure(none) { $0.servers = ["dc1.corp.example.test"] } is CollectionError)
        #expect(none.binds.values.allSatisfy { $0 == 0 })
    }

    @Test("without a netlogon answer only one that is named")
    func withoutNetlogon() async throws {
        let forest = try await forest { _, _, behaviour in behaviour.netlogon = { _, _ in nil } }
        let error = await failure(forest) as? CollectionError
        #expect(error?.code == .noDomainControllerReached)
        #expect(error?.returned.contains("not as a domain controller of corp.example.test") == true)
        #expect(try await first(forest) { $0.servers = ["dc2.corp.example.test"] } == "dc2.corp.example.test")
    }

    @Test("DNS is not needed for one that is named")
    func namedWithoutDNS() async throws {
        let forest = try await forest(records: [:])
        #expect((await failure(forest) as? CollectionError)?.code == .domainNotFound)
        #expect(try await first(forest) { $0.servers = ["dc2.corp.example.test"] } == "dc2.corp.example.test")
    }

    @Test("refused credentials are shown to nobody else")
    func refused() async throws {
        let forest = try await forest { _, _, behaviour in behaviour.passwords = [:] }
        let error = await failure(forest) as? LDAPError
        #expect(error?.code == .bindRejected)
        #expect(error?.resultCode?.rawValue == 49)
        #expect(forest.binds.values.reduce(0, +) == 1)
    }

    @Test("credentials refused by a second server are shown to no third")
    func refusedLater() async throws {
        let forest = try await forest { name, _, behaviour in if name != "DC1" { behaviour.passwords = [:] } }
        let snapshot = try await forest.collect { $0.jobs = 1 }
        #expect(forest.binds["DC1"] == 1)
        #expect((forest.binds["DC2"] ?? 0) + (forest.binds["DC3"] ?? 0) == 1)
        #expect(snapshot.controller("DC2")?.rootDSE.state == "unreachable")
        #expect(snapshot.controller("DC3")?.rootDSE.state == "unreachable")
        #expect(!snapshot.isWhole)
    }

    @Test("a server that is busy, or whose TLS fails, leads to the next")
    func next() async throws {
        let busy = try await forest { name, _, behaviour in
            if name == "DC1" { behaviour.answer(.bind, .result(ScriptedResult(51, "busy"))) }
            if name == "DC2" { behaviour.answer(.extended, of: "1.3.6.1.4.1.1466.20037", .result(ScriptedResult(52))) }
        }
        #expect(try await first(busy) == "dc3.corp.example.test")
    }

    @Test("a dead first candidate leads to the next", arguments: [ScriptedForest.Host.refusing, .unknown, .silent])
    func dead(_ host: ScriptedForest.Host) async throws {
        let forest = try await forest(hosts: ["DC1": host])
        #expect(try await first(forest) { $0.connectTimeout = .seconds(2) } == "dc2.corp.example.test")
    }

    @Test("when nobody answers, it is told what each of them did")
    func nobody() async throws {
        let forest = try await forest(hosts: ["DC1": .refusing, "DC2": .silent, "DC3": .unknown])
        let error = await failure(forest) { $0.connectTimeout = .milliseconds(300) } as? CollectionError
        #expect(error?.code == .noDomainControllerReached)
        #expect(error?.returned.contains("dc1.corp.example.test: TCP 389 refused the connection") == true)
        #expect(error?.returned.contains("dc2.corp.example.test: TCP 389 accepted the connection") == true)
        #expect(error?.returned.contains("dc3.corp.example.test: DNS A") == true)
    }
}
