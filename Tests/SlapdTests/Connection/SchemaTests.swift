import LDAP
import TestSupport
import Testing

@Suite("slapd's schema", .serialized, .timeLimit(.minutes(2)))
struct SchemaTests {
    @Test("every description that slapd publishes is read, and written again as slapd has it")
    func everyDescription() async throws {
        let server = try await Client.slapd()
        let connection = try await server.connect()
        let schema = try await connection.schema()
        #expect(schema.unreadable.isEmpty, "\(schema.unreadable)")
        #expect(schema.isComplete)
        let lists: [(String, [String])] = [
            ("attributeTypes", schema.attributeTypes.map(\.description)),
            ("objectClasses", schema.objectClasses.map(\.description)),
            ("matchingRules", schema.matchingRules.map(\.description)),
            ("matchingRuleUse", schema.matchingRuleUses.map(\.description)),
            ("ldapSyntaxes", schema.syntaxes.map(\.description)),
        ]
        for (attribute, ours) in lists {
            let oracle = try await run(
                "ldapsearch",
                ["-x", "-LLL", "-o", "ldif-wrap=no", "-H", server.uri, "-s", "base", "-b", "cn=Subschema", attribute])
            let theirs = oracle.output.split(separator: "\n").filter { $0.hasPrefix(attribute + ": ") }
                .map { String($0.dropFirst(attribute.count + 2)) }
            #expect(theirs.count >= 20)
            #expect(ours == theirs, "\(attribute): \(zip(ours, theirs).first { $0 != $1 } ?? ("", ""))")
        }
        #expect(schema.inheritance(ofClass: "inetOrgPerson").map(\.name).last == "top")
        #expect(schema.attributeType("entryUUID")?.isOperational == true)
        #expect(schema.syntax(ofAttribute: "cn") == "1.3.6.1.4.1.1466.115.121.1.15")
        await server.stop()
    }

    @Test("a server that names no subschema entry says so")
    func unavailable() async throws {
        let behaviour = DirectoryBehaviour { $0.requiresBind = false }
        let server = try ScriptedDirectoryServer(DirectoryTree([DirectoryEntry("", ["objectClass": "top"])]), behaviour)
        let connection = try await Client.connect(server.port)
        let error = await #expect(throws: LDAPError.self) { try await connection.schema() }
        #expect(error?.code == .schemaUnavailable)
        server.stop()
    }
}
