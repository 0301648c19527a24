import FoundationEssentials

/// Waivers laid upon the findings that they are for. They never change an outcome.
struct GrantedWaivers: Sendable {
    private let waivers: [WaiverStatement]
    private let asOf: Date
    /// The places in the list that waived something.
    private(set) var used: Set<Int> = []

    init(_ waivers: [WaiverStatement], asOf: Date) {
        self.waivers = waivers
        self.asOf = asOf
    }

    mutating func waive(_ finding: Finding) -> Finding {
        guard finding.outcome == .notMet || finding.outcome == .undecided, finding.severity > .information else {
            return finding
        }
        let fitting = waivers.enumerated().filter { _, one in
            one.rule == finding.rule && asOf <= one.waiver.expires && finding.subject.answers(to: one.subject)
        }
        for (index, _) in fitting { used.insert(index) }
        var waived = finding
        // The one that holds longest.
        waived.waiver = fitting.map(\.element.waiver).max { $0.expires < $1.expires }
        return waived
    }
}
