/// What it means for writeback when a rule is not met.
public enum Severity: String, Sendable, Codable, Hashable, CaseIterable, Comparable {
    /// Worth knowing; never counts towards a verdict.
    case information
    /// Writeback can be enabled, and something will work less well, or later.
    case warning
    /// Writeback cannot be enabled, or will not work.
    case blocker

    private var rank: Int {
        switch self {
        case .information: 0
        case .warning: 1
        case .blocker: 2
        }
    }

    public static func < (left: Self, right: Self) -> Bool { left.rank < right.rank }
}
