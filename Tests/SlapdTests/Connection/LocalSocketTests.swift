import Foundation
import LDAP
import TestSupport
import Testing

@Suite("slapd on a local socket", .serialized, .timeLimit(.minutes(2)))
struct LocalSocketTests {
    private static let configuration = LDAPConfiguration(security: .plain, operationTimeout: .seconds(20))

    private static func endpoint(_ server: SlapdServer) throws -> LDAPEndpoint {
        try #require(LDAPEndpoint(try LDAPURL(parsing: server.localURI)))
    }

    @Test("EXTERNAL: slapd takes from the kernel who connects, as it does for ldapwhoami")
    func external() async throws {
        let server = try await SlapdServer.start()
        let connection = try await LDAPConnection.connect(
            to: Self.endpoint(server), configuration: Self.configuration)
        let result = try await connection.bind(.external())
        #expect(result.mechanism == .external)
        #expect(result.securityStrengthFactor == 0)
        let bind = try await server.logLine { $0.verb == "BIND" && $0.text.contains("mech=EXTERNAL") }
        #expect(bind.text.contains("dn=\"\(server.rootDN)\""), "\(bind.text)")
        #expect(server.log.contains("uidNumber="), "\(server.log)")
        let oracle = try await run("ldapwhoami", ["-Q", "-Y", "EXTERNAL", "-H", server.localURI])
        #expect(oracle.output.contains("dn:" + (try await connection.whoAmI())), "\(oracle.output)")
        await server.stop()
    }

    @Test("EXTERNAL asks to act as somebody else, where the server allows it")
    func authorizationIdentity() async throws {
        let server = try await SlapdServer.start { $0.global = ["authz-policy any"] }
        let endpoint = try Self.endpoint(server)
        let connection = try await LDAPConnection.connect(to: endpoint, configuration: Self.configuration)
        try await connection.bind(.external(authorizationIdentity: "dn:" + Client.alice))
        #expect(try await connection.whoAmI() == Client.alice)
        let refused = try await LDAPConnection.connect(to: endpoint, configuration: Self.configuration)
        let error = await #expect(throws: LDAPError.self) {
            try await refused.bind(.external(authorizationIdentity: "u:nobody\0else"))
        }
        #expect(error?.code == .refusedLocally)
        await server.stop()
    }

    @Test("anonymous, and by password: the bytes do not leave the machine")
    func otherBinds() async throws {
        let server = try await SlapdServer.start()
        let endpoint = try Self.endpoint(server)
        let connection = try await LDAPConnection.connect(to: endpoint, configuration: Self.configuration)
        try await connection.bind(.anonymous)
        #expect(try await connection.whoAmI() == "")
        #expect(try await connection.read(DistinguishedName(Client.alice))?.text("cn") == "Alice")
        let second = try await LDAPConnection.connect(to: endpoint, configuration: Self.configuration)
        try await second.bind(.simple(name: Client.alice, password: Client.password()))
        #expect(try await second.whoAmI() == Client.alice)
        await server.stop()
    }

    @Test("what a local socket cannot have is refused before anything is sent")
    func refusedHere() async throws {
        let server = try await SlapdServer.start()
        let endpoint = try Self.endpoint(server)
        let overTLS = await #expect(throws: LDAPError.self) {
            try await LDAPConnection.connect(to: endpoint, configuration: LDAPConfiguration())
        }
        #expect(overTLS?.code == .refusedLocally)
        let connection = try await LDAPConnection.connect(to: endpoint, configuration: Self.configuration)
        let kerberos = await #expect(throws: LDAPError.self) {
            try await connection.bind(.kerberos(mechanism: .gssapi, credential: nil))
        }
        #expect(kerberos?.code == .refusedLocally)
        let overTCP = try await server.connect()
        let external = await #expect(throws: LDAPError.self) { try await overTCP.bind(.external()) }
        #expect(external?.code == .refusedLocally)
        await server.stop()
        #expect(!server.logLines.contains { $0.verb == "BIND" })
    }

    @Test("a path without a server says so", arguments: ["missing", "file", "too long", "abandoned"])
    func noServer(what: String) async throws {
        let folder = try TemporaryDirectory.make("local")
        var path = folder + "/socket"
        var server: SlapdServer?
        var expected = LDAPError.Code.unreachable
        switch what {
        case "file":
            try "".write(toFile: path, atomically: true, encoding: .utf8)
            expected = .refused
        case "too long": path = folder + "/" + String(repeating: "x", count: 200)
        case "abandoned":
            let started = try await SlapdServer.start()
            server = started
            path = try #require(try Self.endpoint(started).socketPath)
            await started.stop()
            expected = .refused
        default: break
        }
        let error = await #expect(throws: LDAPError.self) {
            try await LDAPConnection.connect(to: .local(path: path), configuration: Self.configuration)
        }
        // slapd takes its socket away when it ends in order.
        let codes = what == "abandoned" ? [LDAPError.Code.refused, .unreachable] : [expected]
        #expect(codes.contains { $0 == error?.code }, "\(String(describing: error))")
        #expect(error?.operation == .connect)
        #expect(error?.server == path)
        withExtendedLifetime(server) {}
    }
}
