import Foundation
import TestSupport
import Testing

extension LabSuite {
    @Suite("what a plain user may not read is never called met")
    struct LeastPrivilegeTests {
        private static let forbidden = ["notMet", "undecided"]

        /// The outcome of each finding by its fingerprint.
        private static func outcomes(_ report: JSONValue) -> [String: (rule: String, outcome: String)] {
            Dictionary(
                report["findings"].list.compactMap { finding in
                    guard let print = finding["fingerprint"].text, let rule = finding["rule"].text,
                        let outcome = finding["outcome"].text
                    else { return nil }
                    return (print, (rule, outcome))
                }, uniquingKeysWith: { first, _ in first })
        }

        private static func compare(_ lab: Lab) async throws -> (administrator: JSONValue, user: JSONValue) {
            let all = try await ConnectorRightsTests.check(lab, lab.password(of: "administrator"))
            let some = try await ConnectorRightsTests.check(lab, lab.password(of: "alice"))
            let known = outcomes(all)
            #expect(known.count > 40)
            for (print, found) in outcomes(some) where found.outcome == "met" {
                let truth = known[print]?.outcome ?? "not judged"
                #expect(!forbidden.contains(truth), "\(found.rule) is met for alice, and \(truth) for Administrator")
            }
            return (all, some)
        }

        /// Rules of which nothing that a plain user could not read stands in the way.
        private static func undecided(_ report: JSONValue) -> Set<String> {
            Set(report["findings"].list.filter { $0["outcome"].text == "undecided" }.compactMap { $0["rule"].text })
        }

        @Test("in the lab as it is", .timeLimit(.minutes(1)))
        func asItIs() async throws {
            _ = try await Self.compare(Lab.required())
        }

        @Test(
            "with Authenticated Users out of Pre-Windows 2000 Compatible Access", .timeLimit(.minutes(2)),
            arguments: [false, true])
        func hardened(_ isBroken: Bool) async throws {
            let lab = try await Lab.required()
            try await lab.changing {
                let before = Self.undecided(try await Self.compare(lab).user)
                let member = "CN=S-1-5-11,CN=ForeignSecurityPrincipals,\(ConnectorRightsTests.root)"
                var change = """
                    dn: CN=Pre-Windows 2000 Compatible Access,CN=Builtin,\(ConnectorRightsTests.root)
                    changetype: modify
                    delete: member
                    member: \(member)


                    """
                if isBroken {
                    change += """
                        dn: CN=MSOL_0a1b2c3d4e5f,CN=Users,\(ConnectorRightsTests.root)
                        changetype: modify
                        replace: adminCount
                        adminCount: 1


                        """
                }
                try await lab.executeSuccessfully(
                    on: "dc1", ["ldbmodify", "-H", "/var/lib/samba/private/sam.ldb"], input: change)
                let (administrator, user) = try await Self.compare(lab)
                let group = administrator["findings"].list.first { $0["rule"].text == "WB-ACL-012" }
                #expect(group?["outcome"].text == "notMet")
                if isBroken {
                    let admin = administrator["findings"].list.first { $0["rule"].text == "WB-ACC-005" }
                    #expect(admin?["outcome"].text == "notMet")
                }
                // What is lost by it is said: rule by rule, and which fact it is.
                let open = Self.undecided(user)
                #expect(open.isStrictSuperset(of: before.subtracting(["WB-ACL-012"])), "\(open) \(before)")
                let undecided = user["findings"].list.filter { $0["outcome"].text == "undecided" }
                let unread = undecided.flatMap { $0["because"].list.compactMap { $0["value"].text } }
                #expect(unread.contains { $0.hasPrefix("not readable: ") })

                let text = try await lab.adinspect(
                    ["check", domain, "--server", "dc1.\(domain)"] + lab.password(of: "alice"))
                #expect(text.output.contains("NOT READABLE  to "))
            }
        }
    }
}
