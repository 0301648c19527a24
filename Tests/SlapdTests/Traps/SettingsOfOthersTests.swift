import Foundation
import LDAP
import TestSupport
import Testing

/// libldap reads ldap.conf, files in the home and in the current folder, and LDAP* variables before its first call. None of it
/// may decide anything here. Each test runs in a process of its own, since libldap reads once.
@Suite("settings of others: ldap.conf, ./ldaprc, the environment", .serialized, .timeLimit(.minutes(2)))
struct SettingsOfOthersTests {
    enum Place: String, CaseIterable, Codable, Sendable {
        /// A variable for each setting: `LDAPTLS_REQCERT` and so on.
        case environment
        /// `ldaprc` in the current folder.
        case currentFolder
        /// `.ldaprc` in the home.
        case home
        /// The file that `LDAPCONF` names, in the place of /etc/ldap/ldap.conf.
        case configuration

        func apply(_ settings: [(name: String, value: String)]) throws {
            let folder = try TemporaryDirectory.make("settings")
            let text = settings.map { "\($0.name) \($0.value)\n" }.joined()
            switch self {
            case .environment:
                for setting in settings { setEnvironmentVariable("LDAP" + setting.name, to: setting.value) }
            case .currentFolder:
                try text.write(toFile: folder + "/ldaprc", atomically: true, encoding: .utf8)
                #expect(FileManager.default.changeCurrentDirectoryPath(folder))
            case .home:
                try text.write(toFile: folder + "/.ldaprc", atomically: true, encoding: .utf8)
                setEnvironmentVariable("HOME", to: folder)
            case .configuration:
                try text.write(toFile: folder + "/ldap.conf", atomically: true, encoding: .utf8)
                setEnvironmentVariable("LDAPCONF", to: folder + "/ldap.conf")
            }
        }
    }

    @Test("TLS_REQCERT never and the rest weaken OpenLDAP's own client, and not this one", arguments: Place.allCases)
    func doNotWeaken(place: Place) async throws {
        await #expect(processExitsWith: .success) { [place = place as Place] in
            let certificate = try await TestPKI.unknown().issue(dnsNames: [Client.host], addresses: ["127.0.0.1"])
            let elsewhere = try SilentServer()
            let server = try await SlapdServer.start {
                $0.certificate = certificate
                $0.ldif += """

                    dn: ou=far,dc=example,dc=test
                    objectClass: referral
                    objectClass: extensibleObject
                    ou: far
                    ref: ldap://127.0.0.1:\(elsewhere.port)/ou=far,dc=example,dc=test

                    """
            }
            try place.apply([
                ("TLS_REQCERT", "never"), ("TLS_REQSAN", "never"), ("TLS_CACERT", try await TestPKI.unknown().caFile),
                ("URI", "ldap://127.0.0.1:\(elsewhere.port)"), ("BASE", "dc=elsewhere"), ("DEREF", "always"),
                ("NETWORK_TIMEOUT", "1"), ("TIMEOUT", "1"), ("TIMELIMIT", "1"), ("SIZELIMIT", "1"), ("REFERRALS", "on"),
            ])
            let control = try await run("ldapsearch", ["-x", "-H", server.tlsURI, "-s", "base", "-b", ""])
            #expect(control.status == 0, "The settings have no effect at all, so nothing is proved: \(control.errors)")

            for security in TransportSecurityTests.secured {
                let error = await #expect(throws: LDAPError.self) {
                    try await Client.connect(server.port(security), security: security)
                }
                #expect(error?.code == .tlsFailed, "\(String(describing: error))")
            }
            let plain = try await server.connect()
            try await plain.bind(.anonymous)
            var entries = 0
            var references = 0
            let everything = SearchRequest(base: SearchTests.suffix, scope: .subtree, filter: .present("objectClass"))
            for try await item in plain.search(everything) {
                if case .entry = item { entries += 1 } else { references += 1 }
            }
            #expect(entries == 4, "SIZELIMIT holds")
            #expect(references == 1, "REFERRALS holds")
            #expect(elsewhere.accepted == 0)
            await server.stop()
        }
    }

    @Test("lost CA: LDAPTLS_CACERT neither helps a handle nor harms it", arguments: Place.allCases)
    func lostCA(place: Place) async throws {
        await #expect(processExitsWith: .success) { [place = place as Place] in
            let server = try await SlapdServer.start()
            let (trusted, unknown) = (try await TestPKI.trusted().caFile, try await TestPKI.unknown().caFile)
            try place.apply([("TLS_CACERT", trusted)])
            let control = try await run("ldapsearch", ["-x", "-H", server.tlsURI, "-s", "base", "-b", ""])
            #expect(control.status == 0, "The setting has no effect at all, so nothing is proved: \(control.errors)")
            for security in TransportSecurityTests.secured {
                let port = server.port(security)
                _ = try await Client.connect(port, host: "127.0.0.1", security: security, caFile: trusted)
                let error = await #expect(throws: LDAPError.self) {
                    try await Client.connect(port, host: "127.0.0.1", security: security, caFile: unknown)
                }
                #expect(error?.code == .tlsFailed, "\(String(describing: error))")
            }
            await server.stop()
        }
    }

    @Test("a CA file of others that is not there does not lose ours")
    func lostCAFile() async throws {
        await #expect(processExitsWith: .success) {
            let server = try await Client.slapd()
            try Place.environment.apply([("TLS_CACERT", "/nonexistent/ca.pem"), ("TLS_CACERTDIR", "/nonexistent")])
            let control = try await run("ldapsearch", ["-x", "-H", server.tlsURI, "-s", "base", "-b", ""])
            #expect(control.status != 0)
            for security in TransportSecurityTests.secured {
                let connection = try await Client.connect(server.port(security), security: security)
                #expect(try await connection.whoAmI() == "")
            }
            await server.stop()
        }
    }

    @Test("SASL_SECPROPS, SASL_NOCANON and the rest: the bind still seals", arguments: Place.allCases)
    func saslSettings(place: Place) async throws {
        await #expect(processExitsWith: .success) { [place = place as Place] in
            let (server, kdc) = try await KerberosBindTests.enter()
            try place.apply([
                ("SASL_SECPROPS", "none,maxssf=0"), ("SASL_NOCANON", "off"), ("SASL_CBINDING", "none"),
                ("SASL_MECH", "ANONYMOUS"), ("SASL_REALM", "ELSEWHERE.TEST"), ("SASL_AUTHCID", "mallory"),
                ("SASL_AUTHZID", "dn:cn=mallory"),
            ])
            let connection = try await KerberosBindTests.connect(server)
            let result = try await connection.bind(.kerberos(mechanism: .gssapi, credential: nil))
            #expect(result.isSASLLayer)
            #expect(result.securityStrengthFactor >= 56)
            #expect(try await connection.whoAmI() == Client.alice)
            await server.stop()
            await kdc.stop()
        }
    }
}
