import Writeback

/// The findings, worst first: each with what it rests on, what to do, how to undo that, and where it is written.
struct FindingSection {
    private static let margin = 11
    private static let titleMargin = 24

    private let groups: [FindingGroup]
    private let rules: [RuleIdentifier: Rule]

    init(_ findings: [Finding], verbose: Bool) {
        groups = FindingGroup.neighbours(in: findings, verbose: verbose)
        rules = Dictionary(Catalogue.rules.map { ($0.id, $0) }) { first, _ in first }
    }

    func write(to page: inout TextPage) {
        let open = groups.filter { $0.first.outcome == .notMet || $0.first.outcome == .undecided }
        let notes = open.filter { $0.first.severity == .information }
        let counting = open.filter { $0.first.severity > .information }
        page.heading("FINDINGS", counting.isEmpty ? "nothing stands against writeback" : "")
        var endnotes = Endnotes()
        for group in counting { write(group, &endnotes, to: &page) }
        for group in notes { write(note: group, &endnotes, to: &page) }
        page.blank()
        settled(.met, "MET", .good, to: &page)
        settled(.notApplicable, "N/A", .faint, to: &page)
        list(endnotes.references, to: &page)
        list(endnotes.descriptors, to: &page)
    }

    // MARK: - One group

    private func write(_ group: FindingGroup, _ notes: inout Endnotes, to page: inout TextPage) {
        page.blank()
        let verbose = page.layout.verbose
        let shown = verbose ? group.findings[...] : group.findings.prefix(group.first.severity == .blocker ? 10 : 5)
        // Titles name the fact; where many are alike, the facts behind each would only bury them.
        let showsFacts = verbose || group.findings.count <= 3 || group.first.severity == .blocker
        for finding in shown {
            title(finding, group.label, to: &page)
            if showsFacts { facts(finding, to: &page) }
        }
        if shown.count < group.findings.count {
            page.paragraph("+ \(group.findings.count - shown.count) more (-v lists them)", margin: Self.titleMargin)
        }
        if group.first.outcome == .undecided {
            row("May be", group.first.severity == .blocker ? "a blocker" : "a warning", to: &page)
            whatDecides(group.first, to: &page)
        }
        if let waiver = group.first.waiver {
            row(
                "Waived", "\(waiver.reason) (\(waiver.owner), until \(UTCTime.day(waiver.expires)))", .strong, to: &page
            )
        }
        // While it is not known whether anything is wrong, what decides it comes first, and is enough.
        if group.first.outcome == .undecided, !verbose { return }
        advice(group.first, isFirstOfSeveral: group.hasOtherRemedies, &notes, to: &page)
        sources(group.first, &notes, to: &page)
    }

    private func write(note group: FindingGroup, _ notes: inout Endnotes, to page: inout TextPage) {
        if page.layout.verbose { return write(group, &notes, to: &page) }
        if group.first.rule == groups.first(where: { $0.first.severity == .information })?.first.rule { page.blank() }
        for finding in group.findings.prefix(3) { title(finding, group.label, to: &page) }
        if group.findings.count > 3 {
            page.paragraph("+ \(group.findings.count - 3) more (-v lists them)", margin: Self.titleMargin)
        }
    }

    private func title(_ finding: Finding, _ label: TextPage.Piece, to page: inout TextPage) {
        let name = TextPage.Piece(TextWrapping.padded(label.text, to: Self.margin), label.ink)
        let rule = TextPage.Piece(finding.rule.rawValue, .faint)
        page.paragraph(
            finding.title, finding.severity > .information ? .strong : .plain, label: [name, rule],
            margin: Self.titleMargin)
    }

    private func facts(_ finding: Finding, to page: inout TextPage) {
        let lines = FactText.lines(finding.because, verbose: page.layout.verbose)
        let shown = page.layout.verbose ? lines[...] : lines.prefix(8)
        for (index, line) in shown.enumerated() { row(index == 0 ? "Because" : "", line, to: &page) }
        if shown.count < lines.count { row("", "+ \(lines.count - shown.count) more (-v lists them)", to: &page) }
    }

    private func advice(
        _ finding: Finding, isFirstOfSeveral: Bool, _ notes: inout Endnotes, to page: inout TextPage
    ) {
        guard let remedy = finding.remedy else { return }
        if isFirstOfSeveral { row("For", "\(finding.subject.name) (-v and the JSON tell it of each)", to: &page) }
        for (index, step) in remedy.steps.enumerated() {
            let number = remedy.steps.count > 1 ? "\(index + 1). " : ""
            row(index == 0 ? "Do" : "", number + step, to: &page)
        }
        if let command = remedy.command { whole("Run", command, to: &page) }
        for alternative in remedy.alternatives {
            row("Or run", "with \(alternative.tool):", to: &page)
            whole("", alternative.text, to: &page)
        }
        switch remedy.undo {
        case .command(let command): whole("Undo", command, to: &page)
        case .steps(let steps): row("Undo", steps, to: &page)
        case .restore(let descriptors): restore(descriptors, &notes, to: &page)
        case .irreversible: row("Undo", "IRREVERSIBLE", .strong, to: &page)
        case .notNeeded: row("Undo", "nothing to undo", to: &page)
        }
        for alternative in remedy.alternatives {
            guard let undo = alternative.undo else { continue }
            row("Or undo", "with \(alternative.tool):", to: &page)
            whole("", undo, to: &page)
        }
    }

    private func restore(
        _ descriptors: [Remedy.SavedDescriptor], _ notes: inout Endnotes, to page: inout TextPage
    ) {
        for (index, saved) in descriptors.enumerated() {
            // A domain root's is thousands of characters long: once is enough.
            let number = notes.number(of: saved)
            row(
                index == 0 ? "Undo" : "",
                "put the saved DACL of \(saved.object) back: see SAVED DESCRIPTORS [\(number)]",
                to: &page)
        }
    }

    // MARK: - What would decide

    private func whatDecides(_ finding: Finding, to page: inout TextPage) {
        guard let rule = rules[finding.rule] else { return }
        if let decider = rule.decidedBy {
            whole("Decides", decider.command, to: &page)
            row("Where", decider.place, to: &page)
            return
        }
        if let list = finding.because.first, list.statement == "list" {
            row("Decides", "the whole list, from \(list.source)", to: &page)
            row("Who", "an account that may read all of it, in a run that is not broken off", to: &page)
            return
        }
        let decision = rule.decision
        let isController = finding.subject.kind == .domainController
        let answering = isController ? "\(finding.subject.name) answers" : "the domain controllers answer"
        let base = named(decision.base, finding.subject)
        if decision.scope == "-" {
            row("Decides", base, to: &page)
            row("Who", "whoever stands where the sync server stands (--vantage connect says that you do)", to: &page)
        } else {
            let attributes = decision.attributes.filter { $0 != "rootDSE" }.joined(separator: ", ")
            row("Decides", attributes.isEmpty ? base : "\(attributes) of \(base)", to: &page)
            row("Who", "an account that may read it, on a host that \(answering)", to: &page)
        }
    }

    private func named(_ base: String, _ subject: Subject) -> String {
        let isController = subject.kind == .domainController
        if base.isEmpty || base == "(rootDSE)" { return isController ? "rootDSE of \(subject.name)" : "rootDSE" }
        let names = [
            ("CN=NTDS Settings,<server>", "the NTDS Settings object of \(subject.name)"),
            ("<domain>", subject.domain ?? subject.name), ("<configuration>", "configuration"),
        ]
        return names.reduce(base) { text, name in
            text.split(separator: name.0, omittingEmptySubsequences: false).joined(separator: name.1)
        }
    }

    // MARK: - References

    private func sources(_ finding: Finding, _ notes: inout Endnotes, to page: inout TextPage) {
        var numbers: [String] = []
        for reference in finding.references {
            numbers.append("[\(notes.number(of: reference))]")
        }
        if !numbers.isEmpty { row("Ref", numbers.joined(separator: " "), to: &page) }
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

    private func list(_ descriptors: [Remedy.SavedDescriptor], to page: inout TextPage) {
        guard !descriptors.isEmpty else { return }
        page.heading("SAVED DESCRIPTORS", "DACLs as they were read; any of the commands puts one back")
        for (index, saved) in descriptors.enumerated() {
            page.blank()
            page.paragraph(saved.object, label: [TextPage.Piece("  [\(index + 1)]", .faint)], margin: 7)
            page.whole(saved.sddl, margin: 7)
            for command in saved.commands {
                page.paragraph("with \(command.tool):", .faint, label: [TextPage.Piece("      ")], margin: 7)
                page.whole(command.text, label: [TextPage.Piece("      ")], margin: 7)
            }
        }
    }

    // MARK: - What is settled

    private func settled(_ outcome: Outcome, _ word: String, _ ink: TextStyle.Ink, to page: inout TextPage) {
        let some = groups.filter { $0.first.outcome == outcome }
        guard !some.isEmpty else { return }
        if page.layout.verbose {
            for group in some { for finding in group.findings { title(finding, group.label, to: &page) } }
            return
        }
        let count = some.reduce(0) { $0 + $1.findings.count }
        let words =
            outcome == .met ? "\(Words.count(count, "check")) met" : "\(Words.count(count, "check")) that do not apply"
        page.paragraph("\(words) (-v lists them)", label: [TextPage.Piece(word, ink)], margin: Self.margin)
    }

    private func row(_ label: String, _ text: String, _ ink: TextStyle.Ink = .plain, to page: inout TextPage) {
        page.paragraph(
            text, ink, label: label.isEmpty ? [] : [TextPage.Piece("  " + label, .faint)], margin: Self.margin)
    }

    private func whole(_ label: String, _ text: String, to page: inout TextPage) {
        page.whole(text, label: [TextPage.Piece("  " + label, .faint)], margin: Self.margin)
    }
}

/// What findings refer to and is listed once, below them all.
private struct Endnotes {
    private(set) var references: [Reference] = []
    private(set) var descriptors: [Remedy.SavedDescriptor] = []

    mutating func number(of reference: Reference) -> Int { Self.number(of: reference, in: &references) }
    mutating func number(of descriptor: Remedy.SavedDescriptor) -> Int { Self.number(of: descriptor, in: &descriptors) }

    private static func number<Note: Equatable>(of note: Note, in notes: inout [Note]) -> Int {
        if let index = notes.firstIndex(of: note) { return index + 1 }
        notes.append(note)
        return notes.count
    }
}
