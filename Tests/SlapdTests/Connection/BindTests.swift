import LDAP
import TestSupport
import Testing

@Suite("binds to slapd", .serialized, .timeLimit(.minutes(2)))
struct BindTests {
    @Test("a password is refused on a clear connection before any byte is sent")
    func passwordOnClearConnection() async throws {
        let server = try await Client.slapd()
        let connection = try await server.connect()
        let error = await #expect(throws: LDAPError.self) {
            try await connection.bind(.simple(name: Client.alice, password: Client.password()))
        }
        #expect(error?.code == .refusedLocally)
        #expect(error?.isConnectionUsable == true)
        connection.close()
        try await server.logLine { $0.verb == "UNBIND" }
        #expect(!server.logLines.contains { $0.verb == "BIND" })
        await server.stop()
    }

    @Test(
        "the empty password: neither it, nor an empty name, nor one with a zero byte, is sent",
        arguments: [(Client.alice, ""), ("", "secret"), (Client.alice + "\0,cn=other", "secret")])
    func emptyPassword(name: String, password: String) async throws {
        let server = try await Client.slapd()
        let connection = try await Client.connect(server.tlsPort, security: .ldaps)
        let error = await #expect(throws: LDAPError.self) {
            try await connection.bind(.simple(name: name, password: Client.password(password)))
        }
        #expect(error?.code == .refusedLocally)
        // Still of use: the refusal was ours.
        #expect(try await connection.whoAmI() == "")
        #expect(!server.logLines.contains { $0.verb == "BIND" })
        await server.stop()
    }

    @Test("anonymously the rootDSE can be read")
    func anonymous() async throws {
        let server = try await Client.slapd()
        let connection = try await server.connect()
        let result = try await connection.bind(.anonymous)
        #expect(result.securityStrengthFactor == 0)
        #expect(try await connection.whoAmI() == "")
        let rootDSE = try #require(try await connection.read(DistinguishedName(""), attributes: ["*", "+"]))
        #expect(rootDSE.texts("namingContexts") == ["dc=example,dc=test"])
        #expect(rootDSE.texts("supportedLDAPVersion") == ["3"])
        await server.stop()
    }

    @Test("a wrong password is the server's refusal", arguments: TransportSecurityTests.secured)
    func wrongPassword(security: TransportSecurity) async throws {
        let server = try await Client.slapd()
        let connection = try await Client.connect(server.port(security), security: security)
        let error = await #expect(throws: LDAPError.self) {
            try await connection.bind(.simple(name: Client.alice, password: Client.password("wrong")))
        }
        #expect(error?.code == .bindRejected)
        #expect(error?.resultCode == .invalidCredentials)
        #expect(error?.operation == .bind)
        try await server.logLine { $0.verb == "RESULT" && $0.text.contains("err=49") }
        #expect(server.logLines.filter { $0.verb == "BIND" }.count == 1)
        await server.stop()
    }

    @Test("the text of a refusal comes whole, as Active Directory words it")
    func diagnosticMessage() async throws {
        let server = try ScriptedDirectoryServer(
            DirectoryTree([DirectoryEntry("", ["objectClass": "top"])]),
            DirectoryBehaviour { $0.passwords = ["alice": "right"] }, certificate: try await Client.certificate())
        let connection = try await Client.connect(try #require(server.tlsPort), security: .ldaps)
        let error = await #expect(throws: LDAPError.self) {
            try await connection.bind(.simple(name: "alice", password: Client.password("wrong")))
        }
        #expect(error?.resultCode == .invalidCredentials)
        #expect(error?.diagnosticMessage?.hasPrefix("80090308: LdapErr: DSID-0C090447") == true)
        #expect(error?.diagnosticMessage?.contains("data 52e, v4563") == true)
        server.stop()
    }

    @Test("a server that demands a bind says so")
    func bindDemanded() async throws {
        let server = try await Client.slapd { $0.global = ["require authc"] }
        let connection = try await server.connect()
        let error = await #expect(throws: LDAPError.self) {
            try await connection.read(DistinguishedName("dc=example,dc=test"))
        }
        #expect(error?.code == .server)
        #expect(error?.resultCode == .unwillingToPerform)
        #expect(error?.diagnosticMessage == "authentication required")
        #expect(error?.isConnectionUsable == true)
        await server.stop()
    }

    @Test("what is written about a credential never holds the password")
    func descriptions() {
        let secret = "Alice-Lab-Secret-1"
        let credential = LDAPCredential.simple(name: "alice", password: Client.password(secret))
        var dumped = ""
        dump(credential, to: &dumped)
        let octets = Array(secret.utf8).map(String.init).joined(separator: ", ")
        for text in ["\(credential)", String(reflecting: credential), "\(Client.password(secret))", dumped] {
            #expect(!text.contains(secret) && !text.contains(octets), "\(text)")
        }
    }

    @Test("a bind that is never answered times out and takes its connection with it")
    func silentBind() async throws {
        let server = try SilentServer()
        let connection = try await Client.connect(server.port) { $0.operationTimeout = .milliseconds(300) }
        let error = await #expect(throws: LDAPError.self) { try await connection.bind(.anonymous) }
        #expect(error?.code == .timedOut)
        #expect(error?.operation == .bind)
        let after = await #expect(throws: LDAPError.self) { try await connection.whoAmI() }
        #expect(after?.code == .closed)
        server.stop()
    }
}
