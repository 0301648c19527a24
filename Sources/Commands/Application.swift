package import ArgumentParser

/// The command line, from arguments to exit code.
package enum Application {
    /// Parses and runs. Reports go to the context's output, everything else to its errors.
    package static func run(_ arguments: [String], _ context: CommandContext) async -> ExitStatus {
        do {
            var command = try AdinspectCommand.parseAsRoot(arguments)
            switch command {
            case var runnable as any ContextCommand: return await run(&runnable, context)
            case is AdinspectCommand:
                // Not 0: to a script that lost its arguments it would mean "ready".
                return refuse("no command", command: AdinspectCommand.self, context)
            case var other as any AsyncParsableCommand: try await other.run()
            default: try command.run()
            }
            return .success
        } catch  where AdinspectCommand.exitCode(for: error) == .success {
            // Help, version and completion scripts, which argument-parser throws.
            return write(AdinspectCommand.fullMessage(for: error), context)
        } catch {
            // argument-parser's codes, its 1 above all, must not get out.
            return refuse(AdinspectCommand.message(for: error), command: named(in: arguments), context)
        }
    }

    private static func run(_ command: inout some ContextCommand, _ context: CommandContext) async -> ExitStatus {
        do {
            return try await command.run(in: context)
        } catch {
            return tell(CommandFailure(error), context)
        }
    }

    /// The command that the arguments name, for its usage and help.
    private static func named(in arguments: [String]) -> any ParsableCommand.Type {
        let commands = AdinspectCommand.configuration.subcommands
        return commands.first { command in
            arguments.first { !$0.hasPrefix("-") } == command.configuration.commandName
        } ?? AdinspectCommand.self
    }

    private static func refuse(
        _ returned: String, command: any ParsableCommand.Type, _ context: CommandContext
    ) -> ExitStatus {
        let isRoot = command == AdinspectCommand.self
        let name = isRoot ? "adinspect" : "adinspect \(command.configuration.commandName ?? "")"
        return tell(
            .usage(
                "read the command line", returned,
                meaning: isRoot
                    ? "The command line names no command of adinspect, or an option that it does not have."
                    : "The arguments do not fit `\(name)`; nothing was done.",
                advice: "See `\(name) --help`."),
            context)
    }

    private static func tell(_ failure: CommandFailure, _ context: CommandContext) -> ExitStatus {
        try? context.errors.write(failure.description + "\n")
        return failure.status
    }

    private static func write(_ text: String, _ context: CommandContext) -> ExitStatus {
        do {
            try context.output.write(text.hasSuffix("\n") ? text : text + "\n")
            return .success
        } catch {
            return tell(CommandFailure(error), context)
        }
    }
}

/// A command that runs in a context and says its exit code.
package protocol ContextCommand: AsyncParsableCommand {
    mutating func run(in context: CommandContext) async throws -> ExitStatus
}
