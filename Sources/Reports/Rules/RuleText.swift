package import Writeback

/// What `rules ID` prints for a person: one rule, with everything that is known of it.
package struct RuleText: Sendable {
    private static let margin = 12

    private let layout: TextLayout

    package init(layout: TextLayout) {
        self.layout = layout
    }

    package func render(_ rule: Rule) -> String {
        var page = TextPage(layout)
        page.paragraph(rule.title, .strong, label: [TextPage.Piece(rule.id.rawValue, .strong)], margin: Self.margin)
        page.paragraph(
            "plane \(rule.plane.rawValue) · \(rule.family) · \(rule.writeback.rawValue) writeback · version \(rule.version)",
            margin: Self.margin)
        page.blank()
        row("Severity", RuleWords.severities(of: rule), to: &page)
        row("Rests on", Self.grade(rule.grade), to: &page)
        row("Why", rule.rationale, to: &page)
        page.blank()
        decision(rule, to: &page)
        page.blank()
        remedy(rule.remedy, to: &page)
        prerequisites(rule, to: &page)
        references(rule.references, to: &page)
        return page.text
    }

    private func decision(_ rule: Rule, to page: inout TextPage) {
        if let decider = rule.decidedBy {
            row("Decided on", decider.place, to: &page)
            page.whole(decider.command, label: [TextPage.Piece("  by")], margin: Self.margin)
        } else {
            row("Asked", rule.decision.base.isEmpty ? "rootDSE" : rule.decision.base, to: &page)
            if rule.decision.scope != "-" { row("Scope", rule.decision.scope, to: &page) }
            if rule.decision.filter != "-" { row("Filter", rule.decision.filter, to: &page) }
            if !rule.decision.attributes.isEmpty {
                row("Reads", rule.decision.attributes.joined(separator: ", "), to: &page)
            }
        }
        row("Met if", rule.decision.reading, to: &page)
        if rule.isAttestable {
            row("Attest", "where nothing else decides it, a person's answer does: `check --attest FILE`", to: &page)
        }
    }

    private func remedy(_ remedy: Remedy, to page: inout TextPage) {
        for (index, step) in remedy.steps.enumerated() {
            let number = remedy.steps.count > 1 ? "\(index + 1). " : ""
            row(index == 0 ? "Do" : "", number + step, to: &page)
        }
        if let command = remedy.command { whole("Run", command, to: &page) }
        for alternative in remedy.alternatives {
            row("Or run", "with \(alternative.tool):", to: &page)
            whole("", alternative.text, to: &page)
        }
        if case .command(let command) = remedy.undo { return whole("Undo", command, to: &page) }
        row("Undo", RuleWords.undo(remedy.undo), to: &page)
    }

    private func prerequisites(_ rule: Rule, to page: inout TextPage) {
        let items = Prerequisites.items(judgedBy: rule.id)
        if let beyond = Prerequisites.beyondTheDocuments.first(where: { $0.rule == rule.id }) {
            page.blank()
            row("Asked by", "no document. \(beyond.reason)", to: &page)
        }
        guard !items.isEmpty else { return }
        page.heading("PREREQUISITES", "that it judges; `adinspect rules --prerequisites` lists all")
        for item in items { row(item.id, item.words, to: &page) }
    }

    private func references(_ references: [Reference], to page: inout TextPage) {
        page.heading("REFERENCES")
        for reference in references {
            let weight = reference.grade == .source ? "" : " (\(reference.grade.rawValue))"
            page.paragraph("\(reference.title), \(reference.date)\(weight)", margin: 2)
            if let url = reference.url { page.whole(url, .faint, margin: 4) }
        }
    }

    private static func grade(_ grade: Reference.Grade) -> String {
        switch grade {
        case .source: "a document that was read"
        case .inference: "an inference from documents that were read: a warning at most"
        case .memory: "memory: it only informs"
        }
    }

    private func row(_ label: String, _ text: String, to page: inout TextPage) {
        page.paragraph(
            text, label: label.isEmpty ? [] : [TextPage.Piece("  " + label, .faint)], margin: Self.margin)
    }

    private func whole(_ label: String, _ text: String, to page: inout TextPage) {
        page.whole(
            text, label: label.isEmpty ? [] : [TextPage.Piece("  " + label, .faint)], margin: Self.margin)
    }
}
