/// What a set of findings amounts to.
public enum Verdict: String, Sendable, Codable, Hashable, CaseIterable {
    case ready
    case readyWithWarnings
    case notReady
    case undecided

    /// The first that fits: a blocker not met and not waived; a blocker undecided; a warning not met or undecided, or anything that
    /// counts and is waived; else ready. Information never counts, and nothing at all is undecided.
    public init(over findings: some Sequence<Finding>) {
        var isEmpty = true
        var blocked = false
        var open = false
        var warned = false
        for finding in findings {
            isEmpty = false
            let stands = finding.outcome == .notMet || finding.outcome == .undecided
            guard stands, finding.severity > .information else { continue }
            switch (finding.severity, finding.outcome) {
            case (.blocker, .undecided): open = true
            case (.blocker, _) where finding.waiver == nil: blocked = true
            default: warned = true
            }
        }
        self =
            if isEmpty { .undecided } else if blocked { .notReady } else if open { .undecided } else if warned {
                .readyWithWarnings
            } else { .ready }
    }
}

/// The verdicts of a report.
public struct Verdicts: Sendable, Hashable, Codable {
    /// Over the planes that were asked for: the one that a caller acts on.
    public var asked: Verdict
    /// Over all four planes; what was not judged counts as undecided.
    public var overall: Verdict
    /// By plane, those not asked left out: they are not judged.
    public var planes: [Plane: Verdict]
    /// By the DNS name of the domain, each over what was found on it and on its forest.
    public var domains: [String: Verdict]

    public init(asked: Verdict, overall: Verdict, planes: [Plane: Verdict], domains: [String: Verdict]) {
        self.asked = asked
        self.overall = overall
        self.planes = planes
        self.domains = domains
    }
}
