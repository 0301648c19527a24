import Writeback

/// What stands in the way, worst first: each with what it rests on and what to do.
struct UserObstacleSection {
    private static let margin = 11
    private static let mostFacts = 8

    private let obstacles: [UserObstacle]

    init(_ report: UserReport) {
        obstacles = report.allObstacles
    }

    func write(to page: inout TextPage) {
        let counting = obstacles.filter { $0.severity > .information }
        page.heading("WHY", counting.isEmpty ? "nothing stands in the way" : "")
        var references: [Reference] = []
        for obstacle in obstacles { write(obstacle, &references, to: &page) }
        list(references, to: &page)
    }

    private func write(_ obstacle: UserObstacle, _ references: inout [Reference], to page: inout TextPage) {
        page.blank()
        page.paragraph(
            obstacle.title, obstacle.severity > .information ? .strong : .plain,
            label: [Self.label(obstacle)], margin: Self.margin)
        row("Concerns", Self.concerned(obstacle), to: &page)
        let lines = FactText.lines(obstacle.facts, verbose: page.layout.verbose)
        for (index, line) in lines.prefix(page.layout.verbose ? lines.count : Self.mostFacts).enumerated() {
            row(index == 0 ? "Because" : "", line, to: &page)
        }
        if let remedy = obstacle.remedy { write(remedy, to: &page) }
        var numbers: [String] = []
        for reference in obstacle.references {
            if !references.contains(reference) { references.append(reference) }
            numbers.append("[\((references.firstIndex(of: reference) ?? 0) + 1)]")
        }
        if !numbers.isEmpty { row("Ref", numbers.joined(separator: " "), to: &page) }
    }

    private func write(_ remedy: Remedy, to page: inout TextPage) {
        for (index, step) in remedy.steps.enumerated() {
            row(index == 0 ? "Do" : "", (remedy.steps.count > 1 ? "\(index + 1). " : "") + step, to: &page)
        }
        if let command = remedy.command { whole("Run", command, to: &page) }
        switch remedy.undo {
        case .command(let command): whole("Undo", command, to: &page)
        case .steps(let steps): row("Undo", steps, to: &page)
        case .restore(let descriptors):
            for saved in descriptors {
                row("Undo", "put the saved DACL of \(saved.object) back:", to: &page)
                for command in saved.commands { whole("", command.text, to: &page) }
            }
        case .irreversible: row("Undo", "IRREVERSIBLE", to: &page)
        case .notNeeded: break
        }
    }

    private func list(_ references: [Reference], to page: inout TextPage) {
        guard !references.isEmpty else { return }
        page.heading("REFERENCES")
        for (index, reference) in references.enumerated() {
            let weight =
                reference.grade == .source ? "" : " (\(reference.grade.rawValue), not written anywhere that was read)"
            page.paragraph(
                "\(reference.title), \(reference.date)\(weight)", label: [TextPage.Piece("  [\(index + 1)]", .faint)],
                margin: 7)
            if let url = reference.url { page.whole(url, .faint, margin: 7) }
        }
    }

    /// The operations, each with what the obstacle means for it where that differs.
    private static func concerned(_ obstacle: UserObstacle) -> String {
        let all = WritebackOperation.allCases.compactMap { operation in
            obstacle.severity(for: operation).map { (operation, $0) }
        }
        if all.count == WritebackOperation.allCases.count, Set(all.map(\.1)).count == 1 { return "everything" }
        return all.map { operation, severity in
            severity == obstacle.severity ? operation.name : "\(operation.name) (\(severity.rawValue))"
        }.joined(separator: ", ")
    }

    private static func label(_ obstacle: UserObstacle) -> TextPage.Piece {
        switch (obstacle.outcome, obstacle.weight) {
        case (_, .information): TextPage.Piece("NOTE", .faint)
        case (.undecided, _): TextPage.Piece("UNDECIDED", .caution)
        case (_, .warning): TextPage.Piece("WARNING", .caution)
        case (_, .blocker): TextPage.Piece("BLOCKER", .bad)
        }
    }

    private func row(_ label: String, _ text: String, to page: inout TextPage) {
        page.paragraph(text, label: label.isEmpty ? [] : [TextPage.Piece("  " + label, .faint)], margin: Self.margin)
    }

    private func whole(_ label: String, _ text: String, to page: inout TextPage) {
        page.whole(text, label: [TextPage.Piece("  " + label, .faint)], margin: Self.margin)
    }
}
