import Foundation
import Testing
import Writeback

@testable import Reports

@Suite struct RuleReportTests {
    @Test func theArrayHasARuleAnElement() throws {
        let text = RuleJSON().render(Catalogue.rules)
        let rules = try #require(try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [[String: Any]])
        #expect(rules.map { $0["id"] as? String } == Catalogue.rules.map(\.id.rawValue))
        let rule = try #require(rules.first { $0["id"] as? String == "WB-DC-002" })
        #expect(
            rule["severities"] as? [String: String] == [
                "current": "warning", "2021-09": "blocker", "seed-2021": "blocker",
            ])
        #expect(rule["decidedBy"] is NSNull && rule["attestable"] as? Bool == false)
        #expect((rule["prerequisites"] as? [String])?.contains("D3") == true)
        let question = try #require(rules.first { $0["id"] as? String == "WB-CLD-004" })
        #expect((question["decidedBy"] as? [String: String])?["place"]?.isEmpty == false)
        #expect(question["attestable"] as? Bool == true)
    }

    @Test func theJSONKeepsToItsSchema() throws {
        #expect(try SchemaOracle.violations(of: "rules.schema.json", in: RuleJSON().render(Catalogue.rules)) == "")
        #expect(
            try SchemaOracle.violations(of: "prerequisites.schema.json", in: PrerequisiteReport().json) == "")
    }

    @Test(arguments: [
        ("rules.schema.json", RuleJSON().render(Catalogue.rules)),
        ("prerequisites.schema.json", PrerequisiteReport().json),
    ])
    func theSchemasRefuseMutants(schema: String, text: String) throws {
        let (passed, tried) = try SchemaOracle.survivors(of: schema, in: text)
        #expect(tried > 25)
        #expect(passed.isEmpty, "\(passed)")
    }

    @Test(arguments: [80, 120])
    func theListFits(width: Int) {
        let text = RuleListText(layout: TextLayout(width: width)).render(Catalogue.rules)
        for line in text.split(separator: "\n") { #expect(DisplayWidth.of(String(line)) <= width, "\(line)") }
        for rule in Catalogue.rules { #expect(text.contains("\n  \(rule.id) ")) }
        #expect(text.hasPrefix("\(Catalogue.rules.count) rules, knowledge of "))
        #expect(text.contains("\n  WB-DC-002    warning  blocker  blocker    Each domain controller runs"))
        #expect(text.contains("\nDIRECTORY  ") && text.contains("\nNETWORK  "))
    }

    @Test(arguments: Catalogue.rules)
    func aRuleIsExplained(rule: Rule) throws {
        let text = RuleText(layout: TextLayout()).render(rule)
        #expect(text.hasPrefix(rule.id.rawValue))
        let parts = ["  Severity  ", "  Rests on  ", "  Why       ", "  Met if    ", "  Do        ", "  Undo      "]
        for part in parts { #expect(text.contains(part), "\(part)") }
        for reference in rule.references { if let url = reference.url { #expect(text.contains(url)) } }
        if let command = rule.remedy.command { #expect(text.contains("  Run       \(command)\n")) }
        if let decider = rule.decidedBy { #expect(text.contains("  by        \(decider.command)\n")) }
        #expect(text.contains("--attest FILE") == rule.isAttestable)
        let whole =
            [rule.remedy.command, rule.decidedBy?.command].compactMap(\.self) + rule.remedy.alternatives.map(\.text)
        for line in text.split(separator: "\n") where DisplayWidth.of(String(line)) > 80 {
            let isUndo = line.hasPrefix("  Undo")
            // A filter is one word.
            let beforeLastWord = line.lastIndex(of: " ").map { line[..<$0] } ?? ""
            let isWhole = isUndo || beforeLastWord.count <= 12 || whole.contains { line.hasSuffix($0) }
            #expect(isWhole, "\(line)")
        }
    }

    @Test func severitiesSayWhereTheyDiffer() throws {
        let differing = RuleText(layout: TextLayout(width: 120)).render(
            try #require(Catalogue.rule(named: "wb-dc-002")))
        #expect(differing.contains("  Severity  warning (current), blocker (2021-09, seed-2021)\n"))
        let same = RuleText(layout: TextLayout()).render(try #require(Catalogue.rule(named: "WB-DOM-006")))
        #expect(same.contains("  Severity  note\n  Rests on  memory: it only informs\n"))
    }

    @Test func aRuleNamesItsPrerequisites() throws {
        let judged = RuleText(layout: TextLayout()).render(try #require(Catalogue.rule(named: "WB-ACL-004")))
        #expect(judged.contains("\nPREREQUISITES") && judged.contains("\n  D15       "))
        let beyond = RuleText(layout: TextLayout()).render(try #require(Catalogue.rule(named: "WB-ROLE-001")))
        #expect(beyond.contains("  Asked by  no document.") && !beyond.contains("PREREQUISITES"))
    }

    @Test func everyPrerequisiteIsListed() {
        let text = PrerequisiteReport().text(layout: TextLayout())
        for item in Prerequisites.all { #expect(text.contains("\n  \(item.id) ")) }
        for line in text.split(separator: "\n") { #expect(DisplayWidth.of(String(line)) <= 80, "\(line)") }
        #expect(text.contains("\nBEYOND THE DOCUMENTS"))
    }
}
