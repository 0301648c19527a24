import FoundationEssentials
package import Inspection

/// What `doctor` prints for a person: whether the connection stands, the one thing to do first, then every stage of the way.
package struct DiagnosisTextReport: Sendable {
    private static let margin = 11
    private static let meaningMargin = 30
    /// Of so many things seen in a stage, unless everything is asked for: where nothing is to be done, and where something is.
    private static let shownAtMost = (calm: 8, troubled: 20)

    private let layout: TextLayout

    package init(layout: TextLayout) {
        self.layout = layout
    }

    package func render(_ diagnosis: ConnectionDiagnosis) -> String {
        var page = TextPage(layout)
        headline(diagnosis, to: &page)
        page.heading("STAGES", "of \(diagnosis.way) from \(diagnosis.host) to \(diagnosis.target)")
        page.blank()
        var rest = diagnosis.stages[...]
        while let stage = rest.popFirst() {
            guard stage.state == .notReached else {
                write(stage, to: &page)
                continue
            }
            // Stages that one failure left untried are one line.
            let untried = rest.prefix { $0.state == .notReached && $0.meaning == stage.meaning }
            rest = rest.dropFirst(untried.count)
            let titles = ([stage] + untried).map(\.id.title).joined(separator: ", ")
            page.paragraph(titles, .faint, label: [stage.label], margin: Self.margin)
            page.paragraph(stage.meaning, .faint, margin: Self.margin)
        }
        page.blank()
        page.paragraph(footer(diagnosis))
        return page.text
    }

    private func headline(_ diagnosis: ConnectionDiagnosis, to page: inout TextPage) {
        let failed = diagnosis.stages.filter { $0.state == .failed }
        guard let first = failed.first else {
            let advice = diagnosis.stages.count { $0.advice != nil }
            let isConnected = diagnosis.principal != nil
            page.paragraph(
                isConnected ? "CONNECTED TO \(diagnosis.server ?? diagnosis.target)" : "NOT CONNECTED: broken off",
                isConnected ? (advice == 0 ? .good : .caution) : .bad)
            let bits = diagnosis.securityStrengthFactor.map { ", protected with \($0) bits" } ?? ""
            if let principal = diagnosis.principal { page.paragraph("as \(principal)\(bits)") }
            if advice > 0 { page.paragraph("\(Words.count(advice, "stage")) with an advice, below") }
            return
        }
        let others = failed.count == 1 ? "" : ", and \(Words.count(failed.count - 1, "more stage")) below"
        let verb = diagnosis.principal == nil ? "NOT CONNECTED" : "CONNECTED, BUT"
        page.paragraph("\(verb): \(first.id.title) failed\(others)", .bad)
        page.paragraph(first.meaning)
        if let advice = first.advice { row("Do", advice, .strong, to: &page) }
    }

    private func write(_ stage: ConnectionStage, to page: inout TextPage) {
        let state = TextPage.Piece(TextWrapping.padded(stage.label.text, to: Self.margin), stage.label.ink)
        let isCalm = stage.state == .notApplicable || (stage.state == .passed && stage.advice == nil)
        page.paragraph(
            stage.meaning, stage.state == .notApplicable ? .faint : .plain,
            label: [state, TextPage.Piece(stage.id.title, .strong)], margin: Self.meaningMargin)
        let limit = isCalm ? Self.shownAtMost.calm : Self.shownAtMost.troubled
        let shown = layout.verbose ? stage.seen[...] : stage.seen.prefix(limit)
        for (index, sighting) in shown.enumerated() {
            row(index == 0 ? "Seen" : "", Self.words(sighting), isCalm ? .faint : .plain, to: &page)
        }
        if shown.count < stage.seen.count {
            row("", "+ \(stage.seen.count - shown.count) more (-v lists them)", .faint, to: &page)
        }
        if let advice = stage.advice { row("Do", advice, .strong, to: &page) }
    }

    private static func words(_ sighting: ConnectionStage.Sighting) -> String {
        let time = sighting.milliseconds.map { ", \(Words.milliseconds($0))" } ?? ""
        return "\(sighting.subject): \(sighting.value)\(time)"
    }

    private func footer(_ diagnosis: ConnectionDiagnosis) -> String {
        let took = Words.decimal(max(0, diagnosis.finishedAt.timeIntervalSince(diagnosis.startedAt)))
        return "Took \(took) s · exit code \(diagnosis.exitCode) (0 all passed, 1 passed with advice, 4 a stage failed)"
    }

    private func row(_ label: String, _ text: String, _ ink: TextStyle.Ink = .plain, to page: inout TextPage) {
        page.paragraph(
            text, ink, label: label.isEmpty ? [] : [TextPage.Piece("  " + label, .faint)], margin: Self.margin)
    }
}
