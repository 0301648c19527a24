import Inspection
import Writeback

/// What the judgement rests on beside the directory: the files that were given, and the answers of people that decided something.
struct EvidenceSection {
    private let files: [EvidenceFile]
    private let attested: [Finding]

    init(_ report: ReadinessReport) {
        files = report.evidence
        attested = report.findings.filter { !$0.attestations.isEmpty }.sorted { $0.rule < $1.rule }
    }

    /// The row of the header. What was set aside stands here too: it is why something is undecided.
    func summarize(to page: inout TextPage) {
        guard !files.isEmpty else { return }
        let aside = files.filter { $0.setAside != nil }
        let used = files.count - aside.count
        CollectionHeader.row("Evidence", "\(Words.count(used, "file")) used, listed under EVIDENCE", to: &page)
        for file in aside {
            CollectionHeader.row("NOT USED", "\(file.name): \(file.setAside ?? "")", .caution, to: &page)
        }
    }

    func write(to page: inout TextPage) {
        if !files.isEmpty {
            page.heading("EVIDENCE", "files that were given, and when each was made")
            TextTable(
                columns: [.init("File"), .init("Given with", leavesAt: 1), .init("Date"), .init("", minimum: 8)],
                rows: files.map(Self.row)
            ).write(to: &page)
        }
        guard !attested.isEmpty else { return }
        page.heading("ATTESTED", "what nothing decides but somebody's word")
        for finding in attested {
            page.paragraph(finding.title, label: [TextPage.Piece("  \(finding.rule)")], margin: 15)
            for fact in finding.attestations {
                let date = fact.at.map { ", on \(UTCTime.day($0))" } ?? ""
                page.paragraph("\(fact.value)\(date) (\(fact.source))", .faint, margin: 15)
            }
        }
    }

    private static func row(_ file: EvidenceFile) -> TextTable.Row {
        TextTable.Row(
            [
                TextPage.Piece(file.name), TextPage.Piece(file.kind.option),
                TextPage.Piece(file.madeAt.known.map(UTCTime.day) ?? "undated"),
                file.setAside == nil ? TextPage.Piece("used", .good) : TextPage.Piece("NOT USED", .caution),
            ], detail: file.setAside)
    }
}
