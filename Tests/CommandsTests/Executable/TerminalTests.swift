import TestSupport
import Testing

/// What happens on a terminal: the prompt without echo, the line of progress.
@Suite struct TerminalTests {
    /// Runs the command on a pseudo-terminal, types once the prompt is there, and prints what the terminal showed, whether it still
    /// echoes, and the exit code.
    private static let script = #"""
        import os, pty, select, sys, termios, time
        typed = sys.argv[1].encode().decode("unicode_escape").encode("latin-1")
        pid, fd = pty.fork()
        if pid == 0:
            os.execv(sys.argv[2], sys.argv[2:])
        shown, sent, ends = b"", False, time.monotonic() + 30
        echoes = None
        while time.monotonic() < ends:
            if select.select([fd], [], [], 0.1)[0]:
                try:
                    chunk = os.read(fd, 65536)
                except OSError:
                    break
                if not chunk:
                    break
                shown += chunk
            if not sent and b"Password of alice: " in shown:
                os.write(fd, typed)
                sent = True
            elif sent and echoes is None and shown.endswith(b"\n"):
                echoes = bool(termios.tcgetattr(fd)[3] & termios.ECHO)
        else:
            os.kill(pid, 9)
        status = os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])
        sys.stdout.buffer.write(shown + b"\nechoes=%d status=%d\n" % (bool(echoes), status))
        """#

    private static func run(typing text: String, _ arguments: [String]) async throws -> String {
        let environment = try Executable.environment(["TERM": "xterm"])
        let result = try await TestSupport.run(
            "python3", ["-c", script, text, PackageLayout.adinspect()] + arguments, environment: environment)
        #expect(result.status == 0, "\(result.errors)")
        try Executable.expectNothingLeft(environment)
        return result.output
    }

    @Test func thePromptTakesThePasswordWithoutEcho() async throws {
        let forest = try await ScriptedForest()
        for server in forest.servers.values { server.update { $1.passwords = ["alice": "Lab.Secret.1"] } }
        let shown = try await Self.run(
            typing: #"Lab.Secret.1\n"#,
            ["pdc", "corp.example.test", "--user", "alice", "--no-probe"] + forest.arguments)
        #expect(shown.contains("Password of alice: ") && !shown.contains("Lab.Secret"))
        #expect(shown.contains("dc1.corp.example.test\r\n"))
        #expect(shown.contains("echoes=1"))
        #expect(forest.requests.contains { $0.isBind })
        // The line of progress, and its being taken away.
        #expect(shown.contains("\r\u{1B}[K0 s  "))
    }

    @Test func quietShowsNoProgress() async throws {
        let forest = try await ScriptedForest()
        let shown = try await Self.run(
            typing: #"Lab.Secret.1\n"#,
            ["pdc", "corp.example.test", "--user", "alice", "--no-probe", "--quiet"] + forest.arguments)
        #expect(shown.contains("dc1.corp.example.test\r\n") && !shown.contains("\u{1B}"))
    }

    @Test func ctrlCAtThePromptEndsItAndBringsTheEchoBack() async throws {
        let shown = try await Self.run(typing: #"Lab.S\x03"#, ["pdc", "corp.example.test", "--user", "alice"])
        #expect(shown.contains("echoes=1 status=130") && !shown.contains("Lab.S"))
    }

    @Test func anEmptyLineIsAnEmptyPassword() async throws {
        let shown = try await Self.run(typing: #"\n"#, ["pdc", "corp.example.test", "--user", "alice"])
        #expect(shown.contains("The password is empty") && shown.contains("status=64"))
    }

    @Test func theEndOfInputIsAnEmptyPasswordToo() async throws {
        let shown = try await Self.run(typing: #"\x04"#, ["pdc", "corp.example.test", "--user", "alice"])
        #expect(shown.contains("The password is empty") && shown.contains("status=64"))
    }
}
