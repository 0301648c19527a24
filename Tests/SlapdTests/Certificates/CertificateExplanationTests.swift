import LDAP
import TestSupport
import Testing

/// Why a server's certificate is not believed, in words: from a second handshake, which sends nothing and believes nothing.
/// libldap's own words for all of it are "(unknown error code)".
@Suite("certificates that are not believed, explained", .serialized, .timeLimit(.minutes(3)))
struct CertificateExplanationTests {
    enum Fault: CaseIterable, Sendable {
        case unknownIssuer, expired, notYetValid, wrongName, namelessAddress, selfSigned, missingIntermediate
        case issuerIsNoAuthority, weakKey, weakSHA1, weakMD5, expiredAndWrongName

        func certificate() async throws -> LeafCertificate {
            let trusted = try await TestPKI.trusted()
            let names = [Client.host]
            return switch self {
            case .unknownIssuer: try await TestPKI.unknown().issue(dnsNames: names, addresses: [])
            case .expired: try await trusted.issue(dnsNames: names, addresses: [], validity: .expired)
            case .notYetValid: try await trusted.issue(dnsNames: names, addresses: [], validity: .notYetValid)
            case .wrongName:
                try await trusted.issue(
                    dnsNames: ["dc2.example.test", "*.example.org"], addresses: ["192.0.2.7", "2001:db8::7"])
            case .namelessAddress: try await trusted.issue(dnsNames: [], addresses: ["192.0.2.7"])
            case .selfSigned: try await TestPKI.selfSigned(dnsNames: names)
            case .missingIntermediate:
                try await trusted.intermediate(sendsChain: false).issue(dnsNames: names, addresses: [])
            case .issuerIsNoAuthority:
                try await trusted.intermediate(isAuthority: false).issue(dnsNames: names, addresses: [])
            case .weakKey: try await trusted.issue(dnsNames: names, addresses: [], key: .rsa(768))
            case .weakSHA1: try await trusted.issue(dnsNames: names, addresses: [], digest: "sha1")
            case .weakMD5:
                // There is no ECDSA with MD5.
                try await trusted.intermediate(key: .rsa(2048)).issue(dnsNames: names, addresses: [], digest: "md5")
            case .expiredAndWrongName:
                try await trusted.issue(dnsNames: ["dc2.example.test"], addresses: [], validity: .expired)
            }
        }

        /// What the message holds, word for word.
        var words: [String] {
            let unknown = "is not among the certificate authorities to believe"
            return switch self {
            case .unknownIssuer: ["its issuer \"CN=adinspect test authority\" \(unknown)"]
            case .expired: ["\"CN=\(Client.host)\" expired on 2021-01-01T00:00:00Z"]
            case .notYetValid: ["\"CN=\(Client.host)\" is not valid before 2098-01-01T00:00:00Z"]
            case .wrongName:
                ["it does not name \(Client.host), but dc2.example.test, *.example.org, 192.0.2.7, 2001:db8::7"]
            case .namelessAddress: ["it does not name \(Client.host), but 192.0.2.7"]
            case .selfSigned: ["it is self-signed and not among the certificates to believe"]
            case .missingIntermediate: ["its issuer \"CN=adinspect test intermediate\" \(unknown)"]
            case .issuerIsNoAuthority: ["an issuer in its chain may not issue certificates"]
            case .weakKey: ["has a key or signature that is too weak (RSA 768 bits, ECDSA-SHA256)"]
            case .weakSHA1: ["has a key or signature that is too weak (EC/ECDSA 256 bits, ECDSA-SHA1)"]
            case .weakMD5: ["has a key or signature that is too weak (EC/ECDSA 256 bits, RSA-MD5)"]
            case .expiredAndWrongName:
                ["expired on 2021-01-01T00:00:00Z", "it does not name \(Client.host), but dc2.example.test"]
            }
        }

        /// What the advice is about.
        var advice: String {
            switch self {
            case .unknownIssuer, .selfSigned, .issuerIsNoAuthority: "as the configuration's trust roots"
            case .missingIntermediate: "have the server send"
            case .expired, .expiredAndWrongName: "Renew the certificate"
            case .notYetValid: "clock"
            case .wrongName, .namelessAddress: "Name the server as its certificate does"
            case .weakKey, .weakSHA1, .weakMD5: "stronger key and signature"
            }
        }
    }

    @Test("each reason is told, as observed and not authenticated", arguments: Fault.allCases)
    func reason(fault: Fault) async throws {
        let certificate = try await fault.certificate()
        let server = try await SlapdServer.start { $0.certificate = certificate }
        for security in TransportSecurityTests.secured {
            let error = await #expect(throws: LDAPError.self) {
                try await Client.connect(server.port(security), security: security)
            }
            #expect(error?.code == .tlsFailed, "\(String(describing: error))")
            #expect(error?.operation == .startTLS)
            let text = error?.diagnosticMessage ?? ""
            #expect(text.hasPrefix("observed, not authenticated: "), "\(String(describing: error))")
            for words in fault.words { #expect(text.contains(words), "\(text)") }
            #expect(error?.advice?.contains(fault.advice) == true, "\(String(describing: error?.advice))")
        }
        // Neither handshake was followed by a word of LDAP, but for StartTLS itself.
        let operations = server.logLines.map(\.verb)
        #expect(!operations.contains("BIND") && !operations.contains("SRCH"))
        await server.stop()
    }

    @Test("no certificate at all", arguments: TransportSecurityTests.secured)
    func noCertificate(security: TransportSecurity) async throws {
        let server = try await SlapdServer.start { $0.hasCertificate = false }
        let error = await #expect(throws: LDAPError.self) {
            try await Client.connect(server.port(security), security: security)
        }
        #expect(error?.code == .tlsFailed, "\(String(describing: error))")
        #expect(error?.meaning == "TLS could not be established")
        #expect(error?.advice?.contains("that it has a certificate") == true, "\(String(describing: error))")
        await server.stop()
    }

    @Test(
        "the chain with its intermediate authority is believed, by its root", arguments: TransportSecurityTests.secured)
    func wholeChain(security: TransportSecurity) async throws {
        let intermediate = try await TestPKI.trusted().intermediate()
        let certificate = try await intermediate.issue(dnsNames: [Client.host], addresses: [])
        let server = try await SlapdServer.start { $0.certificate = certificate }
        let connection = try await Client.connect(server.port(security), security: security)
        #expect(try await connection.whoAmI() == "")
        await server.stop()
    }

    @Test(
        "keys and signatures that are good enough",
        arguments: [
            (CertificateKey.rsa(2048), "sha256"), (.p384, "sha384"), (.rsa(3072), "sha512"), (.p256, "sha224"),
        ])
    func strongEnough(key: CertificateKey, digest: String) async throws {
        let certificate = try await TestPKI.trusted().issue(
            dnsNames: [Client.host], addresses: [], key: key, digest: digest)
        let server = try await SlapdServer.start { $0.certificate = certificate }
        let connection = try await Client.connect(server.tlsPort, security: .ldaps)
        #expect(try await connection.whoAmI() == "")
        await server.stop()
    }

    @Test("a server that is named by an address is checked by the addresses of its certificate")
    func byAddress() async throws {
        let server = try await SlapdServer.start()
        let connection = try await Client.connect(server.tlsPort, host: "127.0.0.1", security: .ldaps)
        #expect(try await connection.whoAmI() == "")
        let other = try await Client.slapd()
        let error = await #expect(throws: LDAPError.self) {
            try await Client.connect(other.tlsPort, host: "127.0.0.1", security: .ldaps)
        }
        #expect(error?.diagnosticMessage?.contains("it does not name 127.0.0.1, but \(Client.host)") == true)
        await server.stop()
        await other.stop()
    }
}
