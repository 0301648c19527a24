import Foundation
import TestSupport
import Testing

extension LabSuite {
    @Suite("nothing is written, and the read-only domain controller sees no bind")
    struct ReadOnlyTests {
        @Test("a test's own write stands in the audit log, so a write of adinspect's would", .timeLimit(.minutes(1)))
        func ownWriteIsSeen() async throws {
            let lab = try await Lab.required()
            try await lab.changing {
                let word = "own-write-\(UUID().uuidString)"
                WriteWatch.announce(word)
                let position = try await lab.auditPosition()
                let change = """
                    dn: CN=stale,CN=Users,DC=corp,DC=example,DC=test
                    changetype: modify
                    replace: description
                    description: \(word)

                    """
                _ = try await runSuccessfully(
                    "ldapmodify",
                    [
                        "-x", "-ZZ", "-H", "ldap://\(try lab.variable("ADINSPECT_LAB_DC1"))",
                        "-D", "Administrator@\(domain)", "-w", try lab.variable("ADINSPECT_LAB_ADMINISTRATOR_PASSWORD"),
                    ],
                    // Its name is not known to this host's resolver; the certificate of the address is not what is tested.
                    environment: ["LDAPTLS_REQCERT": "allow", "LDAPTLS_CACERT": try lab.caFile], input: change)
                let records = try await lab.audit(since: position)["dc1"] ?? []
                let write = try #require(records.first { $0.type == "dsdbChange" && $0.line.contains(word) })
                #expect(try lab.isFromOutside(try #require(write.client)))
                #expect(write.body["status"].text == "Success")
            }
        }

        static let runs: [[String]] = [
            ["check", domain], ["discover", domain], ["pdc", domain], ["doctor", domain],
        ]

        @Test("not one write by any command, under any mechanism", .timeLimit(.minutes(1)), arguments: runs)
        func nothingIsWritten(_ command: [String]) async throws {
            let lab = try await Lab.required()
            let password = try lab.password(of: "administrator")
            for options in [[], password, password + ["--transport", "ldaps"], password + ["--mechanism", "gssapi"]] {
                let position = try await lab.auditPosition()
                let result = try await lab.adinspect(command + options)
                #expect(result.status == 0 || result.status == 1, "\(result.errors)")
                let records = try await lab.audit(since: position).values.joined()
                let fromOutside = try records.filter { try $0.client.map(lab.isFromOutside) ?? false }
                #expect(fromOutside.contains { $0.type == "Authorization" })
                #expect(fromOutside.filter { $0.type == "dsdbChange" }.map(\.line) == [])
            }
        }

        @Test("rodc1 is read without a bind, under every mechanism", .timeLimit(.minutes(1)))
        func readOnlyDomainController() async throws {
            let lab = try await Lab.required()
            let password = try lab.password(of: "alice")
            for options in [[], password, password + ["--transport", "ldaps"]] {
                let position = try await lab.auditPosition()
                let report = try await lab.report(["discover", domain] + options)
                let controller = FaultTests.controller("RODC1", in: report)
                #expect(controller["kind"].text == "readOnly")
                #expect(controller["reachability"]["state"].text == "answered")
                #expect(controller["passwordPolicyHintsControls"].list.count == 2)
                let seen = (try await lab.audit(since: position)["rodc1"] ?? []).filter { $0.client != nil }
                let fromOutside = try seen.filter { try lab.isFromOutside($0.client ?? "") }
                // Samba tells of StartTLS, and of no search for the rootDSE.
                if options == password { #expect(fromOutside.contains { $0.body["authType"].text == "no bind" }) }
                #expect(fromOutside.filter(\.isBind).map(\.line) == [])
            }
        }
    }
}
