import Egress
import Networking
import TestSupport
import Testing

/// The way to an endpoint, and each way in which it can fail.
@Suite struct ReachTests {
    private static func server(_ answer: WebServer.Answer = .ok) async throws -> WebServer {
        try WebServer(try await Scene.certificate(), answer: answer)
    }

    @Test func anEndpointThatAnswers() async throws {
        let server = try await Self.server(.text("HTTP/1.1 404 Not Found\r\n\r\n"))
        let scene = try await Scene("127.0.0.1:\(server.port)")
        let findings = try await scene.run()
        let finding = try #require(findings.endpoints.first)
        #expect(finding.stageNames == ["dns", "tcp", "tls", "http"])
        #expect(finding.judgement == .met && finding.httpStatus == 404)
        #expect(finding.tls?.voucher == .publicRoot && finding.tls?.problems == [])
        #expect(finding.tls?.chain.first?.subject == "CN=\(Scene.endpoint.host)")
        #expect(finding.tls?.topIssuer == "CN=adinspect test authority")
        #expect(findings.run.isComplete && findings.run.proxy == nil && findings.run.host == "jump.example.test")
        #expect(findings.judgement == .met && findings.idle.isEmpty)
        let request = try #require(server.requests.first)
        #expect(request.hasPrefix("GET / HTTP/1.1\r\nHost: endpoint.example.test\r\n"))
        #expect(request.contains("\r\nUser-Agent: adinspect/test\r\n"))
    }

    // MARK: DNS and TCP

    @Test func aNameThatDNSDoesNotKnow() async throws {
        let names = try ScriptedNameServer(ScriptedNameServer.Zone())
        var scene = try await Scene("127.0.0.1:1")
        scene.configuration.redirections = [:]
        scene.resolver = try Resolver(.init(servers: [try Scene.socketAddress(names.address)]))
        let finding = try await scene.reach()
        #expect(finding.stageNames == ["dns"] && finding.judgement == .blocked)
        #expect(finding.last?.seen.contains("no such name") == true)
    }

    @Test func aNameServerThatDoesNotAnswer() async throws {
        let silent = try SilentDatagramServer()
        var scene = try await Scene("127.0.0.1:1")
        scene.configuration.redirections = [:]
        scene.resolver = try Resolver(
            .init(servers: [try Scene.socketAddress("127.0.0.1:\(silent.port)")], timeout: .milliseconds(100), tries: 1)
        )
        let finding = try await scene.reach()
        #expect(finding.stageNames == ["dns"] && finding.judgement == .undecided)
        #expect(finding.last?.seen.contains("no answer in time") == true)
    }

    @Test func aClosedPort() async throws {
        let port = try ListeningSocket.refusingPort()
        let finding = try await Scene("127.0.0.1:\(port.port)").reach()
        #expect(finding.stageNames == ["dns", "tcp"] && finding.judgement == .blocked)
        #expect(finding.last?.seen.contains("refused") == true)
    }

    @Test func aFilteredPort() async throws {
        let network = try await NetworkNamespace.make()
        try await network.drop(port: 443)
        var scene = try await Scene("\(network.innerAddress):443")
        scene.configuration.connectTimeout = .milliseconds(500)
        let finding = try await scene.reach()
        #expect(finding.stageNames == ["dns", "tcp"] && finding.judgement == .blocked)
        #expect(finding.last?.meaning.contains("firewall") == true)
        await network.remove()
    }

    // MARK: TLS

    @Test func aServerThatTakesTheConnectionAndSaysNothing() async throws {
        let server = try SilentServer()
        var scene = try await Scene("127.0.0.1:\(server.port)")
        scene.configuration.timeout = .milliseconds(500)
        let finding = try await scene.reach()
        #expect(finding.stageNames == ["dns", "tcp", "tls"] && finding.judgement == .blocked)
        #expect(finding.last?.meaning.contains("not answered") == true)
    }

    @Test func aFirewallThatResetsTheHandshake() async throws {
        let server = try ClosingServer(.afterBytes(1), resets: true)
        let finding = try await Scene("127.0.0.1:\(server.port)").reach()
        #expect(finding.stageNames == ["dns", "tcp", "tls"] && finding.judgement == .blocked)
        #expect(finding.last?.meaning.contains("broken off") == true)
    }

    @Test func aCertificateOfAnAuthorityThatNobodyKnows() async throws {
        let certificate = try await TestPKI.unknown().intermediate().issue(dnsNames: [Scene.endpoint.host])
        let server = try WebServer(certificate)
        let finding = try await Scene("127.0.0.1:\(server.port)").reach()
        #expect(finding.judgement == .blocked && finding.tls?.voucher == .nobody)
        #expect(finding.last?.seen.contains("unknown authority CN=adinspect test authority") == true)
        #expect(server.requests.isEmpty)
    }

    @Test func aCertificateWithAnotherName() async throws {
        let server = try WebServer(try await Scene.certificate("other.example.test"))
        let finding = try await Scene("127.0.0.1:\(server.port)").reach()
        #expect(finding.judgement == .blocked && finding.httpStatus == nil)
        #expect(finding.tls?.problems == ["it names other.example.test and not endpoint.example.test"])
        #expect(server.requests.isEmpty)
    }

    @Test func anExpiredCertificate() async throws {
        let certificate = try await TestPKI.trusted().issue(dnsNames: [Scene.endpoint.host], validity: .expired)
        let server = try WebServer(certificate)
        let finding = try await Scene("127.0.0.1:\(server.port)").reach()
        #expect(finding.judgement == .blocked)
        #expect(finding.tls?.problems == ["CN=endpoint.example.test expired on 2021-01-01"])
    }

    @Test func anInspectionByARootThatOnlyThisHostBelieves() async throws {
        let owned = Endpoint("contoso.servicebus.windows.net")
        let server = try WebServer(try await Scene.certificate(owned.host))
        let finding = try await Scene("127.0.0.1:\(server.port)", endpoint: owned, isPublic: false).reach()
        #expect(finding.tls?.voucher == .privateRoot && finding.judgement == .warning && finding.httpStatus == 200)
        let stage = try #require(finding.stages.first { $0.id == .tls })
        #expect(stage.seen.contains("CN=adinspect test authority, a private root"))
        #expect(stage.meaning.contains("somebody on the way opens TLS"))
    }

    @Test func aPrivateRootOfAHostThatIsNotMicrosofts() async throws {
        let server = try await Self.server()
        let finding = try await Scene("127.0.0.1:\(server.port)", isPublic: false).reach()
        #expect(finding.tls?.voucher == .privateRoot && finding.judgement == .met)
        #expect(finding.stages.contains { $0.seen.contains("a private root") })
    }

    @Test func publicRootsThatAreNotThere() async throws {
        let server = try await Self.server()
        var scene = try await Scene("127.0.0.1:\(server.port)")
        scene.configuration.publicRoots = .directory("/nonexistent")
        let finding = try await scene.reach()
        #expect(finding.tls?.voucher == .believedRoot && finding.judgement == .met)
    }

    @Test func theSystemsAuthoritiesDoNotKnowTheTests() async throws {
        let server = try await Self.server()
        var scene = try await Scene("127.0.0.1:\(server.port)")
        scene.configuration.trust = .system
        scene.configuration.publicRoots = .publicRoots
        let finding = try await scene.reach()
        #expect(finding.judgement == .blocked && finding.tls?.voucher == .nobody)
    }

    // MARK: HTTP

    @Test(arguments: [
        (WebServer.Answer.text("SSH-2.0-OpenSSH_9.2\r\n"), "an answer that begins with \"SSH-2.0-OpenSSH_9.2..\""),
        (.endless(Array("HTTP/1.1 200 OK\r\nA: b\r\n".utf8)), "a header without end"),
        (.endless([0x61]), "an answer that begins with \"a\""), (.ending(.closeNotify), "close_notify"),
    ])
    func anAnswerThatIsNoHTTP(answer: WebServer.Answer, seen: String) async throws {
        let server = try await Self.server(answer)
        let finding = try await Scene("127.0.0.1:\(server.port)").reach()
        #expect(finding.stageNames == ["dns", "tcp", "tls", "http"] && finding.judgement == .undecided)
        #expect(finding.last?.seen.contains(seen) == true, "\(finding)")
    }

    @Test(arguments: [(WebServer.Answer.ending(.reset), "RST"), (.ending(.end), "FIN without close_notify")])
    func aRequestThatIsCutOff(answer: WebServer.Answer, seen: String) async throws {
        let server = try await Self.server(answer)
        let finding = try await Scene("127.0.0.1:\(server.port)").reach()
        #expect(finding.judgement == .blocked && finding.last?.seen == seen, "\(finding)")
    }

    @Test func aRequestThatIsNotAnswered() async throws {
        let server = try await Self.server(.nothing)
        var scene = try await Scene("127.0.0.1:\(server.port)", silences: [.milliseconds(50)])
        scene.configuration.timeout = .seconds(1)
        let finding = try await scene.reach()
        #expect(finding.judgement == .blocked && finding.last?.seen == "no answer")
        #expect(try await scene.run().idle.map(\.outcome) == [.notTried])
    }

    // MARK: Requirements

    @Test func aFamilyThatNothingWasTriedOfIsUndecided() async throws {
        let known = Endpoint("passwordreset.microsoftonline.us")
        let server = try WebServer(
            try await TestPKI.trusted().issue(
                dnsNames: [known.host, "contoso.servicebus.usgovcloudapi.net"], addresses: []))
        var scene = try await Scene("127.0.0.1:\(server.port)", endpoint: known)
        scene.configuration.cloud = .usgov
        let without = try await scene.run()
        #expect(without.endpoints.map(\.judgement) == [.met])
        #expect(without.requirements.map(\.judgement) == [.met, .undecided] && without.judgement == .undecided)

        let own = Endpoint("contoso.servicebus.usgovcloudapi.net")
        scene.configuration.endpoints.append(own)
        scene.configuration.redirections[own] = try Scene.socketAddress("127.0.0.1:\(server.port)")
        let with = try await scene.run()
        #expect(with.requirements.map(\.judgement) == [.met, .met] && with.judgement == .met)
        #expect(with.endpoints.last?.requirement == "*.servicebus.usgovcloudapi.net")
    }
}
