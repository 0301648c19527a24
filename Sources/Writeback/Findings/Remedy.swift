/// How to bring about what a rule asks for.
public struct Remedy: Sendable, Hashable, Codable {
    /// Whether and how the change is taken back.
    public enum Undo: Sendable, Hashable, Codable {
        case command(String)
        /// In words, where no single command does it.
        case steps(String)
        case irreversible
        /// Nothing is changed by the steps.
        case notNeeded
    }

    /// What to do, in order, one sentence each.
    public var steps: [String]
    /// The command that does it, where one exists.
    public var command: String?
    public var undo: Undo

    public init(steps: [String], command: String? = nil, undo: Undo) {
        self.steps = steps
        self.command = command
        self.undo = undo
    }
}
