import Foundation
import TestSupport
import Testing

/// Where output goes, and what happens when it cannot.
@Suite struct StandardStreamTests {
    @Test func theVersionIsALine() async throws {
        let result = try await Executable.run(["--version"])
        #expect(result.status == 0 && result.errors.isEmpty)
        #expect(result.output.wholeMatch(of: /\d+\.\d+\.\d+\n/) != nil)
    }

    @Test(arguments: [
        ["--help"], ["check", "--help"], ["discover", "--help"], ["pdc", "--help"], ["help", "check"], ["help"],
    ])
    func helpFitsOnATerminalOf80Columns(_ arguments: [String]) async throws {
        let result = try await Executable.run(arguments, environment: ["COLUMNS": "80"])
        #expect(result.status == 0 && result.errors.isEmpty)
        #expect(result.output.split(separator: "\n").allSatisfy { $0.count <= 80 })
        #expect(result.output.contains("EXIT CODES") && result.output.contains("\n  adinspect "))
    }

    @Test func everyCommandsHelpTellsEachOfItsExitCodes() async throws {
        for (command, codes) in [("check", 0...4), ("pdc", 0...4)] {
            let text = try await Executable.run([command, "--help"]).output
            for code in codes { #expect(text.contains("\n  \(code)  "), "\(command): \(code)") }
        }
        let text = try await Executable.run(["discover", "--help"]).output
        for code in [0, 3, 4] { #expect(text.contains("\n  \(code)  ")) }
        let root = try await Executable.run(["--help"]).output
        for code in ["64", "65", "66", "70", "73", "129, 130, 143"] { #expect(root.contains("\n  \(code)  ")) }
    }

    @Test(arguments: [">/dev/full", ">&-"]) func helpThatCannotBeWrittenIs73(_ redirection: String) async throws {
        let result = try await Executable.runInShell("exec \"$@\" \(redirection)", ["--help"])
        #expect(result.status == 73)
        #expect(try Refusal(result.errors).attempted == "write to standard output")
    }

    @Test(arguments: [">/dev/full", ">&-"]) func aReportThatCannotBeWrittenIs73(_ redirection: String) async throws {
        let forest = try await ScriptedForest()
        let password = try Executable.file("Lab.Secret.1")
        let result = try await Executable.runInShell(
            "exec \"$@\" \(redirection)",
            ["discover", "corp.example.test", "--user", "alice", "--password-file", password, "--no-probe"]
                + forest.arguments)
        #expect(result.status == 73)
        #expect(try Refusal(result.errors).attempted == "write to standard output")
        // A socket must not take the place of the stream that is closed, and get the report.
        #expect(!forest.requests.contains { if case .unknown = $0.operation { true } else { false } })
    }

    @Test func aReaderThatGoesAwayEndsItWithoutASignal() async throws {
        let result = try await Executable.runInShell("{ \"$@\"; echo $? >&2; } | true", ["check", "--help"])
        let status = result.errors.split(separator: "\n").last
        #expect(status == "73" || status == "0")
    }

    @Test func withoutAnyStreamItStillEndsWithItsCode() async throws {
        let result = try await Executable.runInShell("\"$@\" <&- >&- 2>&-; exit $?", ["pdc", "corp.example.test"])
        #expect(result.status == 64)
    }

    @Test func standardOutputHoldsTheReportAndNothingElse() async throws {
        let forest = try await ScriptedForest()
        let password = try Executable.file("Lab.Secret.1\n", mode: 0o644)
        let log = try TemporaryDirectory.make("log") + "/log"
        let result = try await Executable.run(
            ["discover", "corp.example.test", "--user", "alice", "--password-file", password, "--no-probe", "-v"]
                + ["--format", "json", "--log-file", log] + forest.arguments)
        #expect([0, 3].contains(result.status), "\(result.errors)")
        _ = try JSONSerialization.jsonObject(with: Data(result.standardOutput))
        #expect(
            result.errors == "adinspect: warning: others may read the password file \(password); set its mode to 0600\n"
        )

        let logged = try String(contentsOfFile: log, encoding: .utf8)
        #expect(logged.contains("\n"))
        for text in [result.output, result.errors, logged] {
            #expect(!text.contains("Lab.Secret.1") && !text.contains("\u{1B}"))
        }
        #expect(try FileManager.default.attributesOfItem(atPath: log)[.posixPermissions] as? Int == 0o600)
    }

    @Test func aReportGoesToAFileWhole() async throws {
        let forest = try await ScriptedForest()
        let path = try Executable.file("old")
        let result = try await Executable.run(
            ["discover", "corp.example.test", "--user", "alice", "--password-stdin", "--no-probe", "--format", "json"]
                + ["-o", path] + forest.arguments, input: "Lab.Secret.1\n")
        #expect([0, 3].contains(result.status), "\(result.errors)")
        #expect(result.output.isEmpty && result.errors.isEmpty)
        _ = try JSONSerialization.jsonObject(with: Data(contentsOf: URL(fileURLWithPath: path)))
    }

    @Test func standardInputIsReadOnceForAllDomains() async throws {
        let forest = try await ScriptedForest()
        for server in forest.servers.values { server.update { $1.passwords = ["alice": "Lab.Secret.1"] } }
        let result = try await Executable.run(
            ["check", "corp.example.test", "CORP.example.test.", "--user", "alice", "--password-stdin", "--no-probe"]
                + forest.arguments, input: "Lab.Secret.1\n")
        #expect((0...3).contains(result.status), "\(result.errors)")
    }
}
