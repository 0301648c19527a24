/// What a rule found for one subject.
public enum Outcome: String, Sendable, Codable, Hashable {
    case met
    case notMet
    case undecided
    case notApplicable
}
