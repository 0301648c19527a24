import Foundation
import TestSupport
import Testing

extension LabSuite {
    /// The other planes, by the files of `Tests/Fixtures` and the lab, whose sync server, account and tenant those files are about.
    @Suite("every plane, by a directory and by files")
    struct PlaneTests {
        @Test(
            "without evidence the directory decides alone, and every other question is listed", .timeLimit(.minutes(2)))
        func directoryAlone() async throws {
            let lab = try await Lab.required()
            let report = try await lab.report(["check", domain], status: 1)
            #expect(report["verdict"]["asked"].text == "readyWithWarnings")
            #expect(report["verdict"]["overall"].text == "undecided")
            let questions = report["notJudged"].list
            let catalogue = try JSONValue(try await lab.adinspect(["rules", "--format", "json"]).output).list
            let others = catalogue.filter {
                ["connect", "cloud", "network"].contains($0["plane"].text) && $0["writeback"].text == "password"
            }
            #expect(others.count > 20)
            #expect(
                questions.compactMap { $0["rule"].text }.sorted() == others.compactMap { $0["id"].text }.sorted())
            for question in questions { #expect(question["decidedBy"]["command"].text?.isEmpty == false) }
            let planes = Set(report["findings"].list.compactMap { $0["plane"].text })
            #expect(planes == ["directory"])

            let required = try await lab.report(["check", domain, "--require", "all"], status: 3)
            #expect(required["verdict"]["asked"].text == "undecided")
            for other in others {
                let findings = required["findings"].list.filter { $0["rule"].text == other["id"].text }
                #expect(!findings.isEmpty, "\(other["id"])")
                #expect(!findings.contains { $0["outcome"].text == "met" }, "\(other["id"])")
            }
        }

        @Test(
            "with all evidence everything is ready, and each file taken away leaves what it decided open",
            .timeLimit(.minutes(4)))
        func everyPlane() async throws {
            let lab = try await Lab.required()
            try await lab.changing {
                try await Self.mend(lab)
                let files = try EvidenceCopies(alice: try await Self.identifier(of: "alice", lab))
                defer { files.remove() }
                let whole = try await Self.check(lab, files.options(without: nil), status: 0)
                #expect(whole["verdict"]["asked"].text == "ready")
                #expect(whole["verdict"]["overall"].text == "ready")
                #expect(whole["notJudged"].list.isEmpty)
                let met = Self.outcomes(whole)
                for missing in EvidenceCopies.Part.allCases {
                    let report = try await Self.check(lab, files.options(without: missing), status: missing.status)
                    let outcomes = Self.outcomes(report)
                    for rule in missing.decides {
                        #expect(met[rule]?.contains("met") == true, "\(rule)")
                        #expect(outcomes[rule]?.contains("undecided") == true, "\(rule) without \(missing)")
                    }
                    // Nothing becomes met, and nothing is refuted, by knowing less.
                    for (rule, found) in outcomes where found.contains("notMet") {
                        #expect(met[rule]?.contains("notMet") == true, "\(rule) without \(missing)")
                    }
                }
            }
        }

        // MARK: -

        private static func check(_ lab: Lab, _ options: [String], status: Int) async throws -> JSONValue {
            try await lab.report(
                ["check", domain, "--require", "all", "--as-of", EvidenceCopies.asOf] + options, status: status)
        }

        /// The outcomes of each rule, over all of its subjects.
        private static func outcomes(_ report: JSONValue) -> [String: Set<String>] {
            report["findings"].list.reduce(into: [:]) { found, finding in
                guard let rule = finding["rule"].text, let outcome = finding["outcome"].text else { return }
                found[rule, default: []].insert(outcome)
            }
        }

        private static func identifier(of user: String, _ lab: Lab) async throws -> String {
            let found = try await lab.database(of: "dc1", "(sAMAccountName=\(user))", "objectSid")
            return try #require(found.first?["objectSid"])
        }

        /// Takes away what the lab itself warns of: the minimum password age, the sync server whose account is disabled, and the connector
        /// account that nobody has ever logged on with.
        private static func mend(_ lab: Lab) async throws {
            try await lab.sambaTool(on: "dc1", "domain", "passwordsettings", "set", "--min-pwd-age=0")
            let server = """
                dn: CN=SYNC01,CN=Computers,\(ConnectorRightsTests.root)
                changetype: modify
                replace: userAccountControl
                userAccountControl: 4096

                dn: CN=MSOL_0a1b2c3d4e5f,CN=Users,\(ConnectorRightsTests.root)
                changetype: modify
                replace: lastLogonTimestamp
                lastLogonTimestamp: \(EvidenceCopies.lastLogon)


                """
            for host in ["dc1", "dc2"] {
                try await lab.executeSuccessfully(
                    on: host, ["ldbmodify", "-H", "/var/lib/samba/private/sam.ldb"], input: server)
            }
        }
    }
}
