import Egress
import TestSupport
import Testing

@Suite struct ProxyTests {
    private static func reach(_ manner: ConnectProxy.Manner) async throws -> (EndpointFinding, ConnectProxy) {
        let proxy = try ConnectProxy(manner)
        return (try await Scene("127.0.0.1:\(proxy.port)", proxied: true).reach(), proxy)
    }

    @Test func aProxyThatPassesOn() async throws {
        let server = try WebServer(try await Scene.certificate())
        let proxy = try ConnectProxy(.tunnels(to: server.port))
        let scene = try await Scene("127.0.0.1:\(proxy.port)", silences: [.milliseconds(50)], proxied: true)
        let findings = try await scene.run()
        let finding = try #require(findings.endpoints.first)
        #expect(finding.stageNames == ["dns", "tcp", "proxy", "tls", "http"])
        #expect(finding.judgement == .met && finding.proxyStatus == 200 && finding.httpStatus == 200)
        #expect(findings.idle.map(\.outcome) == [.lived])
        #expect(findings.run.proxy == "http://proxy.example.test:3128")
        let request = try #require(proxy.requests.first)
        #expect(request.hasPrefix("CONNECT endpoint.example.test:443 HTTP/1.1\r\nHost: endpoint.example.test:443\r\n"))
        #expect(!request.lowercased().contains("authorization"))
    }

    @Test func aProxyThatWantsCredentials() async throws {
        let (finding, _) = try await Self.reach(
            .answers("HTTP/1.1 407 Proxy Authentication Required\r\nProxy-Authenticate: Negotiate\r\n\r\n"))
        #expect(finding.stageNames == ["dns", "tcp", "proxy"])
        #expect(finding.judgement == .undecided && finding.proxyStatus == 407)
        #expect(finding.last?.meaning.contains("wants credentials") == true)
        #expect(finding.last?.advice?.contains("useDefaultCredentials") == true)
    }

    @Test(arguments: [
        ("HTTP/1.1 403 Forbidden\r\n\r\n", "does not let"), ("HTTP/1.1 502 Bad Gateway\r\n\r\n", "did not reach"),
        ("SSH-2.0-x\r\n", "no HTTP proxy"),
    ])
    func aProxyThatRefuses(answer: String, meaning: String) async throws {
        let (finding, _) = try await Self.reach(.answers(answer))
        #expect(finding.judgement == .blocked && finding.last?.id == .proxy)
        #expect(finding.last?.meaning.contains(meaning) == true, "\(finding)")
    }

    @Test func aProxyThatHangsUp() async throws {
        let (finding, _) = try await Self.reach(.closes)
        #expect(finding.judgement == .blocked && finding.last?.seen == "FIN")
    }

    @Test func aProxyThatSaysNothing() async throws {
        let silent = try SilentServer()
        var scene = try await Scene("127.0.0.1:\(silent.port)", proxied: true)
        scene.configuration.timeout = .milliseconds(500)
        let finding = try await scene.reach()
        #expect(finding.judgement == .blocked && finding.last?.seen == "no answer")
    }

    @Test func aProxyThatIsNotThere() async throws {
        let port = try ListeningSocket.refusingPort()
        let finding = try await Scene("127.0.0.1:\(port.port)", proxied: true).reach()
        #expect(finding.stageNames == ["dns", "tcp"] && finding.judgement == .blocked)
        #expect(finding.last?.meaning == "The port of the proxy is closed.")
    }

    @Test func aProxyWhoseHeadNeverEnds() async throws {
        let head = "HTTP/1.1 200 OK\r\n" + String(repeating: "A: b\r\n", count: 12_000)
        let (finding, _) = try await Self.reach(.answers(head))
        #expect(finding.judgement == .blocked && finding.last?.seen.contains("header without end") == true)
    }
}
