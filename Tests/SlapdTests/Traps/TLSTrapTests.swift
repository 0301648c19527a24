import Foundation
import LDAP
import Networking
import TestSupport
import Testing

/// What libldap's TLS layer does otherwise than one would think. The rest of them: `TransportSecurityTests`,
/// `SettingsOfOthersTests`.
@Suite("traps: TLS", .serialized, .timeLimit(.minutes(2)))
struct TLSTrapTests {
    @Test("NEWCTX order: each handle has the roots that it was given, whatever the others have")
    func newContextOrder() async throws {
        let ours = try await Client.slapd()
        let strangers = try await TestPKI.unknown().issue(dnsNames: [Client.host], addresses: [])
        let theirs = try await SlapdServer.start { $0.certificate = strangers }
        let roots = [try await TestPKI.trusted().caFile, try await TestPKI.unknown().caFile]
        for security in TransportSecurityTests.secured {
            var open: [LDAPConnection] = []
            for _ in 1...2 {
                for (index, caFile) in roots.enumerated() {
                    let servers = index == 0 ? (right: ours, wrong: theirs) : (right: theirs, wrong: ours)
                    open.append(
                        try await Client.connect(servers.right.port(security), security: security, caFile: caFile))
                    let error = await #expect(throws: LDAPError.self) {
                        try await Client.connect(servers.wrong.port(security), security: security, caFile: caFile)
                    }
                    #expect(error?.code == .tlsFailed)
                }
            }
            for connection in open { #expect(try await connection.whoAmI() == "") }
        }
        await ours.stop()
        await theirs.stop()
    }

    /// `openssl s_server` with one protocol version and no qualms about old ones.
    private static func server(version: String) async throws -> (process: BackgroundProcess, port: Int) {
        let certificate = try await Client.certificate()
        let port = try ListeningSocket.freePort()
        let process = BackgroundProcess(
            [
                "openssl", "s_server", "-accept", "127.0.0.1:\(port)", version, "-cipher", "ALL:@SECLEVEL=0", "-cert",
                certificate.certificateFile, "-key", certificate.keyFile, "-quiet",
            ], directory: try TemporaryDirectory.make("s_server"))
        _ = try await eventually("s_server listens") {
            try await run("openssl", Self.client(port, version)).status == 0 ? true : nil
        }
        return (process, port)
    }

    private static func client(_ port: Int, _ version: String) -> [String] {
        ["s_client", "-connect", "127.0.0.1:\(port)", version, "-cipher", "ALL:@SECLEVEL=0"]
    }

    @Test(
        "ignored protocol minimum: a server of TLS 1.1, or 1.0, and no later is refused",
        arguments: ["-tls1_1", "-tls1"])
    func ignoredProtocolMinimum(version: String) async throws {
        let (process, port) = try await Self.server(version: version)
        let error = await #expect(throws: LDAPError.self) { try await Client.connect(port, security: .ldaps) }
        #expect(error?.code == .tlsFailed, "\(String(describing: error))")
        let shown = version == "-tls1" ? "TLS1.0" : "TLS1.1"
        #expect(error?.diagnosticMessage?.contains("no version after \(shown)") == true, "\(String(describing: error))")
        #expect(error?.advice?.contains("offer TLS 1.2") == true, "\(String(describing: error?.advice))")
        await process.stop()
    }

    @Test("the same server with TLS 1.2, or 1.3, is spoken to", arguments: ["-tls1_2", "-tls1_3"])
    func protocolsThatAreTaken(version: String) async throws {
        let (process, port) = try await Self.server(version: version)
        // It speaks no LDAP: the handshake is all there is, and a failed one would throw.
        _ = try await Client.connect(port, security: .ldaps)
        await process.stop()
    }

    @Test("ldaps://localhost: never checked against this machine's own name", arguments: ["localhost", "LocalHost"])
    func localhost(host: String) async throws {
        let names = try await ["-f", "-s"].asyncMap { option in
            try await run("hostname", [option]).output.trimmingCharacters(in: .whitespacesAndNewlines)
        }.filter { !$0.isEmpty }
        let certificate = try await TestPKI.trusted().issue(dnsNames: names, addresses: [])
        let server = try await SlapdServer.start { $0.certificate = certificate }
        let control = try await run(
            "ldapwhoami", ["-x", "-H", "ldaps://localhost:\(server.tlsPort)"],
            environment: ["LDAPTLS_CACERT": server.caFile])
        #expect(control.status == 0, "libldap does not do it any more; then this may be allowed: \(control.errors)")
        for security in TransportSecurityTests.secured {
            let error = await #expect(throws: LDAPError.self) {
                try await Client.connect(server.port(security), host: host, security: security)
            }
            #expect(error?.code == .refusedLocally, "\(String(describing: error))")
        }
        // The name itself is no reason: without TLS nothing is checked against it.
        let plain = try await Client.connect(server.port, host: host)
        #expect(try await plain.whoAmI() == "")
        await server.stop()
    }

    @Test("a handle whose TLS has failed is dead: nothing goes out in clear after it")
    func nothingInClearAfterFailedTLS() async throws {
        let server = try ScriptedDirectoryServer(DirectoryTree([DirectoryEntry("", ["objectClass": "top"])]))
        await #expect(throws: LDAPError.self) { try await Client.connect(server.port, security: .startTLS) }
        let unbelieved = try await TestPKI.unknown().issue(dnsNames: [Client.host], addresses: [])
        let other = try ScriptedDirectoryServer(
            DirectoryTree([DirectoryEntry("", ["objectClass": "top"])]), certificate: unbelieved)
        await #expect(throws: LDAPError.self) { try await Client.connect(other.port, security: .startTLS) }
        for request in server.requests + other.requests {
            switch request.operation {
            case .extended(let identifier): #expect(identifier == "1.3.6.1.4.1.1466.20037")
            case .unbind: break
            default: Issue.record("\(request)")
            }
        }
        #expect(!server.requests.isEmpty && !other.requests.isEmpty)
        server.stop()
        other.stop()
    }
}

extension Array {
    fileprivate func asyncMap<Result>(_ transform: (Element) async throws -> Result) async rethrows -> [Result] {
        var results: [Result] = []
        for element in self { results.append(try await transform(element)) }
        return results
    }
}
