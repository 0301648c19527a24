/// How to bring about what a rule asks for.
public struct Remedy: Sendable, Hashable, Codable {
    /// A command, and the tool that it is of.
    public struct Command: Sendable, Hashable, Codable {
        /// The tool, and where it is to be had: `dsacls, on Windows`.
        public var tool: String
        public var text: String
        /// The command of the same tool that takes it back; nil where none does, or where the remedy itself says how.
        public var undo: String?

        public init(tool: String, text: String, undo: String? = nil) {
            self.tool = tool
            self.text = text
            self.undo = undo
        }
    }

    /// The DACL of an object as it was read, to be put back.
    public struct SavedDescriptor: Sendable, Hashable, Codable {
        /// The object's distinguished name.
        public var object: String
        /// Its DACL in SDDL, identifiers in full, so that it reads the same everywhere.
        public var sddl: String
        /// What puts it back; any of them does.
        public var commands: [Command]

        public init(object: String, sddl: String, commands: [Command]) {
            self.object = object
            self.sddl = sddl
            self.commands = commands
        }
    }

    /// Whether and how the change is taken back.
    public enum Undo: Sendable, Hashable, Codable {
        case command(String)
        /// In words, where no single command does it.
        case steps(String)
        /// Putting back what the descriptors were when they were read.
        case restore([SavedDescriptor])
        case irreversible
        /// Nothing is changed by the steps.
        case notNeeded
    }

    /// What to do, in order, one sentence each.
    public var steps: [String]
    /// The command that does it, where one exists.
    public var command: String?
    /// Commands of other tools that do the same.
    public var alternatives: [Command]
    public var undo: Undo

    public init(steps: [String], command: String? = nil, alternatives: [Command] = [], undo: Undo) {
        self.steps = steps
        self.command = command
        self.alternatives = alternatives
        self.undo = undo
    }
}
