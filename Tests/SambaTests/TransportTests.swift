import TestSupport
import Testing

extension LabSuite {
    @Suite("one forest over every transport")
    struct TransportTests {
        @Test("the discovery is the same by GSSAPI, StartTLS and LDAPS", .timeLimit(.minutes(1)))
        func discoveriesAreEqual() async throws {
            let lab = try await Lab.required()
            let password = try lab.password(of: "alice")
            let ways: [(mechanism: String, transport: String, options: [String])] = [
                ("gssapi", "sealed", []),
                ("simple", "starttls", password + ["--mechanism", "simple", "--transport", "starttls"]),
                ("simple", "ldaps", password + ["--mechanism", "simple", "--transport", "ldaps"]),
                ("gss-spnego", "sealed", ["--mechanism", "gss-spnego"]),
            ]
            var first: String?
            for way in ways {
                let report = try await lab.report(["discover", domain] + way.options)
                #expect(report["run"]["vantage"]["mechanism"].text == way.mechanism)
                #expect(report["run"]["vantage"]["transport"].text == way.transport)
                #expect((report["run"]["vantage"]["securityStrengthFactor"].number ?? 0) >= 112)
                let rest = report.removing(["run", "milliseconds", "clockOffsetSeconds"]).lines().joined(
                    separator: "\n")
                #expect(rest.utf8.count > 5000)
                #expect(rest == first ?? rest)
                first = first ?? rest
            }
        }

        @Test("a keytab of alice's gets its own ticket", .timeLimit(.minutes(1)))
        func keytab() async throws {
            let lab = try await Lab.required()
            let keytab = try lab.variable("ADINSPECT_LAB_ALICE_KEYTAB")
            let report = try await lab.report(
                ["discover", domain, "--keytab", keytab, "--user", "alice@CORP.EXAMPLE.TEST"])
            #expect(report["run"]["vantage"]["principal"].text == "alice@CORP.EXAMPLE.TEST")
        }
    }
}
