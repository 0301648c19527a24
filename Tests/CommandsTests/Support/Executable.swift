import Foundation
import Glibc
import Networking
import TestSupport
import Testing

/// The built `adinspect`, run in an environment that holds nothing of the caller's.
enum Executable {
    /// Nothing named, no ticket anywhere, and a directory of its own for the private krb5.conf.
    static func environment(_ changes: [String: String?] = [:]) throws -> [String: String?] {
        var environment: [String: String?] = [:]
        for name in ProcessInfo.processInfo.environment.keys
        where name.hasPrefix("ADINSPECT_") || name.hasPrefix("KRB5") {
            environment.updateValue(nil, forKey: name)
        }
        for name in ["NO_COLOR", "COLUMNS"] { environment.updateValue(nil, forKey: name) }
        environment["KRB5CCNAME"] = "FILE:/nonexistent/ccache"
        environment["TMPDIR"] = try TemporaryDirectory.make("tmpdir")
        return environment.merging(changes) { $1 }
    }

    /// Runs it, and expects that it leaves nothing behind.
    static func run(
        _ arguments: [String], environment changes: [String: String?] = [:], input: String = "",
        timeout: Duration = .seconds(30)
    ) async throws -> CommandResult {
        let environment = try environment(changes)
        let result = try await TestSupport.run(
            PackageLayout.adinspect(), arguments, environment: environment, input: input, timeout: timeout)
        try expectNothingLeft(environment)
        return result
    }

    /// Runs it from a shell, as `"$@"`, for what only a shell can set up.
    static func runInShell(
        _ script: String, _ arguments: [String], environment changes: [String: String?] = [:]
    ) async throws -> CommandResult {
        let environment = try environment(changes)
        let result = try await TestSupport.run(
            "sh", ["-c", script, "sh", PackageLayout.adinspect()] + arguments, environment: environment)
        try expectNothingLeft(environment)
        return result
    }

    /// Runs it and expects that it refuses, with nothing on standard output.
    static func refusal(
        _ status: Int, _ arguments: [String], environment: [String: String?] = [:], input: String = ""
    ) async throws -> Refusal {
        let result = try await run(arguments, environment: environment, input: input)
        #expect(result.status == status, "\(result.errors)")
        #expect(result.output.isEmpty)
        return try Refusal(result.errors)
    }

    static func expectNothingLeft(_ environment: [String: String?]) throws {
        guard let directory = environment["TMPDIR"] ?? nil else { return }
        let left = try FileManager.default.contentsOfDirectory(atPath: directory)
        #expect(left.isEmpty, "\(left) left behind")
    }

    /// A file of mode 0600 (or another) in a directory of its own.
    static func file(_ text: String, mode: Int = 0o600) throws -> String {
        let path = try TemporaryDirectory.make("file") + "/file"
        try Data(text.utf8).write(to: URL(fileURLWithPath: path))
        try FileManager.default.setAttributes([.posixPermissions: mode], ofItemAtPath: path)
        return path
    }
}

/// The executable at work, to be interrupted.
struct RunningExecutable {
    let process: BackgroundProcess
    let environment: [String: String?]

    init(_ arguments: [String]) throws {
        environment = try Executable.environment()
        process = BackgroundProcess(
            [try PackageLayout.adinspect()] + arguments, directory: try TemporaryDirectory.make("run"),
            environment: environment)
    }

    var processIdentifier: Int32 {
        get async throws { try await eventually("its start") { process.processIdentifier } }
    }

    func send(_ signal: Int32) async throws {
        #expect(kill(try await processIdentifier, signal) == 0)
    }

    /// The status, and how long it took.
    func end(within limit: Duration) async throws -> (status: Int, duration: Duration) {
        let start = ContinuousClock.now
        let status = try await eventually("its end", by: .after(limit)) { process.endedWith }
        return (status, start.duration(to: .now))
    }
}
