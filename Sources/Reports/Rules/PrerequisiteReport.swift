import Writeback

/// What `rules --prerequisites` prints: everything that is documented as a condition of password writeback, and what judges it.
package struct PrerequisiteReport: Sendable {
    package init() {}

    package func text(layout: TextLayout) -> String {
        var page = TextPage(layout)
        let without = Prerequisites.all.count { $0.rules.isEmpty }
        page.paragraph(
            "\(Words.count(Prerequisites.all.count, "documented prerequisite")), \(without) of them without a rule",
            .strong)
        for part in Prerequisites.parts {
            page.heading(part.title.uppercased())
            for item in part.items { write(item, to: &page) }
        }
        page.heading("BEYOND THE DOCUMENTS", "rules that no document asks for")
        for entry in Prerequisites.beyondTheDocuments {
            page.paragraph(entry.reason, label: [TextPage.Piece("  \(entry.rule)")], margin: 15)
        }
        return page.text
    }

    private func write(_ item: Prerequisite, to page: inout TextPage) {
        page.paragraph(item.words, label: [TextPage.Piece("  \(item.id)", .strong)], margin: 7)
        if !item.rules.isEmpty {
            page.paragraph(item.rules.map(\.rawValue).joined(separator: ", "), .good, margin: 9)
        }
        if let reason = item.reason {
            page.paragraph(item.rules.isEmpty ? "no rule: \(reason)" : reason, .caution, margin: 9)
        }
    }

    /// `docs/prerequisites.schema.json` says what a text must look like.
    package var json: String {
        JSONValue.object([
            "prerequisites": .array(
                Prerequisites.all.map { item in
                    .object([
                        "id": .string(item.id), "words": .string(item.words),
                        "rules": .strings(item.rules.map(\.rawValue)), "reason": .optional(item.reason),
                    ])
                }),
            "beyondTheDocuments": .array(
                Prerequisites.beyondTheDocuments.map {
                    .object(["rule": .string($0.rule.rawValue), "reason": .string($0.reason)])
                }),
        ]).text
    }
}
