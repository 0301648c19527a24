import LDAP
import TestSupport
import Testing

/// What libldap and Cyrus SASL do unasked. The strength of a layer: `KerberosBindTests.strengthBelowPolicy`; settings of others:
/// `SettingsOfOthersTests.saslSettings`.
@Suite("traps: SASL", .serialized, .timeLimit(.minutes(2)))
struct SASLTrapTests {
    @Test("an explicit mechanism: no search of libldap's own goes before the bind, and nothing is printed")
    func explicitMechanism() async throws {
        let result = await #expect(
            processExitsWith: .success, observing: [\.standardErrorContent, \.standardOutputContent]
        ) {
            let (server, kdc) = try await KerberosBindTests.enter()
            let connection = try await KerberosBindTests.connect(server)
            try await connection.bind(.kerberos(mechanism: .gssapi, credential: nil))
            #expect(try await connection.whoAmI() == Client.alice)
            try await server.logLine { $0.verb == "EXT" }
            #expect(!server.logLines.contains { $0.verb == "SRCH" })
            let first = server.logLines.first { ["BIND", "SRCH", "EXT"].contains($0.verb) }
            #expect(first?.verb == "BIND")
            await server.stop()
            await kdc.stop()
        }
        for output in [result?.standardErrorContent ?? [], result?.standardOutputContent ?? []] {
            let text = String(decoding: output, as: UTF8.self)
            #expect(!text.contains("SASL/") && !text.contains("SASL username"), "\(text)")
        }
    }
}
