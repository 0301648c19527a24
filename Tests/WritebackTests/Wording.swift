import Inspection
import Testing

@testable import Writeback

/// What the words of a finding have to hold in a state of the forest, and what they may not.
struct Wording: Sendable, CustomTestStringConvertible {
    let rule: RuleIdentifier
    let name: String
    let subject: String?
    let holds: [String]
    let lacks: [String]
    let change: @Sendable (inout ForestSnapshot) -> Void

    init(
        _ rule: RuleIdentifier, _ name: String, on subject: String? = nil, holds: [String], lacks: [String] = [],
        _ change: @escaping @Sendable (inout ForestSnapshot) -> Void = { _ in }
    ) {
        self.rule = rule
        self.name = name
        self.subject = subject
        self.holds = holds
        self.lacks = lacks
        self.change = change
    }

    var testDescription: String { "\(rule): \(name)" }

    static let all = hosts + domains + accounts + rights
}

@Suite("what findings say") struct WordingTests {
    @Test("title, facts and remedy name what was seen", arguments: Wording.all)
    func says(_ wording: Wording) throws {
        let rules = Catalogue.rules.filter { $0.id == wording.rule }
        let report = judge([SnapshotFixture.snapshot(wording.change)], by: rules)
        let words = try #require(report.finding(wording.rule, wording.subject)).words
        for text in wording.holds { #expect(words.contains(text), "\(words)") }
        for text in wording.lacks { #expect(!words.contains(text), "\(words)") }
    }

    @Test("each object's DACL is saved once, whatever is granted on it")
    func savedOnce() throws {
        let report = judge([
            SnapshotFixture.snapshot {
                $0.containers(.value(["Vault", "Attic"].map { RightsFixture.container($0, protected: true) }))
            }
        ])
        guard case .restore(let saved)? = report.finding("WB-ACL-006")?.remedy?.undo else {
            Issue.record("no descriptor is saved")
            return
        }
        #expect(saved.map(\.object) == ["Vault", "Attic"].map { "OU=\($0),DC=corp,DC=example,DC=test" })
    }

    @Test("what the catalogue knows is not what a directory proved")
    func catalogueFacts() {
        let facts = judge([SnapshotFixture.snapshot()]).finding("WB-DC-002", "dc1.corp.example.test")?.because
        #expect(facts?.first { $0.statement == "extended support ends" }?.authenticated == false)
    }
}

extension Finding {
    /// All that it says, a line each.
    fileprivate var words: String {
        var lines = ["title: \(title)."]
        lines += because.map { "\($0.statement): \($0.value). [\($0.source)]" }
        guard let remedy else { return lines.joined(separator: "\n") }
        lines += remedy.steps.map { "step: \($0)" }
        if let command = remedy.command { lines.append("command: \(command).") }
        lines += remedy.alternatives.map { "\($0.tool): \($0.text)." }
        switch remedy.undo {
        case .command(let text): lines.append("undo: \(text).")
        case .steps(let text): lines.append("undo: \(text)")
        case .restore(let saved): lines += saved.map { "restore: \($0.object) \($0.sddl)." }
        case .irreversible: lines.append("irreversible.")
        case .notNeeded: lines.append("nothing to undo.")
        }
        return lines.joined(separator: "\n")
    }
}
