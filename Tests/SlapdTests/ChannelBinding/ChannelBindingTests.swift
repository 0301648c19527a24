import LDAP
import TestSupport
import Testing

/// The channel binding `tls-server-end-point` (RFC 5929) of our binds, as a server that demands it sees it: one that shares no
/// code with this library, with libldap or with Cyrus SASL. In processes of their own, since libkrb5 has its settings by variables.
@Suite("channel binding", .serialized, .timeLimit(.minutes(3)))
struct ChannelBindingTests {
    struct Case: Sendable, Codable, CustomTestStringConvertible {
        var mechanism = "GSSAPI"
        var isLDAPS = true
        var digest = "sha256"
        var bits: Int?

        var testDescription: String {
            "\(mechanism), \(isLDAPS ? "LDAPS" : "StartTLS"), \(bits.map { "RSA \($0)" } ?? "ECDSA") with \(digest)"
        }
        var security: TransportSecurity { isLDAPS ? .ldaps : .startTLS }
        var saslMechanism: SASLMechanism { mechanism == "GSSAPI" ? .gssapi : .gssSPNEGO }
        var options: [String] { isLDAPS ? [] : ["--starttls"] }

        func certificate(_ host: String = TestKDC.serviceHost) async throws -> LeafCertificate {
            try await TestPKI.trusted().issue(
                dnsNames: [host], addresses: [], key: bits.map { .rsa($0) } ?? .p256, digest: digest)
        }
    }

    private static let transports = ["GSSAPI", "GSS-SPNEGO"].flatMap { mechanism in
        [true, false].map { Case(mechanism: mechanism, isLDAPS: $0) }
    }
    private static let digests =
        ["sha384", "sha512", "sha224"].map { Case(digest: $0) } + [
            Case(digest: "sha256", bits: 2048), Case(mechanism: "GSS-SPNEGO", digest: "sha384", bits: 2048),
        ]

    /// A KDC, and this process with alice's ticket.
    private static func enter() async throws -> (kdc: TestKDC, process: BackgroundProcess) {
        let (kdc, process) = try await TestKDC.start()
        setEnvironmentVariable("KRB5_CONFIG", to: kdc.directory + "/krb5.conf")
        setEnvironmentVariable("KRB5CCNAME", to: kdc.cache)
        setEnvironmentVariable("KRB5_KTNAME", to: kdc.directory + "/no-keytab-of-ours")
        return (kdc, process)
    }

    @Test(
        "a server that demands it takes ours, whatever its certificate is signed with", arguments: transports + digests)
    func accepted(binding: Case) async throws {
        await #expect(processExitsWith: .success) { [binding = binding as Case] in
            let (kdc, process) = try await Self.enter()
            let acceptor = try await ChannelBindingAcceptor.start(
                kdc, try await binding.certificate(), options: binding.options)
            let connection = try await Client.connect(
                acceptor.port, host: TestKDC.serviceHost, security: binding.security)
            let result = try await connection.bind(.kerberos(mechanism: binding.saslMechanism, credential: nil))
            #expect(!result.isSASLLayer)
            #expect(try await connection.whoAmI() == "alice@\(TestKDC.realm)")
            #expect(try await acceptor.verdict() == "bind \(binding.mechanism) accepted alice@\(TestKDC.realm)")
            await acceptor.stop()
            await process.stop()
        }
    }

    @Test(
        "a binding to another certificate is refused: somebody stands between, with a certificate of his own",
        arguments: transports)
    func wrongHash(binding: Case) async throws {
        await #expect(processExitsWith: .success) { [binding = binding as Case] in
            let (kdc, process) = try await Self.enter()
            // Good for the same name and from the same authority: to TLS alone there is nothing wrong with it.
            let acceptor = try await ChannelBindingAcceptor.start(
                kdc, try await binding.certificate(), bound: try await binding.certificate(), options: binding.options)
            let connection = try await Client.connect(
                acceptor.port, host: TestKDC.serviceHost, security: binding.security)
            let error = await #expect(throws: LDAPError.self) {
                try await connection.bind(.kerberos(mechanism: binding.saslMechanism, credential: nil))
            }
            #expect(error?.code == .bindRejected, "\(String(describing: error))")
            #expect(error?.resultCode == .invalidCredentials)
            let verdict = try await acceptor.verdict()
            #expect(verdict.hasPrefix("bind \(binding.mechanism) refused "), "\(verdict)")
            #expect(verdict.lowercased().contains("channel binding"), "\(verdict)")
            await acceptor.stop()
            await process.stop()
        }
    }

    @Test("without one a bind is refused there, OpenLDAP's own too; with one OpenLDAP's is taken")
    func unbound() async throws {
        await #expect(processExitsWith: .success) {
            let (kdc, process) = try await Self.enter()
            let certificate = try await Case().certificate()
            for (setting, verdict) in [
                ("none", "bind GSSAPI unbound"), ("tls-endpoint", "bind GSSAPI accepted alice@\(TestKDC.realm)"),
            ] {
                let acceptor = try await ChannelBindingAcceptor.start(kdc, certificate)
                let whoami = try await Mounted.hosts("127.0.0.1 \(TestKDC.serviceHost)").run(
                    [
                        "ldapwhoami", "-Q", "-N", "-Y", "GSSAPI", "-O", "maxssf=0", "-H",
                        "ldaps://\(TestKDC.serviceHost):\(acceptor.port)",
                    ],
                    environment: [
                        "LDAPTLS_CACERT": try await TestPKI.trusted().caFile, "LDAPSASL_CBINDING": setting,
                    ])
                #expect((whoami.status == 0) == (setting != "none"), "\(whoami.errors)")
                #expect(try await acceptor.verdict() == verdict, "\(whoami.errors)")
                await acceptor.stop()
            }
            await process.stop()
        }
    }

    @Test("SASL_CBINDING none, in the environment or in ./ldaprc, does not take ours away")
    func settingOfOthers() async throws {
        for place in [SettingsOfOthersTests.Place.environment, .currentFolder] {
            await #expect(processExitsWith: .success) { [place = place as SettingsOfOthersTests.Place] in
                let (kdc, process) = try await Self.enter()
                let acceptor = try await ChannelBindingAcceptor.start(kdc, try await Case().certificate())
                try place.apply([("SASL_CBINDING", "none")])
                let connection = try await Client.connect(acceptor.port, host: TestKDC.serviceHost, security: .ldaps)
                try await connection.bind(.kerberos(mechanism: .gssapi, credential: nil))
                #expect(try await acceptor.verdict() == "bind GSSAPI accepted alice@\(TestKDC.realm)")
                await acceptor.stop()
                await process.stop()
            }
        }
    }
}
