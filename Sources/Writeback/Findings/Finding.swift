/// What one rule found for one subject.
public struct Finding: Sendable, Hashable, Codable {
    public var rule: RuleIdentifier
    public var ruleVersion: Int
    public var plane: Plane
    public var subject: Subject
    public var outcome: Outcome
    /// What it means when the rule is not met; an undecided finding carries the highest that the rule could have given.
    public var severity: Severity
    /// One line that names the subject and the fact.
    public var title: String
    public var because: [Fact]
    /// What to do; nil where nothing is to be done.
    public var remedy: Remedy?
    public var references: [Reference]
    public var waiver: Waiver?
    /// The same for the same rule and subject in every run: sixteen hexadecimal digits.
    public var fingerprint: String

    public init(
        rule: RuleIdentifier, ruleVersion: Int, plane: Plane, subject: Subject, outcome: Outcome, severity: Severity,
        title: String, because: [Fact], remedy: Remedy?, references: [Reference], waiver: Waiver? = nil
    ) {
        self.rule = rule
        self.ruleVersion = ruleVersion
        self.plane = plane
        self.subject = subject
        self.outcome = outcome
        self.severity = severity
        self.title = title
        self.because = because
        self.remedy = remedy
        self.references = references
        self.waiver = waiver
        fingerprint = Fingerprint(rule: rule, subject: subject).text
    }
}

extension Finding {
    /// The order of a report: what stops writeback first, then what might, down to what does not apply.
    public static func worstFirst(_ left: Self, _ right: Self) -> Bool {
        left.sortKey.lexicographicallyPrecedes(right.sortKey)
    }

    private var sortKey: [String] {
        [
            String(rank), rule.rawValue, subject.domain ?? "", subject.name.lowercased(), subject.kind.rawValue,
            subject.id ?? "", fingerprint, title,
        ]
    }

    private var rank: Int {
        switch (outcome, severity) {
        case (.notMet, .blocker): 0
        case (.undecided, .blocker): 1
        case (.notMet, .warning): 2
        case (.undecided, .warning): 3
        case (.notMet, .information): 4
        case (.undecided, .information): 5
        case (.met, _): 6
        case (.notApplicable, _): 7
        }
    }
}
