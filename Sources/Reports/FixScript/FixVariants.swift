import Writeback

/// The commands of a step in one shell, grouped by what they run: any group does the whole.
struct FixVariants<Command: ScriptCommand> {
    struct Variant {
        var program: String
        var commands: [Command]
    }

    /// Those that may be run, in the order of the remedy.
    private(set) var runnable: [Variant] = []
    /// The others, each with the reason.
    private(set) var refused: [(text: String, why: String)] = []

    /// - Parameter texts: Those that are meant for this shell.
    init(_ texts: [String]) {
        for text in texts {
            do throws(ScriptRefusal) {
                let command = try Command(text)
                if let index = runnable.firstIndex(where: { $0.program == command.program }) {
                    runnable[index].commands.append(command)
                } else {
                    runnable.append(Variant(program: command.program, commands: [command]))
                }
            } catch {
                refused.append((text, error.why))
            }
        }
        // A group of which a command is refused would do only a part, under the name of the whole.
        for (text, _) in refused {
            let program = Command.program(refusedIn: text)
            for variant in runnable where variant.program == program {
                refused += variant.commands.flatMap(\.lines).map { ($0, "another command of the same step is not run") }
            }
            runnable.removeAll { $0.program == program }
        }
    }
}
