import Writeback

/// Findings of one rule that are alike in everything but their subject: what to do is said once.
struct FindingGroup {
    private(set) var findings: [Finding]

    var first: Finding { findings[0] }

    /// Neighbours in a sorted list, taken together.
    static func neighbours(in sorted: [Finding]) -> [Self] {
        var groups: [Self] = []
        for finding in sorted {
            if let last = groups.last, last.takes(finding) {
                groups[groups.count - 1].findings.append(finding)
            } else {
                groups.append(Self(findings: [finding]))
            }
        }
        return groups
    }

    private func takes(_ finding: Finding) -> Bool {
        finding.rule == first.rule && finding.outcome == first.outcome && finding.severity == first.severity
            && finding.remedy == first.remedy && finding.references == first.references
            && finding.waiver == first.waiver
    }

    var label: TextPage.Piece {
        switch (first.outcome, first.severity) {
        case (.met, _): TextPage.Piece("MET", .good)
        case (.notApplicable, _): TextPage.Piece("N/A", .faint)
        case (_, .information): TextPage.Piece("NOTE", .strong)
        case (.undecided, _): TextPage.Piece("UNDECIDED", .caution)
        case (.notMet, .warning): TextPage.Piece("WARNING", .caution)
        case (.notMet, .blocker): TextPage.Piece("BLOCKER", .bad)
        }
    }
}
