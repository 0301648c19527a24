/// What a file of evidence is: the option that gives it, and how it is made.
public enum EvidenceKind: String, Sendable, Hashable, Codable, CaseIterable {
    case connectExport
    case runHistory
    case securityPolicy
    case graph
    case egress

    /// The option of `check` that takes it.
    public var option: String {
        switch self {
        case .connectExport: "--connect-export"
        case .runHistory: "--run-history"
        case .securityPolicy: "--secedit"
        case .graph: "--graph"
        case .egress: "--egress"
        }
    }
}
