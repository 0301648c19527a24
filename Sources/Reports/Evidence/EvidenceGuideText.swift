package import Writeback

/// What `evidence` prints for a person: place by place, what to run there, and the command line that takes all of it.
package struct EvidenceGuideText: Sendable {
    private let layout: TextLayout

    package init(layout: TextLayout) {
        self.layout = layout
    }

    package func render(_ guide: EvidenceGuide) -> String {
        var page = TextPage(layout)
        page.paragraph("How to make the evidence files that `adinspect check` takes", .strong)
        page.paragraph(
            "Every file may be left out: what it decides is then undecided. None may be older than --max-evidence-age "
                + "(30 days). Bring all of them, unchanged, to the host that runs adinspect.")
        for (index, place) in guide.places.enumerated() { write(place, index + 1, to: &page) }
        questions(guide, guide.places.count + 1, to: &page)
        page.heading("\(guide.places.count + 2)  THEN", "where adinspect runs")
        lines(Self.wrapped(guide.check, width: layout.width - 4), to: &page)
        return page.text
    }

    private func write(_ place: EvidenceGuide.Place, _ number: Int, to page: inout TextPage) {
        page.heading("\(number)  \(place.name.uppercased())")
        page.paragraph(place.how, margin: 3)
        for commands in place.preparation {
            if place.preparation.count > 1 { tool(commands.tool, to: &page) }
            lines(commands.lines, to: &page)
        }
        for file in place.files {
            page.blank()
            page.paragraph(
                file.holds,
                label: [TextPage.Piece("  \(file.name)", .strong), TextPage.Piece("  \(file.option)", .faint)],
                margin: 3 + file.name.count + file.option.count + 3)
            let decides = file.decides.map(\.rawValue).joined(separator: ", ")
            if !decides.isEmpty { page.paragraph("decides \(decides)", .good, margin: 4) }
            for commands in file.commands {
                if file.commands.count > 1 { tool(commands.tool, to: &page) }
                lines(commands.lines, to: &page)
            }
            if let note = file.note { page.paragraph(note, margin: 4) }
        }
    }

    private func tool(_ name: String, to page: inout TextPage) { page.paragraph("\(name):", .faint, margin: 4) }

    private func lines(_ lines: [String], to page: inout TextPage) {
        for line in lines { page.whole(line, label: [TextPage.Piece("   ")], margin: 4) }
    }

    private func questions(_ guide: EvidenceGuide, _ number: Int, to page: inout TextPage) {
        guard !guide.questions.isEmpty else { return }
        page.heading("\(number)  WHAT A PERSON ANSWERS", "where no file decides it")
        for question in guide.questions {
            page.blank()
            page.paragraph(question.title, label: [TextPage.Piece("  \(question.rule)", .strong)], margin: 15)
            page.paragraph("at or on: \(question.place)", .faint, margin: 15)
            page.whole(question.command, label: [TextPage.Piece(String(repeating: " ", count: 14))], margin: 15)
        }
        page.blank()
        page.paragraph("Write the answers into attest.yaml, and take out what nobody answered:", margin: 2)
        lines(guide.attestations, to: &page)
    }

    /// Words of a command, broken between options as a POSIX shell reads on.
    private static func wrapped(_ words: [String], width: Int) -> [String] {
        var lines: [String] = []
        var line = ""
        for (index, word) in words.enumerated() {
            let isOption = word.hasPrefix("--")
            // An option stays with its value.
            let unit = isOption && index + 1 < words.count ? "\(word) \(words[index + 1])" : word
            if !isOption, index > 0, words[index - 1].hasPrefix("--") { continue }
            if line.isEmpty {
                line = unit
            } else if DisplayWidth.of(line) + 1 + DisplayWidth.of(unit) + 2 <= width {
                line += " " + unit
            } else {
                lines.append(line + " \\")
                line = "  " + unit
            }
        }
        return lines + [line]
    }
}
