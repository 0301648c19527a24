import Egress
import Networking
import TestSupport
import Testing

/// Connections that are left alone. A server that loses patience does so after 1.5 s; the short silences are far below that, the long
/// ones far above, and end when the server does.
@Suite struct SilenceTests {
    private static let short = Duration.milliseconds(50)
    private static let long = Duration.seconds(30)
    private static let patience = Duration.milliseconds(1500)

    private static func findings(
        _ impatience: WebServer.Impatience?, _ silences: [Duration]
    ) async throws -> (findings: EgressFindings, server: WebServer) {
        let server = try WebServer(try await Scene.certificate(), impatience: impatience)
        let scene = try await Scene("127.0.0.1:\(server.port)", silences: silences)
        return (try await scene.run(), server)
    }

    @Test func aConnectionThatLives() async throws {
        let (findings, server) = try await Self.findings(nil, [Self.short, .milliseconds(300)])
        #expect(findings.idle.map(\.outcome) == [.lived, .lived])
        #expect(findings.idle.map(\.silence) == [Self.short, .milliseconds(300)])
        #expect(findings.idle.allSatisfy { $0.noticed == .whenAsked && $0.seen == "HTTP 200 OK" })
        #expect(findings.idle.allSatisfy { ($0.after ?? .zero) >= $0.silence })
        #expect(findings.judgement == .met)
        // One for the way, and a fresh one for each silence.
        #expect(server.accepted == 3 && server.requests.count == 3)
    }

    @Test func aServerThatEndsByItsOwnWord() async throws {
        let (findings, _) = try await Self.findings(.init(after: 1500, .closeNotify), [Self.short, Self.long])
        #expect(findings.idle.map(\.outcome) == [.lived, .closedByPeer])
        let last = try #require(findings.idle.last)
        #expect(last.noticed == .whileSilent && last.seen == "close_notify")
        let after = try #require(last.after)
        #expect(after >= Self.patience - .milliseconds(100) && after < .seconds(15), "\(after)")
        #expect(last.judgement == .undecided && findings.judgement == .undecided)
    }

    @Test(arguments: [(WebServer.Ending.reset, "RST"), (.end, "FIN without close_notify")])
    func anEndWithoutTheServersWord(ending: WebServer.Ending, seen: String) async throws {
        let (findings, _) = try await Self.findings(.init(after: 1500, ending), [Self.short, Self.long])
        #expect(findings.idle.map(\.outcome) == [.lived, .cutOff])
        let last = try #require(findings.idle.last)
        #expect(last.noticed == .whileSilent && last.seen == seen)
        #expect(findings.judgement == .warning)
    }

    @Test func aServerThatSaysWhyItEnds() async throws {
        let words = "HTTP/1.1 408 Request Timeout\r\nConnection: close\r\n\r\n"
        let (findings, _) = try await Self.findings(.init(after: 200, words: words, .end), [Self.long])
        let finding = try #require(findings.idle.first)
        #expect(finding.outcome == .closedByPeer && finding.noticed == .whileSilent)
        #expect(finding.seen == "HTTP 408 Request Timeout, FIN without close_notify")
    }

    @Test("packets that a firewall drops: the connection stands, and the request after the silence gets no answer")
    func aFirewallThatForgets() async throws {
        let network = try await NetworkNamespace.make()
        let certificate = try await Scene.certificate()
        let server = BackgroundProcess(
            ["ip", "netns", "exec", network.name, "openssl", "s_server", "-accept", "443", "-www", "-quiet"]
                + ["-cert", certificate.certificateFile, "-key", certificate.keyFile],
            directory: try TemporaryDirectory.make("s_server"))
        let place = try Scene.socketAddress("\(network.innerAddress):443")
        _ = try await eventually("a server in the namespace") {
            try? StreamConnector().connect(to: [place], until: .after(.seconds(1)))
        }
        var scene = try await Scene("\(network.innerAddress):443", silences: [.milliseconds(200)])
        let before = try await scene.keepSilent()
        #expect(before.outcome == .lived, "\(before)")

        scene.configuration.timeout = .seconds(2)
        let finding = try await scene.keepSilent { progress in
            // The connection stands, and its silence has not begun: no clock is raced.
            if case .silent = progress { blocking { try await network.drop(port: 443) } }
        }
        #expect(finding.outcome == .dropped && finding.noticed == .whenAsked && finding.seen == "no answer")
        #expect(finding.judgement == .blocked)
        let after = try #require(finding.after)
        #expect(after >= .milliseconds(2150) && after < .seconds(20), "\(after)")
        await server.stop()
        await network.remove()
    }

    @Test(
        "a firewall that forgets and answers the next packet by a reset is a warning, noticed when something is asked")
    func aFirewallThatResets() async throws {
        let network = try await NetworkNamespace.make()
        let certificate = try await Scene.certificate()
        let server = BackgroundProcess(
            ["ip", "netns", "exec", network.name, "openssl", "s_server", "-accept", "443", "-www", "-quiet"]
                + ["-cert", certificate.certificateFile, "-key", certificate.keyFile],
            directory: try TemporaryDirectory.make("s_server"))
        let place = try Scene.socketAddress("\(network.innerAddress):443")
        _ = try await eventually("a server in the namespace") {
            try? StreamConnector().connect(to: [place], until: .after(.seconds(1)))
        }
        let scene = try await Scene("\(network.innerAddress):443", silences: [.milliseconds(200)])
        let rule = ["-A", "INPUT", "-p", "tcp", "--dport", "443", "-j", "REJECT", "--reject-with", "tcp-reset"]
        let finding = try await scene.keepSilent { progress in
            guard case .silent = progress else { return }
            blocking { _ = try await network.execute("iptables", rule) }
        }
        #expect(finding.outcome == .cutOff && finding.noticed == .whenAsked && finding.seen == "RST", "\(finding)")
        await server.stop()
        await network.remove()
    }

    @Test func silenceHasNoKeepalive() async throws {
        let server = try WebServer(try await Scene.certificate())
        let scene = try await Scene("127.0.0.1:\(server.port)", silences: [.milliseconds(200)])
        let port = server.port
        let timers = Timers()
        _ = try await scene.keepSilent { progress in
            guard case .silent = progress else { return }
            blocking { try await timers.add(runSuccessfully("ss", ["-tnoH", "dport", "= :\(port)"])) }
        }
        let seen = await timers.seen
        #expect(seen.contains(":\(port)"))
        #expect(!seen.contains("keepalive"), "\(seen)")
    }

    @Test func silenceIsNotTriedWhereNothingAnswers() async throws {
        let port = try ListeningSocket.refusingPort()
        let scene = try await Scene("127.0.0.1:\(port.port)", silences: [Self.short, Self.long])
        let findings = try await scene.run()
        #expect(findings.idle.map(\.outcome) == [.notTried, .notTried])
        #expect(findings.judgement == .blocked)
    }

    @Test func anInterruptionEndsSilence() async throws {
        let server = try WebServer(try await Scene.certificate())
        let scene = try await Scene("127.0.0.1:\(server.port)", silences: [.seconds(120), .seconds(180)])
        let started = ContinuousClock.now
        let run = Task { try await scene.run() }
        _ = try await eventually("two silent connections") { server.accepted == 3 ? true : nil }
        run.cancel()
        let findings = try await run.value
        #expect(started.duration(to: .now) < .seconds(60))
        #expect(!findings.run.isComplete)
        #expect(findings.endpoints.map(\.judgement) == [.met])
        #expect(findings.idle.map(\.outcome) == [.interrupted, .interrupted])
        #expect(findings.judgement == .undecided)
    }
}

private actor Timers {
    private(set) var seen = ""
    func add(_ text: String) { seen += text }
}
