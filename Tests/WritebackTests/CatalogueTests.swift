import Foundation
import Inspection
import Testing

@testable import Writeback

@Suite struct CatalogueTests {
    @Test func identifiersAreUniqueAndWellFormed() {
        let ids = Catalogue.rules.map(\.id.rawValue)
        #expect(Set(ids).count == ids.count)
        for id in ids {
            let parts = id.split(separator: "-")
            #expect(parts.count == 3 && parts[0] == "WB" && parts[2].count == 3 && Int(parts[2]) != nil, "\(id)")
        }
    }

    /// Identifiers are for ever: one may be added here, none may go.
    @Test func noIdentifierIsEverTakenAway() {
        let published = [
            "WB-ACC": 7, "WB-ACL": 12, "WB-CLD": 11, "WB-CLK": 3, "WB-CON": 25, "WB-CTL": 2, "WB-DC": 6, "WB-DOM": 6,
            "WB-FOR": 3, "WB-NET": 6,
            "WB-PDC": 4, "WB-ROLE": 6, "WB-USR": 14,
            "WB-DEV": 7, "WB-GRP": 8, "WB-EXC": 6, "WB-CGU": 3, "WB-KEY": 3,
        ]
        let ids = Set(Catalogue.rules.map(\.id.rawValue))
        for (family, count) in published {
            for number in 1...count { #expect(ids.contains("\(family)-" + String(format: "%03d", number))) }
        }
        for port in ["088", "135", "389", "445"] { #expect(ids.contains("WB-PORT-\(port)")) }
    }

    @Test func everyRuleSaysWhyHowAndWhatToDo() {
        for rule in Catalogue.rules {
            #expect(!rule.rationale.isEmpty && !rule.decision.base.isEmpty && !rule.decision.reading.isEmpty)
            #expect(!rule.remedy.steps.isEmpty && !rule.references.isEmpty && rule.version >= 1, "\(rule.id)")
            #expect(rule.references.allSatisfy { !$0.date.isEmpty }, "\(rule.id)")
            #expect(rule.references.allSatisfy { $0.grade != .source || $0.url != nil }, "\(rule.id)")
            #expect((rule.plane == .directory) == (rule.decidedBy == nil), "\(rule.id)")
        }
    }

    @Test func noRuleClaimsMoreThanItsSourcesCarry() {
        for rule in Catalogue.rules {
            for baseline in Baseline.allCases {
                #expect(rule.severity(under: baseline) <= rule.grade.highestSeverity, "\(rule.id)")
            }
        }
    }

    @Test func theGradeHoldsTheSeverityDown() throws {
        for (grade, severity) in [
            (Reference.Grade.memory, Severity.information), (.inference, .warning), (.source, .blocker),
        ] {
            let rule = Self.rule(grade: .source, reference: grade)
            #expect(rule.severity(under: .current) == severity)
            let report = Evaluation(asOf: SnapshotFixture.asOf).evaluate([SnapshotFixture.snapshot()], by: [rule])
            #expect(try #require(report.findings.first).severity == severity)
        }
        #expect(Self.rule(grade: .memory, reference: .source).severity(under: .current) == .information)
    }

    private static func rule(grade: Reference.Grade, reference: Reference.Grade) -> Rule {
        Rule(
            "WB-TEST-001", family: "Test", title: "t", rationale: "r",
            decision: .init(base: "b", scope: "-", filter: "-", attributes: [], reading: "r"),
            severities: .always(.blocker), remedy: Remedy(steps: ["s"], undo: .notNeeded),
            references: [Reference(title: "t", url: nil, date: "2025-01-01", grade: reference)], grade: grade,
            judge: .overForest { _, forest in
                Judgement(forest.forestSubject, .notMet, severity: .blocker, "t", because: [])
            })
    }

    @Test func theCatalogueInTheDocumentationIsThisOne() throws {
        let file = URL(filePath: #filePath).deletingLastPathComponent()
            .appending(path: "../../docs/rules.md").standardizedFileURL
        if ProcessInfo.processInfo.environment["ADINSPECT_WRITE_DOCS"] != nil {
            try Data(Catalogue.markdown.utf8).write(to: file)
        }
        let text = try String(decoding: Data(contentsOf: file), as: UTF8.self)
        #expect(text == Catalogue.markdown, "run the tests once with ADINSPECT_WRITE_DOCS=1")
    }
}
