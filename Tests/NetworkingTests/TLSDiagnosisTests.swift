import Foundation
import Networking
import Testing

@Suite struct TLSDiagnosisTests {
    private let certificates: TestCertificates

    init() throws { certificates = try TestCertificates() }

    private func examine(
        _ address: SocketAddress, name: String = "dc1.example.com", trust: String? = nil,
        preamble: TLSDiagnosis.Preamble? = nil, within duration: Duration = .seconds(20)
    ) async throws -> TLSDiagnosis {
        try await TLSDiagnosis.examine(
            [address], serverName: name, trust: .file(trust ?? certificates.authority), preamble: preamble,
            until: .after(duration))
    }

    @Test(arguments: [("-tls1_3", "TLS1.3"), ("-tls1_2", "TLS1.2")])
    func goodCertificateHasNoProblem(option: String, version: String) async throws {
        try certificates.issue("good", names: "DNS:dc1.example.com, DNS:example.com, IP:127.0.0.1, IP:::1")
        let server = try TLSServer(certificates, "good", options: [option])
        let seen = try await examine(server.address)
        #expect(seen.problems == [] && seen.failure == nil)
        #expect(seen.protocolVersion == version && seen.peer == server.address)
        let leaf = try #require(seen.chain.first)
        #expect(leaf.subject == "CN=good" && leaf.issuer == "CN=ca of the tests")
        #expect(
            leaf.subjectAlternativeNames == [
                .dns("dc1.example.com"), .dns("example.com"), .ip(.loopbackV4), .ip(.loopbackV6),
            ])
        #expect(leaf.keyAlgorithm == "EC/ECDSA" && leaf.keyBits == 256 && leaf.isStrong)
        #expect(leaf.signatureAlgorithm == "ECDSA-SHA256")
        #expect(leaf.notBefore < Date.now && leaf.notAfter > Date.now)
        #expect(try await examine(server.address, name: "DC1.Example.com.").problems == [])
        #expect(try await examine(server.address, name: "127.0.0.1").problems == [])
    }

    @Test func wrongNameIsToldWithTheRightOnes() async throws {
        try certificates.issue("other", names: "DNS:dc2.example.com, DNS:*.example.net")
        let server = try TLSServer(certificates, "other")
        #expect(
            try await examine(server.address).problems == [
                .nameMismatch(expected: "dc1.example.com", names: ["dc2.example.com", "*.example.net"])
            ])
        #expect(try await examine(server.address, name: "127.0.0.1").problems.count == 1)
        #expect(try await examine(server.address, name: "a.example.net").problems == [])
    }

    @Test func unknownIssuerIsNamed() async throws {
        try certificates.makeAuthority("stranger")
        try certificates.issue("strange", names: "DNS:dc1.example.com", by: "stranger")
        let server = try TLSServer(certificates, "strange")
        #expect(try await examine(server.address).problems == [.unknownIssuer("CN=stranger of the tests")])
        #expect(try await examine(server.address, trust: certificates.path("stranger.pem")).problems == [])
    }

    @Test func expiredAndUnknownAreBothTold() async throws {
        try certificates.makeAuthority("stranger")
        try certificates.issue(
            "stale", names: "DNS:dc1.example.com", by: "stranger", from: "20200101000000Z", until: "20210101000000Z")
        let server = try TLSServer(certificates, "stale")
        #expect(
            try await examine(server.address).problems == [
                .unknownIssuer("CN=stranger of the tests"),
                .expired(subject: "CN=stale", on: Date(timeIntervalSince1970: 1_609_459_200)),
            ])
    }

    @Test func expiredCertificateIsToldWithItsDate() async throws {
        try certificates.issue(
            "expired", names: "DNS:dc1.example.com", from: "20200101000000Z", until: "20210101000000Z")
        let server = try TLSServer(certificates, "expired")
        #expect(
            try await examine(server.address).problems == [
                .expired(subject: "CN=expired", on: Date(timeIntervalSince1970: 1_609_459_200))
            ])
    }

    @Test func earlyCertificateIsToldWithItsDate() async throws {
        try certificates.issue("early", names: "DNS:dc1.example.com", from: "20900101000000Z", until: "20910101000000Z")
        let server = try TLSServer(certificates, "early")
        #expect(
            try await examine(server.address).problems == [
                .notYetValid(subject: "CN=early", until: Date(timeIntervalSince1970: 3_786_912_000))
            ])
    }

    @Test func selfSignedCertificateIsToldAsSuch() async throws {
        try certificates.openssl(
            "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-days", "30", "-subj",
            "/CN=alone", "-addext", "subjectAltName=DNS:dc1.example.com", "-keyout", certificates.path("alone.key"),
            "-out", certificates.path("alone.pem"))
        let server = try TLSServer(certificates, "alone")
        #expect(try await examine(server.address).problems == [.selfSigned])
    }

    @Test func weakKeyIsTold() async throws {
        try certificates.issue("weak", names: "DNS:dc1.example.com", key: ["rsa:768"])
        let server = try TLSServer(certificates, "weak", options: ["-cipher", "ALL:@SECLEVEL=0"])
        let seen = try await examine(server.address)
        #expect(seen.chain.first?.isStrong == false)
        #expect(seen.problems == [.weak(subject: "CN=weak", algorithms: "RSA 768 bits, ECDSA-SHA256")])
    }

    @Test func weakSignatureIsTold() async throws {
        try certificates.issue("sha1", names: "DNS:dc1.example.com", digest: "sha1")
        let server = try TLSServer(certificates, "sha1", options: ["-cipher", "ALL:@SECLEVEL=0"])
        let seen = try await examine(server.address)
        #expect(seen.chain.first?.isStrong == false)
        #expect(seen.problems == [.weak(subject: "CN=sha1", algorithms: "EC/ECDSA 256 bits, ECDSA-SHA1")])
    }

    @Test func serverThatAcceptsAndSaysNothingEndsAtTheDeadline() async throws {
        let listener = try Socket.listening(on: SocketAddress(.loopbackV4, port: 0))
        let start = ContinuousClock.now
        let seen = try await examine(try listener.localAddress(), within: .milliseconds(200))
        #expect(start.duration(to: .now) >= .milliseconds(200))
        #expect(seen.failure?.stage == .handshake && seen.failure?.isTimeout == true)
        #expect(seen.chain.isEmpty && seen.problems.isEmpty && seen.peer != nil)
    }

    @Test func answerThatIsNoTLSIsAFailure() async throws {
        let server = try StreamServer { connection in
            _ = try? connection.receive(atMost: 4096)
            _ = try? connection.send(Array("HTTP/1.1 400 Bad Request\r\n\r\n".utf8)[...])
        }
        let failure = try await examine(server.address).failure
        #expect(failure?.stage == .handshake && failure?.isTimeout == false && failure?.code != 0)
    }

    @Test func closedPortIsAFailureToConnect() async throws {
        let closed = try ClosedPort()
        let failure = try await examine(closed.address).failure
        #expect(failure?.stage == .connect && failure?.detail.contains("refused") == true)
    }

    @Test(arguments: ["missing.pem", "empty.pem"])
    func unusableTrustFileIsAFailure(name: String) async throws {
        try Data("no certificate\n".utf8).write(to: certificates.directory.appending(path: "empty.pem"))
        let server = try StreamServer { _ in }
        let failure = try await examine(server.address, trust: certificates.path(name)).failure
        #expect(failure?.stage == .trustAnchors && failure?.detail.contains(name) == true)
    }

    @Test func tlsBeginsAfterThePreamble() async throws {
        let server = try StreamServer { connection in
            guard case .bytes([9, 9, 9, 9, 9]) = try? connection.receive(atMost: 5) else { return }
            _ = try? connection.send([1, 2])
            _ = try? connection.send([3])
            // A handshake record (22) is answered by the fatal alert handshake_failure (40).
            guard case .bytes(let hello) = try? connection.receive(atMost: 4096), hello.first == 22 else { return }
            _ = try? connection.send([21, 3, 3, 0, 2, 2, 40])
        }
        let preamble = TLSDiagnosis.Preamble(request: [9, 9, 9, 9, 9]) { $0.count < 3 ? .needMore : .complete }
        let failure = try await examine(server.address, preamble: preamble).failure
        #expect(failure?.stage == .handshake && failure?.detail.contains("alert: Handshake failed") == true)
    }

    @Test(arguments: [[], [7]] as [[UInt8]])
    func preambleThatIsNotAgreedToIsAFailure(reply: [UInt8]) async throws {
        let server = try StreamServer { connection in
            _ = try? connection.receive(atMost: 5)
            if !reply.isEmpty { _ = try? connection.send(reply[...]) }
        }
        let preamble = TLSDiagnosis.Preamble(request: [9]) { _ in .reject }
        let failure = try await examine(server.address, preamble: preamble).failure
        #expect(failure?.stage == .preamble && failure?.isTimeout == false)
    }

    @Test func silentPreambleEndsAtTheDeadline() async throws {
        let listener = try Socket.listening(on: SocketAddress(.loopbackV4, port: 0))
        let preamble = TLSDiagnosis.Preamble(request: [9]) { _ in .complete }
        let seen = try await examine(
            try listener.localAddress(), preamble: preamble, within: .milliseconds(100))
        #expect(seen.failure?.stage == .preamble && seen.failure?.isTimeout == true)
    }
}
