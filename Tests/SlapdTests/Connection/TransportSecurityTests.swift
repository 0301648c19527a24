import Foundation
import LDAP
import Networking
import TestSupport
import Testing

@Suite("TLS to slapd", .serialized, .timeLimit(.minutes(2)))
struct TransportSecurityTests {
    static let secured: [TransportSecurity] = [.startTLS, .ldaps]

    @Test("a simple bind goes through, encrypted, to a server whose certificate is believed", arguments: secured)
    func simpleBind(security: TransportSecurity) async throws {
        let server = try await Client.slapd()
        let connection = try await Client.connect(server.port(security), security: security)
        let result = try await connection.bind(.simple(name: Client.alice, password: Client.password()))
        #expect(result.securityStrengthFactor >= 128)
        #expect(!result.isSASLLayer)
        #expect(try await connection.whoAmI() == Client.alice)
        try await server.logLine { $0.verb == "BIND" && $0.text.contains("dn=\"\(Client.alice)\" mech=SIMPLE") }
        let established = try #require(server.logLines.first { $0.text.hasPrefix("TLS established") })
        let bind = try #require(server.logLines.first { $0.verb == "BIND" })
        #expect(established.connection == bind.connection)
        await server.stop()
    }

    enum Fault: CaseIterable, Sendable { case expired, notYetValid, wrongName, unknownAuthority }

    @Test("a certificate that is not to be believed ends it before any bind", arguments: Fault.allCases, secured)
    func badCertificate(fault: Fault, security: TransportSecurity) async throws {
        let name = Client.host
        let certificate =
            switch fault {
            case .expired: try await TestPKI.trusted().issue(dnsNames: [name], validity: .expired)
            case .notYetValid: try await TestPKI.trusted().issue(dnsNames: [name], validity: .notYetValid)
            case .wrongName: try await TestPKI.trusted().issue(dnsNames: ["elsewhere.example"])
            case .unknownAuthority: try await TestPKI.unknown().issue(dnsNames: [name])
            }
        let server = try await SlapdServer.start { $0.certificate = certificate }
        let error = await #expect(throws: LDAPError.self) {
            try await Client.connect(server.port(security), security: security)
        }
        #expect(error?.code == .tlsFailed, "\(String(describing: error))")
        #expect(error?.operation == .startTLS)
        #expect(error?.isConnectionUsable == false)
        try await server.logLine { $0.verb == "closed" }
        #expect(!server.logLines.contains { $0.verb == "BIND" || $0.verb == "SRCH" })
        await server.stop()
    }

    @Test("the ignored protocol minimum: a server without TLS 1.3 is refused where it is demanded", arguments: secured)
    func minimumVersion(security: TransportSecurity) async throws {
        let server = try await Client.slapd { $0.global = ["TLSCipherSuite NORMAL:-VERS-ALL:+VERS-TLS1.2"] }
        let connection = try await Client.connect(server.port(security), security: security) {
            $0.minimumTLSVersion = .tls12
        }
        #expect(try await connection.whoAmI() == "")
        let error = await #expect(throws: LDAPError.self) {
            try await Client.connect(server.port(security), security: security) { $0.minimumTLSVersion = .tls13 }
        }
        #expect(error?.code == .tlsFailed, "\(String(describing: error))")
        #expect(error?.meaning.contains("TLS 1.3") == true, "\(String(describing: error))")
        #expect(error?.diagnosticMessage?.contains("TLS1.2") == true, "\(String(describing: error))")
        await server.stop()
        let modern = try await Client.slapd()
        let accepted = try await Client.connect(modern.port(security), security: security) {
            $0.minimumTLSVersion = .tls13
        }
        #expect(try await accepted.whoAmI() == "")
        await modern.stop()
    }

    enum BadFile: CaseIterable, Sendable { case missing, empty, garbage, directory, damagedCertificate }

    @Test(
        "the NEWCTX return code: a CA file that cannot be used never leaves the handle with other roots",
        arguments: BadFile.allCases, secured)
    func newContextReturnCode(file: BadFile, security: TransportSecurity) async throws {
        // The global context believes this server, so that a handle which fell back to it would connect.
        let server = try await Client.slapd()
        let folder = try TemporaryDirectory.make("roots")
        let path = file == .directory ? folder : folder + "/roots.pem"
        let damaged = "-----BEGIN CERTIFICATE-----\nMIIB!!!!\n-----END CERTIFICATE-----\n"
        switch file {
        case .missing, .directory: break
        case .empty: try "".write(toFile: path, atomically: true, encoding: .utf8)
        case .garbage: try "no certificate at all\n".write(toFile: path, atomically: true, encoding: .utf8)
        case .damagedCertificate: try damaged.write(toFile: path, atomically: true, encoding: .utf8)
        }
        let error = await #expect(throws: LDAPError.self) {
            try await Client.connect(server.port(security), security: security, caFile: path)
        }
        #expect(error?.code == .trustRootsUnusable, "\(String(describing: error))")
        #expect(error?.meaning.contains(path) == true)
        await server.stop()
    }

    @Test("a server without a certificate refuses StartTLS, and the connection ends there")
    func startTLSRefused() async throws {
        let server = try ScriptedDirectoryServer(DirectoryTree([DirectoryEntry("", ["objectClass": "top"])]))
        let error = await #expect(throws: LDAPError.self) {
            try await Client.connect(server.port, security: .startTLS)
        }
        #expect(error?.code == .tlsFailed)
        #expect(error?.resultCode == .unavailable)
        #expect(error?.diagnosticMessage?.contains("Error initializing SSL/TLS") == true)
        server.stop()
    }

    enum Silence: String, CaseIterable, Codable, Sendable { case ldaps, startTLS, afterStartTLS, halfOfStartTLS }

    @Test(
        "NETWORK_TIMEOUT in the TLS handshake: a silent server costs the time allowed and no processor",
        arguments: Silence.allCases)
    func networkTimeoutInHandshake(silence: Silence) async throws {
        await #expect(processExitsWith: .success) { [silence = silence as Silence] in
            // The setting with which libldap's handshake would spin.
            setEnvironmentVariable("LDAPNETWORK_TIMEOUT", to: "30")
            let accepted: [UInt8] = [
                0x30, 0x0C, 0x02, 0x01, 0x01, 0x78, 0x07, 0x0A, 0x01, 0x00, 0x04, 0x00, 0x04, 0x00,
            ]
            let silent = try SilentServer()
            let accepting = try GarbageServer(accepted)
            let halting = try GarbageServer(Array(accepted.prefix(5)))
            let port =
                switch silence {
                case .ldaps, .startTLS: silent.port
                case .afterStartTLS: accepting.port
                case .halfOfStartTLS: halting.port
                }
            // The first connection pays for the libraries' start.
            _ = try? await Client.connect(try ListeningSocket.freePort())
            let cpuBefore = OwnProcess.cpuSeconds
            let started = ContinuousClock.now
            let error = await #expect(throws: LDAPError.self) {
                try await Client.connect(port, security: silence == .ldaps ? .ldaps : .startTLS) {
                    $0.operationTimeout = .milliseconds(1500)
                }
            }
            let took = started.duration(to: .now)
            #expect(error?.code == .timedOut, "\(String(describing: error))")
            #expect(took >= .milliseconds(1450) && took < .seconds(4), "\(took)")
            #expect(OwnProcess.cpuSeconds - cpuBefore < 0.4)
            _ = try await eventually("the thread's end") { try OwnProcess.connectionThreads == 0 ? true : nil }
        }
    }
}
