import Writeback

/// What was not judged: every question of the planes that were not asked for, and the command that decides it.
struct OpenQuestionSection {
    private static let margin = 25

    let questions: [ReadinessReport.OpenQuestion]

    func write(to page: inout TextPage) {
        guard !questions.isEmpty else { return }
        page.heading(
            "NOT JUDGED", "\(Words.count(questions.count, "question")) that no directory answers; none counts as met")
        for plane in Plane.allCases {
            let ofPlane = questions.filter { $0.plane == plane }
            for place in places(ofPlane) {
                page.blank()
                page.paragraph(
                    "on or at: \(place)", .faint, label: [TextPage.Piece("  " + plane.rawValue, .strong)], margin: 13)
                let here = ofPlane.filter { $0.decidedBy.place == place }
                // One file decides many questions: its command stands once, below all of them.
                for command in commands(here) {
                    for question in here where question.decidedBy.command == command { write(question, to: &page) }
                    page.whole(command, .faint, label: [], margin: Self.margin)
                }
            }
        }
    }

    private func places(_ questions: [ReadinessReport.OpenQuestion]) -> [String] {
        var seen: Set<String> = []
        return questions.map(\.decidedBy.place).filter { seen.insert($0).inserted }
    }

    private func commands(_ questions: [ReadinessReport.OpenQuestion]) -> [String] {
        var seen: Set<String> = []
        return questions.map(\.decidedBy.command).filter { seen.insert($0).inserted }
    }

    private func write(_ question: ReadinessReport.OpenQuestion, to page: inout TextPage) {
        let severity = question.severity == .information ? "note" : question.severity.rawValue
        let label = TextWrapping.padded("  " + question.rule.rawValue, to: 14)
        page.paragraph(
            question.title, label: [TextPage.Piece(label), TextPage.Piece(severity)], margin: Self.margin)
    }
}
