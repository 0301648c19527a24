import Writeback

/// Findings of one rule that are alike in everything but their subject: what to do is said once.
struct FindingGroup {
    private(set) var findings: [Finding]

    var first: Finding { findings[0] }

    /// Neighbours in a sorted list, taken together.
    ///
    /// - Parameter verbose: Whether what to do is told of each container: there may be hundreds, each with commands of its own.
    static func neighbours(in sorted: [Finding], verbose: Bool = false) -> [Self] {
        var groups: [Self] = []
        for finding in sorted {
            if let last = groups.last, last.takes(finding, verbose: verbose) {
                groups[groups.count - 1].findings.append(finding)
            } else {
                groups.append(Self(findings: [finding]))
            }
        }
        return groups
    }

    /// Whether what to do is told of the first alone.
    var hasOtherRemedies: Bool { findings.contains { $0.remedy != first.remedy } }

    private func takes(_ finding: Finding, verbose: Bool) -> Bool {
        finding.rule == first.rule && finding.outcome == first.outcome && finding.severity == first.severity
            && (finding.remedy == first.remedy || !verbose && isOfContainers(finding))
            && finding.references == first.references
            && finding.waiver == first.waiver
    }

    private func isOfContainers(_ finding: Finding) -> Bool {
        finding.subject.kind == .container && first.subject.kind == .container
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
