/// A command of a remedy as a script may run it.
///
/// A remedy is text, with names of the directory in it that anybody who may create an object could choose. So no text is copied
/// into a script: it is read word by word, by the rules of the shell that it is meant for, and what was read is quoted anew. What is not
/// a known program with plain words and quoted strings is refused.
protocol ScriptCommand {
    /// `fix.sh`, `undo.sh`, and what the other shell's are called.
    static var names: (fix: String, undo: String, other: String) { get }
    /// Who runs the scripts, where.
    static var place: String { get }
    /// What stands before every comment, and before the first step.
    static var opening: [String] { get }
    static var preamble: [String] { get }

    /// What is run; commands of one remedy that run the same belong together.
    var program: String { get }
    /// The command, quoted anew.
    var text: String { get }
    /// Lines of the script that run it and stop where it fails.
    var lines: [String] { get }

    init(_ text: String) throws(ScriptRefusal)

    /// Whether a command is one of this shell's.
    static func isMeant(by text: String) -> Bool
    /// What a text that was refused would have run.
    static func program(refusedIn text: String) -> String
    /// A line that tells who runs the script where it is.
    static func saying(_ title: String) -> String
    /// The lines that run the first way, or where its program is not there another; and the ways that are left.
    static func arranged(_ ways: [FixVariants<Self>.Variant]) -> (lines: [String], rest: [FixVariants<Self>.Variant])
}
