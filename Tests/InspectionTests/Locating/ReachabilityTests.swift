import LDAP
import Networking
import Testing

@testable import ActiveDirectory
@testable import Inspection

@Suite struct ReachabilityTests {
    typealias Outcome = ProbeResult.Outcome

    private static let address = SocketAddress(.loopbackV4, port: 389)
    private static let noRoute = SystemError(call: "connect", errno: 113)
    private static let noDescriptor = SystemError(call: "socket", errno: 24)

    private func reachability(_ outcomes: [Outcome]) -> Reachability {
        Reachability(
            connects: outcomes.map { (Self.address, ProbeResult(outcome: $0, elapsed: .milliseconds(7))) }, port: 389,
            timeout: .seconds(3))
    }

    @Test(
        "what one address met",
        arguments: [
            ([.open], .answered), ([.refused], .refused), ([.silent], .silent), ([.unanswered([])], .silent),
            ([.closed([])], .closed), ([.rejected([0x48])], .closed), ([.unreachable(noRoute)], .silent),
            ([.notTried(noDescriptor)], .notAsked), ([.cancelled], .notAsked), ([], .notAsked),
        ] as [([Outcome], Reachability.State)])
    func states(_ outcomes: [Outcome], _ state: Reachability.State) {
        let found = reachability(outcomes)
        #expect(found.state == state)
        #expect((found.why == nil) == (state == .answered))
    }

    @Test(
        "of several addresses the most telling decides, whatever the order",
        arguments: [
            ([.silent, .open], .answered), ([.silent, .refused], .refused),
            ([.unreachable(noRoute), .refused], .refused),
            ([.silent, .closed([])], .closed), ([.cancelled, .silent], .silent), ([.cancelled, .open], .answered),
            ([.notTried(noDescriptor), .silent], .silent),
        ] as [([Outcome], Reachability.State)])
    func several(_ outcomes: [Outcome], _ state: Reachability.State) {
        #expect(reachability(outcomes).state == state)
        #expect(reachability(outcomes.reversed()).state == state)
        #expect(reachability(outcomes).why == reachability(outcomes.reversed()).why)
    }

    @Test("an open port is no LDAP answer: only an answer over TCP is")
    func answeredByLDAP() {
        func ping(_ outcome: Outcome) -> Reachability {
            let result = ProbeResult(outcome: outcome, elapsed: .milliseconds(7))
            return Reachability(
                NetlogonPing.Result(
                    response: nil, isDatagram: false, isNotServed: false, streams: [(Self.address, result)],
                    milliseconds: 7), port: 389, timeout: .seconds(3))
        }
        #expect(ping(.answered([0x30])) == Reachability(state: .answered, milliseconds: 7))
        #expect(ping(.unanswered([])).why == "TCP 389 accepted the connection, and no LDAP answer came within 3.0 s")
    }

    @Test("foreign bytes are shown, and only the printable ones")
    func foreignBytes() {
        #expect(
            reachability([.rejected(Array("SSH-2.0".utf8) + [0, 0x1B])]).why
                == "TCP 389 sent something that is not LDAP: \"SSH-2.0..\"")
    }
}

@Suite struct RedirectionsTests {
    private func redirections(_ change: (inout CollectionOptions) -> Void) throws -> Redirections {
        var options = CollectionOptions(
            resolver: try Resolver(), identity: .simple(name: "a", password: .init([1])), vantageHost: "here")
        change(&options)
        return Redirections(options)
    }

    @Test("a host and port go where they are sent, whatever the letter case; other ports and hosts do not")
    func mapping() throws {
        let target = SocketAddress(.loopbackV4, port: 10389)
        let plan = try redirections {
            $0.redirections = [Redirection(host: "DC1.corp.example.test.", port: 389, target: target)]
        }
        #expect(plan.addresses(of: "dc1.corp.example.test", port: 389, resolved: [.loopbackV6]) == [target])
        #expect(
            plan.addresses(of: "dc1.corp.example.test", port: 636, resolved: [.loopbackV6])
                == [SocketAddress(.loopbackV6, port: 636)])
        #expect(plan.addresses(of: "dc2.corp.example.test", port: 389, resolved: []) == [])
        #expect(plan.covers("dc1.corp.example.test", port: 389))
        #expect(!plan.covers("dc1.corp.example.test", port: 636))
        #expect(!plan.isEmpty)
    }

    @Test(
        "the port is that of the transport",
        arguments: [(.plain, 389), (.startTLS, 389), (.ldaps, 636)] as [(TransportSecurity, UInt16)])
    func port(_ security: TransportSecurity, _ port: UInt16) throws {
        #expect(try redirections { $0.security = security }.port == port)
    }
}

@Suite struct PortProbesTests {
    private func probes(_ change: (inout CollectionOptions) -> Void = { _ in }) throws -> PortProbes {
        var options = CollectionOptions(
            resolver: try Resolver(), identity: .simple(name: "a", password: .init([1])), vantageHost: "here")
        change(&options)
        return PortProbes(options: options, loop: try ProbeLoop())
    }

    @Test("every port that matters is tried, also when the host's window has passed")
    func refused() async throws {
        // Nobody listens there on ports below 1024.
        let address = try #require(IPAddress("127.77.66.55"))
        let ports = try await probes().run([address], window: .after(.seconds(-5)))
        #expect(ports.keys.sorted() == [88, 135, 389, 445, 464, 636, 3268])
        #expect(ports.values.allSatisfy { $0 == .value(.refused) })
    }

    @Test("no probe is no fact")
    func notCollected() async throws {
        let off = try await probes { $0.probesPorts = false }.run([.loopbackV4], window: .after(.seconds(1)))
        #expect(off.values.allSatisfy { $0 == .notCollected(why: "ports were not probed (--no-probe)") })
        let redirected = try await probes {
            $0.redirections = [Redirection(host: "a", port: 389, target: SocketAddress(.loopbackV4, port: 1))]
        }.run([.loopbackV4], window: .after(.seconds(1)))
        #expect(redirected.values.allSatisfy { $0.state == "notCollected" })
        let nowhere = try await probes().run([], window: .after(.seconds(1)))
        #expect(nowhere.values.allSatisfy { $0 == .notCollected(why: "the host has no address") })
    }

    @Test("an interrupted probe is no fact")
    func cancelled() async throws {
        let probes = try probes()
        let task = Task {
            await probes.run([IPAddress("127.77.66.55")].compactMap(\.self), window: .after(.seconds(60)))
        }
        task.cancel()
        let ports = await task.value
        #expect(ports.count == 7)
        #expect(ports.values.allSatisfy { $0.known != .silent })
    }
}
