import Foundation
import Testing
import Writeback

@testable import Reports

/// What the judgement rests on beside the directory, as a person reads it.
@Suite struct EvidenceTextTests {
    private static func render(_ report: ReadinessReport, width: Int = 80) -> String {
        ReadinessTextReport(tool: ForestFixture.tool, layout: TextLayout(width: width)).render(report)
    }

    private static func attested(_ outcome: Outcome = .met) -> ReadinessReport {
        var report = Scenario.healthy.report
        report.findings.append(
            Finding(
                rule: "WB-CLD-004", ruleVersion: 1, plane: .cloud,
                subject: Subject(kind: .tenant, domain: nil, name: "the tenant", id: nil), outcome: outcome,
                severity: .blocker, title: "Attested by J. Doe: Self-service reset is enabled",
                because: [
                    Fact(
                        statement: "attestation", value: "yes, says J. Doe; holds to 2027-02-01",
                        source: "attest.yaml:2",
                        observedOn: "J. Doe", at: ForestFixture.start - 86_400, authenticated: false)
                ], remedy: nil, references: []))
        return report
    }

    @Test func everyFileIsListedWithItsDateAndItsFate() throws {
        let text = Self.render(Scenario.broken.report)
        #expect(
            text.contains(
                "\nEvidence   1 file used, listed under EVIDENCE\nNOT USED   evidence/2026-10-01/subscribedSkus.json: ")
        )
        let section = text[try #require(text.range(of: "\nEVIDENCE  ")?.lowerBound)...]
        #expect(section.contains("  evidence/2026-11-30/connect-export       2026-11-30  used\n"))
        #expect(
            section.contains(
                """
                  evidence/2026-10-01/subscribedSkus.json  2026-10-01  NOT USED
                    61 days old, and --max-evidence-age is 30 days

                """))
        #expect(
            Self.render(Scenario.broken.report, width: 100).contains("json  --graph           2026-10-01  NOT USED\n"))
        #expect(section.contains("undated     NOT USED\n    its date is not known: notReturned\n"))
    }

    @Test func withoutFilesNothingIsSaidOfThem() {
        let text = Self.render(Scenario.healthy.report)
        #expect(!text.contains("EVIDENCE") && !text.contains("Evidence  ") && !text.contains("ATTESTED"))
    }

    @Test func whatPeopleSaidIsMarked() throws {
        let text = Self.render(Self.attested())
        #expect(text.split(separator: "\n")[1].contains("1 attested") || text.contains(" · 1 attested"))
        let section = text[try #require(text.range(of: "\nATTESTED  what nothing decides but")?.lowerBound)...]
        #expect(section.contains("  WB-CLD-004   Attested by J. Doe: Self-service reset is enabled\n"))
        #expect(section.contains("               yes, says J. Doe; holds to 2027-02-01, on 2026-11-30\n"))
        #expect(!Self.render(Scenario.healthy.report).contains("attested"))
    }

    /// Verdict, why, what to do, and only then what it rests on.
    @Test func theOrderIsThatOfAReader() throws {
        let text = Self.render(Scenario.broken.report)
        let places = try ["NOT READY", "\nFINDINGS", "\n  Do  ", "\nEVIDENCE  ", "\nNOT JUDGED"].map {
            try #require(text.firstRange(of: $0)?.lowerBound, "\($0)")
        }
        #expect(places == places.sorted())
    }
}
