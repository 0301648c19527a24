import Foundation
import Glibc
import Networking
import TestSupport
import Testing

/// Signals while a server hangs: their exit codes, at once, and nothing left behind.
@Suite struct SignalTests {
    /// A server that answers the ping and then never the bind.
    private static func hanging() async throws -> (forest: ScriptedForest, run: RunningExecutable) {
        let forest = try await ScriptedForest()
        for server in forest.servers.values { server.update { $1.answer(.bind, .never) } }
        let run = try RunningExecutable(
            ["check", "corp.example.test", "--user", "alice", "--password-file", try Executable.file("Lab.Secret.1\n")]
                + ["--timeout", "60"] + forest.arguments)
        _ = try await eventually("a bind", by: .after(.seconds(20))) {
            forest.requests.contains { $0.isBind } ? true : nil
        }
        return (forest, run)
    }

    @Test(arguments: [(SIGINT, 130), (SIGTERM, 143), (SIGHUP, 129)])
    func aSignalEndsIt(_ signal: Int32, _ status: Int) async throws {
        let (forest, run) = try await Self.hanging()
        // Its servers close their connections when they go, and the run would end by itself.
        defer { forest.stop() }
        try await run.send(signal)
        let end = try await run.end(within: .seconds(10))
        #expect(end.status == status, "\(run.process.logText)")
        #expect(end.duration < .seconds(5))
        try Executable.expectNothingLeft(run.environment)
        await run.process.stop()
    }

    @Test func aSecondSignalEndsItWhateverItDoes() async throws {
        let (forest, run) = try await Self.hanging()
        // Its servers close their connections when they go, and the run would end by itself.
        defer { forest.stop() }
        // Stopped, it gets both at once.
        try await run.send(SIGSTOP)
        try await run.send(SIGTERM)
        try await run.send(SIGINT)
        try await run.send(SIGCONT)
        let end = try await run.end(within: .seconds(10))
        #expect([130, 143].contains(end.status))
        await run.process.stop()
    }

    @Test func theProcessListShowsNoPassword() async throws {
        let (forest, run) = try await Self.hanging()
        // Its servers close their connections when they go, and the run would end by itself.
        defer { forest.stop() }
        let folder = "/proc/\(try await run.processIdentifier)"
        for file in ["cmdline", "environ"] {
            let content = try #require(FileManager.default.contents(atPath: "\(folder)/\(file)"))
            #expect(!content.isEmpty && !String(decoding: content, as: UTF8.self).contains("Lab.Secret.1"))
        }
        try await run.send(SIGTERM)
        _ = try await run.end(within: .seconds(10))
        await run.process.stop()
    }
}
