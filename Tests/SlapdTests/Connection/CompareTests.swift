import LDAP
import TestSupport
import Testing

@Suite("compare at slapd", .serialized, .timeLimit(.minutes(2)))
struct CompareTests {
    @Test(
        "true and false are the server's, by the attribute's matching rule, as ldapcompare has them",
        arguments: [
            ("cn", "alice", true), ("cn", "ALICE", true), ("cn", "bob", false), ("sn", "Ärmel", true),
            ("uid", " alice ", true),
        ])
    func answers(attribute: String, value: String, expected: Bool) async throws {
        let server = try await Client.slapd()
        let connection = try await server.connect()
        let name = DistinguishedName(Client.alice)
        let answer = try await connection.compare(name, attribute: AttributeDescription(attribute), value: value)
        #expect(answer == expected)
        let oracle = try await run(
            "ldapcompare", ["-x", "-H", server.uri, Client.alice, "\(attribute):\(value)"])
        #expect(oracle.status == (expected ? 6 : 5), "\(oracle)")
        await server.stop()
    }

    @Test("a value may be compared that may not be read")
    func comparedNotRead() async throws {
        let server = try await Client.slapd {
            $0.database = ["access to attrs=description by * compare", "access to * by * read"]
        }
        let connection = try await server.connect()
        let bob = DistinguishedName("uid=bob,ou=people,dc=example,dc=test")
        #expect(try await connection.read(bob)?["description"] == nil)
        #expect(try await connection.compare(bob, attribute: "description", value: "second"))
        #expect(try await !connection.compare(bob, attribute: "description", value: "third"))
        await server.stop()
    }

    @Test(
        "what is neither true nor false is an error",
        arguments: [
            (Client.alice, "mail", LDAPResultCode.noSuchAttribute),
            ("uid=nobody,ou=people,dc=example,dc=test", "cn", .noSuchObject),
            (Client.alice, "notAnAttribute", .undefinedAttributeType),
            ("no name", "cn", .invalidDNSyntax),
        ])
    func undefined(name: String, attribute: String, code: LDAPResultCode) async throws {
        let server = try await Client.slapd()
        let connection = try await server.connect()
        let error = await #expect(throws: LDAPError.self) {
            try await connection.compare(
                DistinguishedName(name), attribute: AttributeDescription(attribute), value: "x")
        }
        #expect(error?.code == .server)
        #expect(error?.operation == .compare)
        #expect(error?.resultCode == code, "\(String(describing: error))")
        #expect(error?.isConnectionUsable == true)
        #expect(try await connection.whoAmI() == "")
        await server.stop()
    }

    @Test("octets go whole; a name with a zero byte does not go")
    func octets() async throws {
        let server = try await Client.slapd()
        let connection = try await server.connect()
        let name = DistinguishedName(Client.alice)
        let password = Array(Client.alicePassword.utf8)
        #expect(try await connection.compare(name, attribute: "userPassword", value: password))
        #expect(try await !connection.compare(name, attribute: "userPassword", value: password + [0]))
        #expect(try await !connection.compare(name, attribute: "userPassword", value: [0, 1, 0xFF]))
        let error = await #expect(throws: LDAPError.self) {
            try await connection.compare(DistinguishedName("uid=bob\0"), attribute: "cn", value: "x")
        }
        #expect(error?.code == .refusedLocally)
        await server.stop()
    }

    @Test(
        "a comparison and a “Who am I?” that are cancelled are abandoned, and the connection serves on",
        arguments: [true, false])
    func cancelled(compares: Bool) async throws {
        let behaviour = DirectoryBehaviour {
            $0.requiresBind = false
            $0.answer(.compare, .never)
            $0.answer(.extended, .never)
        }
        let server = try ScriptedDirectoryServer(DirectoryTree([DirectoryEntry("", ["objectClass": "top"])]), behaviour)
        let connection = try await Client.connect(server.port)
        let task = Task {
            if compares {
                _ = try await connection.compare(DistinguishedName(""), attribute: "objectClass", value: "top")
            } else {
                _ = try await connection.whoAmI()
            }
        }
        let asked = try await eventually("the request") { server.requests.first }
        task.cancel()
        await #expect(throws: CancellationError.self) { try await task.value }
        let abandoned = try await eventually("the abandon") { () -> Int? in
            if case .abandon(let identifier)? = server.requests.last?.operation { identifier } else { nil }
        }
        #expect(abandoned == asked.messageID)
        #expect(try await connection.read(DistinguishedName("")) != nil)
        server.stop()
    }
}
