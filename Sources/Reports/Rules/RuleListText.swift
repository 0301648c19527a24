package import Writeback

/// What `rules` prints for a person: every rule in a line, by plane and family, with its severity under each baseline.
package struct RuleListText: Sendable {
    private static let gap = 2
    private static let identifierWidth = 13
    private static let severityWidths = [9, 9, 9]

    private let layout: TextLayout

    package init(layout: TextLayout) {
        self.layout = layout
    }

    package func render(_ rules: [Rule]) -> String {
        var page = TextPage(layout)
        page.paragraph("\(Words.count(rules.count, "rule")), knowledge of \(Catalogue.knowledgeDate)", .strong)
        page.paragraph("`adinspect rules ID` explains one. A severity is what the rule gives at most.")
        for plane in Plane.allCases {
            let ofPlane = rules.filter { $0.plane == plane }
            guard !ofPlane.isEmpty else { continue }
            page.heading(plane.rawValue.uppercased(), "\(Words.count(ofPlane.count, "rule"))")
            line("Rule", Baseline.allCases.map { TextPage.Piece($0.rawValue, .faint) }, "Asks", .faint, to: &page)
            for family in Self.families(of: ofPlane) {
                page.paragraph(family, .strong, margin: 0)
                for rule in ofPlane where rule.family == family { line(rule, to: &page) }
            }
        }
        return page.text
    }

    /// In the order of their first rules.
    private static func families(of rules: [Rule]) -> [String] {
        var seen: Set<String> = []
        return rules.map(\.family).filter { seen.insert($0).inserted }
    }

    private func line(_ rule: Rule, to page: inout TextPage) {
        let severities = Baseline.allCases.map { RuleWords.piece(rule.severity(under: $0)) }
        let other = rule.writeback == .password ? "" : " (for \(rule.writeback.rawValue) writeback)"
        line(rule.id.rawValue, severities, rule.title + other, .plain, to: &page)
    }

    private func line(
        _ id: String, _ severities: [TextPage.Piece], _ title: String, _ ink: TextStyle.Ink, to page: inout TextPage
    ) {
        var label = [
            TextPage.Piece(String(repeating: " ", count: Self.gap)),
            TextPage.Piece(TextWrapping.padded(id, to: Self.identifierWidth), ink),
        ]
        for (severity, width) in zip(severities, Self.severityWidths) {
            label.append(TextPage.Piece(TextWrapping.padded(severity.text, to: width), severity.ink))
        }
        let margin = Self.gap + Self.identifierWidth + Self.severityWidths.reduce(0, +) + Self.gap
        page.paragraph(title, ink, label: label, margin: margin)
    }
}

/// What the reports on rules have in common.
enum RuleWords {
    static func piece(_ severity: Severity) -> TextPage.Piece {
        switch severity {
        case .blocker: TextPage.Piece("blocker", .bad)
        case .warning: TextPage.Piece("warning", .caution)
        case .information: TextPage.Piece("note")
        }
    }

    /// `blocker`, or where baselines differ `warning (current), blocker (2021-09, seed-2021)`.
    static func severities(of rule: Rule) -> String {
        var order: [Severity] = []
        for baseline in Baseline.allCases {
            let severity = rule.severity(under: baseline)
            if !order.contains(severity) { order.append(severity) }
        }
        guard order.count > 1 else { return order.map { piece($0).text }.joined() }
        return order.map { severity in
            let names = Baseline.allCases.filter { rule.severity(under: $0) == severity }.map(\.rawValue)
            return "\(piece(severity).text) (\(names.joined(separator: ", ")))"
        }.joined(separator: ", ")
    }

    static func undo(_ undo: Remedy.Undo) -> String {
        switch undo {
        case .command(let command): command
        case .steps(let steps): steps
        case .restore(let saved): "put the saved DACL back on " + saved.map(\.object).joined(separator: ", ")
        case .irreversible: "IRREVERSIBLE"
        case .notNeeded: "nothing to undo"
        }
    }
}
