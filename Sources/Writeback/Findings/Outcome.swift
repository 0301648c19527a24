/// What a rule found for one subject.
public enum Outcome: String, Sendable, Codable, Hashable, CaseIterable {
    /// The prerequisite holds, and it was seen to hold.
    case met
    /// The prerequisite does not hold, and it was seen not to.
    case notMet
    /// What was seen does not settle it.
    case undecided
    /// The rule does not concern this subject.
    case notApplicable
}
