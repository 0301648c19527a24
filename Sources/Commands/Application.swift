package import ArgumentParser

/// The command line, from arguments to exit code.
package enum Application {
    /// Parses and runs. Reports go to the context's output, everything else to its errors.
    package static func run(_ arguments: [String], _ context: CommandContext) async -> ExitStatus {
        do {
            var command = try AdinspectCommand.parseAsRoot(arguments)
            switch command {
            case var runnable as any ContextCommand: return try await runnable.run(in: context)
            case var other as any AsyncParsableCommand: try await other.run()
            default: try command.run()
            }
            return .success
        } catch let failure as CommandFailure {
            try? context.errors.write(failure.description + "\n")
            return failure.status
        } catch  where AdinspectCommand.exitCode(for: error) == .success {
            // Help and version, which argument-parser throws.
            return write(AdinspectCommand.fullMessage(for: error), to: context.output)
        } catch let error where isParsing(error) {
            _ = write(AdinspectCommand.fullMessage(for: error), to: context.errors)
            return .usage
        } catch {
            let failure = CommandFailure(error)
            try? context.errors.write(failure.description + "\n")
            return failure.status
        }
    }

    /// argument-parser's own errors say that they are about usage; its code 1 for everything else must not get out.
    private static func isParsing(_ error: any Error) -> Bool {
        AdinspectCommand.exitCode(for: error) == .validationFailure
    }

    private static func write(_ text: String, to sink: any TextSink) -> ExitStatus {
        do {
            try sink.write(text.hasSuffix("\n") ? text : text + "\n")
            return .success
        } catch {
            return .cannotWrite
        }
    }
}

/// A command that runs in a context and says its exit code.
package protocol ContextCommand: AsyncParsableCommand {
    mutating func run(in context: CommandContext) async throws -> ExitStatus
}
