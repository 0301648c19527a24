import LDAP
import TestSupport
import Testing

/// GSSAPI against a slapd with a key of a private KDC. Each test runs in a process of its own, since libkrb5 and slapd find
/// their settings by environment variables.
@Suite("Kerberos binds to slapd", .serialized, .timeLimit(.minutes(2)))
struct KerberosBindTests {
    /// A KDC, a slapd that has a key of it, and this process with the user's ticket, or without.
    static func enter(
        ticket: Bool = true, _ change: @Sendable (inout SlapdConfiguration) -> Void = { _ in }
    ) async throws -> (server: SlapdServer, kdc: BackgroundProcess) {
        let (layout, kdc) = try await TestKDC.start()
        setEnvironmentVariable("KRB5_CONFIG", to: layout.directory + "/krb5.conf")
        setEnvironmentVariable("KRB5CCNAME", to: ticket ? layout.cache : layout.directory + "/none")
        setEnvironmentVariable("KRB5_KTNAME", to: layout.directory + "/no-keytab-of-ours")
        let certificate = try await TestPKI.trusted().issue(dnsNames: [TestKDC.serviceHost], addresses: [])
        let server = try await SlapdServer.start {
            $0.certificate = certificate
            $0.global = [
                "sasl-host \(TestKDC.serviceHost)", "sasl-realm \(TestKDC.realm)",
                "authz-regexp uid=([^,]+),cn=[^,]*,cn=gssapi,cn=auth uid=$1,ou=people,dc=example,dc=test",
                "authz-regexp uid=([^,]+),cn=gssapi,cn=auth uid=$1,ou=people,dc=example,dc=test",
            ]
            $0.environment = [
                "KRB5_KTNAME": layout.serviceKeytab, "KRB5_CONFIG": layout.directory + "/krb5.conf",
                "KRB5RCACHETYPE": "none",
            ]
            change(&$0)
        }
        return (server, kdc)
    }

    static func connect(
        _ server: SlapdServer, security: TransportSecurity = .plain, host: String = TestKDC.serviceHost
    ) async throws -> LDAPConnection {
        try await Client.connect(server.port(security), host: host, security: security)
    }

    @Test("on a clear connection the bind seals, and what it protects is read back")
    func sealed() async throws {
        await #expect(processExitsWith: .success) {
            let (server, kdc) = try await Self.enter()
            let connection = try await Self.connect(server)
            let result = try await connection.bind(.kerberos(mechanism: .gssapi, credential: nil))
            #expect(result.isSASLLayer)
            #expect(result.saslStrength >= 56 && result.securityStrengthFactor == result.saslStrength)
            #expect(result.tlsStrength == 0)
            #expect(result.mechanism == .gssapi)
            #expect(result.channelBinding == .notUsed)
            #expect(try await connection.whoAmI() == Client.alice)
            let entry = try await connection.read(DistinguishedName(Client.alice))
            #expect(entry?.text("cn") == "Alice")
            let bound = try await server.logLine {
                $0.verb == "BIND" && $0.text.contains("mech=GSSAPI") && $0.text.contains("bind_ssf=")
            }
            #expect(bound.text.contains("dn=\"\(Client.alice)\""))
            #expect(bound.text.contains("bind_ssf=\(result.securityStrengthFactor)"), "\(bound.text)")
            await server.stop()
            await kdc.stop()
        }
    }

    @Test("messages buffered behind the SASL layer: many entries come through it whole")
    func manyEntriesSealed() async throws {
        await #expect(processExitsWith: .success) {
            let (server, kdc) = try await Self.enter {
                $0.ldif = SearchTests.manyPeople(2000, size: 300)
                $0.global += ["sizelimit unlimited"]
            }
            let connection = try await Self.connect(server)
            try await connection.bind(.kerberos(mechanism: .gssapi, credential: nil))
            for pageSize in [nil, 150] as [Int32?] {
                var count = 0
                for try await _ in connection.search(SearchTests.people(pageSize: pageSize)) { count += 1 }
                #expect(count == 2000)
            }
            await server.stop()
            await kdc.stop()
        }
    }

    @Test("SSF below policy: a server that does not seal is refused, and nothing is read over it", arguments: [0, 1])
    func strengthBelowPolicy(maximum: Int) async throws {
        await #expect(processExitsWith: .success) { [maximum = maximum as Int] in
            let (server, kdc) = try await Self.enter { $0.global += ["sasl-secprops none,maxssf=\(maximum)"] }
            let connection = try await Self.connect(server)
            let error = await #expect(throws: LDAPError.self) {
                try await connection.bind(.kerberos(mechanism: .gssapi, credential: nil))
            }
            #expect(error?.code == .protectionTooWeak, "\(String(describing: error))")
            let after = await #expect(throws: LDAPError.self) { try await connection.read(DistinguishedName("")) }
            #expect(after?.code == .closed)
            await server.stop()
            #expect(!server.logLines.contains { $0.verb == "SRCH" })
            await kdc.stop()
        }
    }

    @Test("inside TLS the bind adds no layer of its own", arguments: TransportSecurityTests.secured)
    func insideTLS(security: TransportSecurity) async throws {
        let isLDAPS = security == .ldaps
        await #expect(processExitsWith: .success) { [isLDAPS = isLDAPS as Bool] in
            let (server, kdc) = try await Self.enter { $0.global += ["sasl-cbinding tls-endpoint"] }
            let connection = try await Self.connect(server, security: isLDAPS ? .ldaps : .startTLS)
            let result = try await connection.bind(.kerberos(mechanism: .gssapi, credential: nil))
            #expect(!result.isSASLLayer)
            #expect(result.tlsStrength >= 128 && result.securityStrengthFactor == result.tlsStrength)
            #expect(result.channelBinding == SASLLibrary.channelBinding(by: .gssapi))
            #expect(try await connection.whoAmI() == Client.alice)
            let bound = try await server.logLine { $0.verb == "BIND" && $0.text.contains("bind_ssf=") }
            #expect(bound.text.contains("bind_ssf=0 ssf="), "\(bound.text)")
            await server.stop()
            await kdc.stop()
        }
    }

    @Test(
        "a probe without a security layer shows whether the server demands one, and leaves no connection",
        arguments: [false, true])
    func probeWithoutLayer(serverDemandsLayer: Bool) async throws {
        await #expect(processExitsWith: .success) { [serverDemandsLayer = serverDemandsLayer as Bool] in
            let (server, kdc) = try await Self.enter {
                if serverDemandsLayer { $0.global += ["sasl-secprops noanonymous,noplain,minssf=56"] }
            }
            let connection = try await Self.connect(server)
            if serverDemandsLayer {
                let error = await #expect(throws: LDAPError.self) {
                    try await connection.probeBind(omitting: .securityLayer, credential: nil)
                }
                #expect(error?.code == .protectionTooWeak, "\(String(describing: error))")
                #expect(error?.meaning.contains("demands a security layer") == true)
            } else {
                let result = try await connection.probeBind(omitting: .securityLayer, credential: nil)
                #expect(result.securityStrengthFactor == 0)
                #expect(result.channelBinding == .notUsed)
                try await server.logLine { $0.verb == "BIND" && $0.text.contains("bind_ssf=0 ssf=0") }
            }
            let after = await #expect(throws: LDAPError.self) { try await connection.read(DistinguishedName("")) }
            #expect(after?.code == .closed)
            await server.stop()
            #expect(!server.logLines.contains { $0.verb == "SRCH" })
            await kdc.stop()
        }
    }

    @Test("a probe without channel binding binds inside TLS, and leaves no connection")
    func probeWithoutChannelBinding() async throws {
        await #expect(processExitsWith: .success) {
            let (server, kdc) = try await Self.enter()
            let connection = try await Self.connect(server, security: .startTLS)
            let result = try await connection.probeBind(omitting: .channelBinding, credential: nil)
            #expect(result.tlsStrength >= 128 && !result.isSASLLayer)
            #expect(result.channelBinding == .notUsed)
            let after = await #expect(throws: LDAPError.self) { try await connection.whoAmI() }
            #expect(after?.code == .closed)
            await server.stop()
            await kdc.stop()
        }
    }

    @Test("a probe asks for what the transport does not have: refused before anything is sent")
    func probeOnWrongTransport() async throws {
        let server = try await Client.slapd()
        for (security, omitted) in [
            (TransportSecurity.plain, LDAPConnection.OmittedProtection.channelBinding), (.startTLS, .securityLayer),
        ] {
            let connection = try await Client.connect(server.port, security: security)
            let error = await #expect(throws: LDAPError.self) {
                try await connection.probeBind(omitting: omitted, credential: nil)
            }
            #expect(error?.code == .refusedLocally)
        }
        await server.stop()
        #expect(!server.logLines.contains { $0.verb == "BIND" })
    }

    @Test("what the SASL library has: its mechanisms, and which of them send a channel binding")
    func saslLibrary() async throws {
        #expect(SASLLibrary.version.hasPrefix("Cyrus SASL 2."))
        let installed = SASLLibrary.installedMechanisms
        #expect(installed.contains(.gssapi) && installed.contains(.gssSPNEGO))
        #expect(SASLLibrary.channelBinding(by: SASLMechanism(rawValue: "PLAIN")) == .unsupported)
        #expect(SASLLibrary.channelBinding(by: SASLMechanism(rawValue: "NOT-THERE")) == .unsupported)
        #expect([.sent, .unknown].contains(SASLLibrary.channelBinding(by: .gssapi)))
    }

    @Test("a mechanism that is none of Kerberos is refused before anything is sent")
    func noKerberosMechanism() async throws {
        let server = try await Client.slapd()
        let connection = try await server.connect()
        let error = await #expect(throws: LDAPError.self) {
            try await connection.bind(.kerberos(mechanism: SASLMechanism(rawValue: "PLAIN"), credential: nil))
        }
        #expect(error?.code == .refusedLocally)
        await server.stop()
        #expect(!server.logLines.contains { $0.verb == "BIND" })
    }

    @Test("an IP address is refused before anything is sent", arguments: ["127.0.0.1", "::1"])
    func address(host: String) async throws {
        let server = try await Client.slapd()
        let connection = try await Client.connect(server.port, host: host)
        let error = await #expect(throws: LDAPError.self) {
            try await connection.bind(.kerberos(mechanism: .gssapi, credential: nil))
        }
        #expect(error?.code == .refusedLocally)
        #expect(error?.meaning.contains("IP address") == true)
        connection.close()
        try await server.logLine { $0.verb == "UNBIND" }
        #expect(!server.logLines.contains { $0.verb == "BIND" })
        await server.stop()
    }

    @Test("without a ticket the library's words come through")
    func noTicket() async throws {
        await #expect(processExitsWith: .success) {
            let (server, kdc) = try await Self.enter(ticket: false)
            let connection = try await Self.connect(server)
            let error = await #expect(throws: LDAPError.self) {
                try await connection.bind(.kerberos(mechanism: .gssapi, credential: nil))
            }
            #expect(error?.code == .saslFailed, "\(String(describing: error))")
            #expect(
                error?.diagnosticMessage?.contains("No Kerberos credentials available") == true,
                "\(String(describing: error))")
            await server.stop()
            await kdc.stop()
        }
    }

    @Test("a host without a key is told by the name that was asked for")
    func unknownService() async throws {
        await #expect(processExitsWith: .success) {
            let (server, kdc) = try await Self.enter()
            let connection = try await Self.connect(server, host: "dc9.krb.example.test")
            let error = await #expect(throws: LDAPError.self) {
                try await connection.bind(.kerberos(mechanism: .gssapi, credential: nil))
            }
            #expect(error?.code == .saslFailed, "\(String(describing: error))")
            #expect(error?.diagnosticMessage?.contains("not found in Kerberos database") == true)
            await server.stop()
            await kdc.stop()
        }
    }

    @Test("a mechanism that the server does not offer is the server's word")
    func mechanismNotOffered() async throws {
        await #expect(processExitsWith: .success) {
            let (server, kdc) = try await Self.enter()
            let scripted = try ScriptedDirectoryServer(
                DirectoryTree([DirectoryEntry("", ["objectClass": "top"])]))
            let connection = try await Client.connect(scripted.port, host: TestKDC.serviceHost)
            let error = await #expect(throws: LDAPError.self) {
                try await connection.bind(.kerberos(mechanism: .gssapi, credential: nil))
            }
            #expect(error?.code == .mechanismUnavailable, "\(String(describing: error))")
            #expect(error?.resultCode == .authMethodNotSupported)
            await server.stop()
            await kdc.stop()
        }
    }
}
