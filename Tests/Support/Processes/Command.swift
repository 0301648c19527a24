import Foundation
import Subprocess

/// What a command left behind.
package struct CommandResult: Sendable {
    /// The exit code, or 128 and the signal's number, as a shell counts.
    package let status: Int
    package let standardOutput: [UInt8]
    package let standardError: [UInt8]
    /// User and system time of the command and of all its children, if it was asked for; in hundredths of a second.
    package let cpuSeconds: Double?

    package var output: String { String(decoding: standardOutput, as: UTF8.self) }
    package var errors: String { String(decoding: standardError, as: UTF8.self) }
}

/// A command did not end in time; it and what it had started were killed.
package struct CommandTimedOut: Error, CustomStringConvertible {
    package let command: [String]
    package let timeout: Duration
    package let partialOutput: String
    package let partialErrors: String

    package var description: String {
        "\(command.joined(separator: " ")) did not end within \(timeout); "
            + "standard output so far: \(partialOutput); standard error so far: \(partialErrors)"
    }
}

/// A command that had to succeed did not.
package struct CommandFailed: Error, CustomStringConvertible {
    package let command: [String]
    package let result: CommandResult

    package init(command: [String], result: CommandResult) {
        self.command = command
        self.result = result
    }

    package var description: String {
        "\(command.joined(separator: " ")) ended with \(result.status): \(result.errors)\(result.output)"
    }
}

/// Runs a command to its end and returns whatever its status is.
///
/// - Parameters:
///   - executable: A path, or a name that is looked up in `PATH`.
///   - environment: Added to this process's environment; nil takes a variable away.
///   - measuresCPU: Whether to have a shell count the CPU time.
/// - Returns: The status; 127 for an executable that is not there.
/// - Throws: ``CommandTimedOut``.
package func run(
    _ executable: String, _ arguments: [String] = [], environment: [String: String?] = [:],
    workingDirectory: String? = nil, input: String = "", timeout: Duration = .seconds(60), measuresCPU: Bool = false
) async throws -> CommandResult {
    let command = [executable] + arguments
    var times: String?
    var toRun = command
    if measuresCPU {
        let file = try TemporaryDirectory.make("times") + "/times"
        toRun = ["sh", "-c", #"t=$1; shift; "$@"; s=$?; times >"$t"; exit $s"#, "sh", file] + command
        times = file
    }
    // env finds names and takes paths, and changes the folder; that leaves no need for another path type here.
    let folder = workingDirectory.map { ["--chdir=" + $0] } ?? []
    let configuration = Configuration(
        executable: .name("env"),
        arguments: .init(folder + toRun),
        environment: .inherit.updating(
            Dictionary(
                uniqueKeysWithValues: environment.compactMap { key, value in
                    Environment.Key(rawValue: key).map { ($0, value) }
                })),
        platformOptions: killingWholeSession)

    let outcome = try await withThrowingTaskGroup(of: CommandResult?.self) { group in
        group.addTask {
            let result = try await Subprocess.run(
                configuration, input: .string(input), output: .bytes(limit: 64 << 20), error: .bytes(limit: 64 << 20))
            return CommandResult(
                status: shellStatus(result.terminationStatus), standardOutput: result.standardOutput,
                standardError: result.standardError, cpuSeconds: nil)
        }
        group.addTask {
            try await Task.sleep(for: timeout)
            return nil
        }
        defer { group.cancelAll() }
        if let first = try await group.next(), let result = first { return result }
        group.cancelAll()
        let partial = try? await group.next() ?? nil
        throw CommandTimedOut(
            command: command, timeout: timeout, partialOutput: partial?.output ?? "",
            partialErrors: partial?.errors ?? "")
    }
    guard let times else { return outcome }
    let text = (try? String(contentsOfFile: times, encoding: .utf8)) ?? ""
    return CommandResult(
        status: outcome.status, standardOutput: outcome.standardOutput, standardError: outcome.standardError,
        cpuSeconds: childrenSeconds(text))
}

/// Runs a command that must succeed, and returns its standard output.
@discardableResult
package func runSuccessfully(
    _ executable: String, _ arguments: [String] = [], environment: [String: String?] = [:], input: String = "",
    timeout: Duration = .seconds(60)
) async throws -> String {
    let result = try await run(executable, arguments, environment: environment, input: input, timeout: timeout)
    guard result.status == 0 else { throw CommandFailed(command: [executable] + arguments, result: result) }
    return result.output
}

/// A session of its own, killed whole: a grandchild would else hold the output pipes open.
private let killingWholeSession: PlatformOptions = {
    var options = PlatformOptions()
    options.createSession = true
    options.teardownSequence = [
        .send(signal: .kill, toProcessGroup: true, allowedDurationToNextStep: .milliseconds(100))
    ]
    return options
}()

private func shellStatus(_ status: TerminationStatus) -> Int {
    switch status {
    case .exited(let code): Int(code)
    case .signaled(let signal): 128 + Int(signal)
    }
}

/// The second line of the shell's `times`: `0m0.010s 0m0.020s` of its children.
private func childrenSeconds(_ text: String) -> Double? {
    let lines = text.split(separator: "\n")
    guard lines.count >= 2 else { return nil }
    var total = 0.0
    for field in lines[1].split(separator: " ") {
        let parts = field.dropLast().split(separator: "m")
        guard parts.count == 2, let minutes = Double(parts[0]), let seconds = Double(parts[1]) else { return nil }
        total += minutes * 60 + seconds
    }
    return total
}
