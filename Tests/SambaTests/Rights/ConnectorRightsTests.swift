import Foundation
import TestSupport
import Testing

extension LabSuite {
    @Suite("the rights of the connector account")
    struct ConnectorRightsTests {
        static let account = "CORP\\MSOL_0a1b2c3d4e5f"
        static let root = "DC=corp,DC=example,DC=test"
        private static let user = "bf967aba-0de6-11d0-a285-00aa003049e2"
        private static let rules = [
            "resetPassword": "WB-ACL-001", "writeLockoutTime": "WB-ACL-002", "writePwdLastSet": "WB-ACL-003",
            "unexpirePassword": "WB-ACL-004",
        ]

        /// An entry of the domain root, for a SID that stands in for `SID`, and the rights that are lost with it.
        struct Loss: Sendable, CustomTestStringConvertible {
            let entry: String
            let rights: Set<String>
            var testDescription: String { rights.sorted().joined(separator: ", ") }
        }

        static let losses = [
            Loss(entry: "(OA;CIIO;CR;00299570-246d-11d0-a768-00aa006e0529;\(user);SID)", rights: ["resetPassword"]),
            Loss(entry: "(OA;CIIO;RPWP;;\(user);SID)", rights: ["writeLockoutTime", "writePwdLastSet"]),
            Loss(entry: "(OA;;CR;ccc2dc7d-a6ad-4a7a-8846-c04e3cc53501;;AU)", rights: ["unexpirePassword"]),
        ]

        @Test("all four are granted, each by the entry that an express installation has", .timeLimit(.minutes(1)))
        func express() async throws {
            let lab = try await Lab.required()
            let account = try Self.connector(await Self.check(lab))
            #expect(account["samAccountName"].text == "MSOL_0a1b2c3d4e5f")
            #expect(account["foundBy"].texts.contains("name") && account["tenant"].text != nil)
            let sid = try #require(account["sid"].text)
            for right in account["rights"].list { #expect(right["answer"].text == "granted", "\(right)") }
            for loss in Self.losses {
                for right in loss.rights {
                    let entry = account["rights"].list.first { $0["right"].text == right }
                    #expect(entry?["ace"]["sddl"].text == loss.entry.replacing("SID", with: sid))
                }
            }
        }

        @Test(
            "an entry taken away is a right lost, and what is printed brings it back and takes it back",
            .timeLimit(.minutes(2)), arguments: losses)
        func loss(_ loss: Loss) async throws {
            let lab = try await Lab.required()
            try await lab.changing {
                let sid = try #require(try Self.connector(await Self.check(lab))["sid"].text)
                let entry = loss.entry.replacing("SID", with: sid)
                let whole = try await Self.descriptor(lab)
                try #require(whole.contains(entry), "\(entry) does not stand in \(whole)")
                try await Self.write(whole.replacing(entry, with: ""), lab)
                let without = try await Self.descriptor(lab)
                #expect(!without.contains(entry))

                let report = try await Self.check(lab)
                #expect(try Self.lost(report) == loss.rights)
                let findings = Self.findings(report, "notMet")
                #expect(Set(findings.compactMap { $0["rule"].text }) == Set(loss.rights.compactMap { Self.rules[$0] }))
                for finding in findings {
                    #expect(finding["title"].text?.hasPrefix("\(Self.account) lacks ") == true)
                    let command = try Self.command("samba-tool", finding["remedy"]["alternatives"], finding)
                    try await Self.run(command, lab)
                }

                let restored = try await Self.check(lab)
                #expect(try Self.lost(restored).isEmpty)
                #expect(Self.findings(restored, "notMet").isEmpty)

                let finding = try #require(findings.first)
                let saved = finding["remedy"]["undo"]["descriptors"][0]
                #expect(finding["remedy"]["undo"]["kind"].text == "restore")
                #expect(saved["object"].text == Self.root)
                #expect(try await Self.descriptor(lab) != without)
                try await Self.run(try Self.command("ldbmodify", saved["commands"], finding), lab)
                #expect(try await Self.descriptor(lab) == without)
                #expect(try await Self.lost(Self.check(lab)) == loss.rights)
            }
        }

        @Test("an entry that denies is named, and the printed command takes it alone away", .timeLimit(.minutes(2)))
        func denied() async throws {
            let lab = try await Lab.required()
            try await lab.changing {
                let whole = try await Self.descriptor(lab)
                let deny = "(OD;CIIO;CR;00299570-246d-11d0-a768-00aa006e0529;\(Self.user);AU)"
                let list = try #require(whole.firstIndex(of: "("))
                try await Self.write(whole[..<list] + deny + whole[list...], lab)
                #expect(try await Self.descriptor(lab).contains(deny))

                let report = try await Self.check(lab)
                #expect(try Self.lost(report) == ["resetPassword"])
                let finding = try #require(Self.findings(report, "notMet").first { $0["rule"].text == "WB-ACL-001" })
                let facts = finding["because"].list.compactMap { $0["value"].text }
                #expect(facts.contains { $0.contains("denied by entry 0 of \(Self.root): Deny Authenticated Users") })
                #expect(facts.contains(deny) && facts.contains("Authenticated Users"))

                let commands = finding["remedy"]["alternatives"]
                try await Self.run(try Self.command("ldbmodify", commands, finding), lab)
                #expect(try await Self.descriptor(lab) == whole)
            }
        }

        // MARK: -

        /// A run of `check` as alice against dc1; what it ends with is for the tests to judge.
        static func check(_ lab: Lab, _ options: [String] = []) async throws -> JSONValue {
            let result = try await lab.adinspect(
                ["check", domain, "--server", "dc1.\(domain)", "--format", "json"] + options)
            guard (0...3).contains(result.status) else { throw CommandFailed(command: ["adinspect"], result: result) }
            return try JSONValue(result.output)
        }

        private static func connector(_ report: JSONValue) throws -> JSONValue {
            let accounts = report["forests"][0]["connectorAccounts"].list
            return try #require(accounts.first { $0["samAccountName"].text == "MSOL_0a1b2c3d4e5f" })
        }

        private static func lost(_ report: JSONValue) throws -> Set<String> {
            let rights = try connector(report)["rights"].list
            #expect(rights.count == 5)
            return Set(rights.filter { $0["answer"].text != "granted" }.compactMap { $0["right"].text })
        }

        /// What is said of the four rights.
        private static func findings(_ report: JSONValue, _ outcome: String) -> [JSONValue] {
            report["findings"].list.filter {
                rules.values.contains($0["rule"].text ?? "") && $0["outcome"].text == outcome
            }
        }

        private static func command(_ tool: String, _ commands: JSONValue, _ finding: JSONValue) throws -> String {
            try #require(
                commands.list.first { $0["tool"].text?.hasPrefix(tool) == true }?["command"].text, "\(finding)")
        }

        /// Runs a command as it was printed.
        private static func run(_ command: String, _ lab: Lab) async throws {
            try await lab.run(printed: command)
        }

        /// The domain root's descriptor, as Samba's own tool prints what is stored.
        private static func descriptor(_ lab: Lab) async throws -> String {
            let found = try await lab.database(
                of: "dc1", base: root, scope: "base", "(objectClass=*)", "nTSecurityDescriptor")
            return try #require(found.first?["nTSecurityDescriptor"])
        }

        private static func write(_ sddl: some StringProtocol, _ lab: Lab) async throws {
            let change =
                "dn: \(root)\nchangetype: modify\nreplace: nTSecurityDescriptor\nnTSecurityDescriptor: \(sddl)\n\n"
            try await lab.executeSuccessfully(
                on: "dc1", ["ldbmodify", "-H", "/var/lib/samba/private/sam.ldb"], input: change)
        }
    }
}
