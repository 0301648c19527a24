import Commands
import TestSupport
import Testing

/// Command lines put together at random: each gets an exit code of the table, and a refusal its four parts.
@Suite struct ArgumentFuzzTests {
    private static let words = [
        "check", "discover", "pdc", "help", "a.test", "10.0.0.1", "::1", "", "-", "--", "-h", "--help", "--version",
        "-v", "-vv", "-o", "/nonexistent/report", "-ov", "--output", "--quiet", "--format", "json", "text", "xml",
        "--color", "always", "--server", "dc1.a.test", "127.0.0.1", "--dns-server", "127.0.0.1:1", "ns.test",
        "--connect-to", "dc1.a.test:389:127.0.0.1:1", "--kdc", "A.TEST=127.0.0.1:1", "--transport", "sealed", "ldaps",
        "--ca-file", "/dev/null", "/nonexistent/ca", "--mechanism", "simple", "gssapi", "gss-spnego", "--user", "u",
        "--password-file", "/dev/null", "--password-stdin", "--ccache", "/nonexistent/ccache", "MEMORY:none",
        "--keytab",
        "/nonexistent/keytab", "--connect-timeout", "0.01", "--timeout", "0.05", "--deadline", "0.2", "--jobs", "1",
        "-1",
        "99999999999999999999", "--ipv4", "--ipv6", "--no-probe", "--probe-all-dcs", "--baseline", "current", "--as-of",
        "2026-01-31", "--domain", "--require", "all", "--vantage", "connect", "--log-file", "/nonexistent/log",
        "--bogus",
        "--timeout=", "--=", "---", "-x", "é", "\u{1B}[31m", "a\nb", "\u{0}", String(repeating: "a", count: 300),
        "--generate-completion-script", "bash", "tcsh", "--experimental-dump-help", "--help-hidden",
    ]

    /// Two times out of three it begins as a command line should, so that the later steps are met too.
    @Test(arguments: 0..<40) func aRandomCommandLineEndsWithACodeOfTheTable(_ seed: Int) async throws {
        var numbers = SeededNumbers(seed: UInt64(seed))
        for _ in 0..<15 {
            var arguments: [String] = []
            if numbers.next(below: 3) > 0 {
                arguments = [Self.words[numbers.next(below: 3)], "a.test", "--dns-server", "127.0.0.1:1"]
            }
            for _ in 0..<numbers.next(below: 7) { arguments.append(Self.words[numbers.next(below: Self.words.count)]) }
            let run = try await RecordedRun(
                arguments, environment: ["ADINSPECT_DNS_SERVER": "127.0.0.1:1", "ADINSPECT_TIMEOUT": "0.2"],
                input: ScriptedInput(numbers.next(below: 2) == 0 ? "" : "Lab.Secret.1"))
            #expect(
                [.success, .notConnected, .usage, .badFile, .notFound, .cannotWrite].contains(run.status),
                "\(arguments)")
            if run.status == .success {
                #expect(!run.output.isEmpty && run.errors.isEmpty, "\(arguments)")
            } else {
                #expect(run.output.isEmpty, "\(arguments)")
                _ = try Refusal(run.errors)
            }
            #expect(!run.errors.contains("\u{1B}") && !run.errors.contains("Lab.Secret.1"), "\(arguments)")
        }
    }
}

/// SplitMix64: the same numbers on every run.
private struct SeededNumbers {
    private var state: UInt64

    init(seed: UInt64) { state = seed }

    mutating func next(below limit: Int) -> Int {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ mixed >> 30) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ mixed >> 27) &* 0x94D0_49BB_1331_11EB
        return Int(truncatingIfNeeded: (mixed ^ mixed >> 31) % UInt64(limit))
    }
}
