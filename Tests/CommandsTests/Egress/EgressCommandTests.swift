import Commands
import Foundation
import Glibc
import Networking
import TestSupport
import Testing

/// `adinspect egress`, whole: from the command line to the report and the exit code.
@Suite struct EgressCommandTests {
    private static let known = ["passwordreset.microsoftonline.com", "ssprdedicatedsbprodscu.servicebus.windows.net"]
    private static let own = "endpoint.example.test"

    /// Where the packets for the hosts go, and whom to believe.
    private static func arguments(_ hosts: [String], to port: Int) async throws -> [String] {
        let authority = try await TestPKI.trusted().caFile
        return ["egress", "--ca-file", authority]
            + hosts.flatMap { ["--connect-to", "\($0):443:127.0.0.1:\(port)"] }
    }

    private static func server(_ hosts: [String]) async throws -> WebServer {
        try WebServer(try await TestPKI.trusted().issue(dnsNames: hosts, addresses: []))
    }

    private static func validated(_ text: String) async throws -> [String: Any] {
        let program = """
            import json, sys, jsonschema
            schema = json.load(open(sys.argv[1], encoding="utf-8"))
            validator = jsonschema.validators.validator_for(schema)
            validator.check_schema(schema)
            for error in validator(schema).iter_errors(json.load(sys.stdin)):
                print("/".join(map(str, error.absolute_path)) + ": " + error.message)
            """
        let schema = PackageLayout.root + "/docs/egress.schema.json"
        #expect(try await runSuccessfully("python3", ["-c", program, schema], input: text) == "")
        return try #require(try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
    }

    @Test func whatTheCallerNamesIsMet() async throws {
        let server = try await Self.server([Self.own])
        let arguments = try await Self.arguments([Self.own], to: server.port)
        let run = try await RecordedRun(arguments + ["--cloud", "none", "--endpoint", Self.own, "--format", "json"])
        #expect(run.status == .success, "\(run.errors)\(run.output)")
        let document = try await Self.validated(run.output)
        #expect(document["kind"] as? String == "egress" && document["judgement"] as? String == "met")
        let about = try #require(document["run"] as? [String: Any])
        #expect(about["host"] as? String == "jump.example.test" && about["proxy"] is NSNull)
        let endpoint = try #require((document["endpoints"] as? [[String: Any]])?.first)
        #expect(endpoint["httpStatus"] as? Int == 200 && endpoint["host"] as? String == Self.own)
        #expect(try #require(server.requests.first).contains("\r\nUser-Agent: adinspect/\(ToolVersion.current)\r\n"))
    }

    @Test func aPrivateRootForMicrosoftsHostsIsAWarning() async throws {
        let server = try await Self.server(Self.known)
        let arguments = try await Self.arguments(Self.known, to: server.port)
        let run = try await RecordedRun(arguments)
        #expect(run.status == .warnings, "\(run.output)")
        #expect(run.output.hasPrefix("THE WAY OUT STANDS, WITH WARNINGS\n2 warning\n"), "\(run.output)")
        #expect(run.output.contains("passwordreset.microsoftonline.com:443"))
        #expect(run.output.contains("CN=adinspect test authority"))
        #expect(run.output.contains("jump.example.test stands in"))
        #expect(run.output.split(separator: "\n").allSatisfy { $0.count <= 80 })
    }

    @Test func aClosedPortIsBlocked() async throws {
        let port = try ListeningSocket.refusingPort()
        let arguments = try await Self.arguments([Self.own], to: port.port)
        let run = try await RecordedRun(
            arguments + ["--format", "json"], environment: ["ADINSPECT_CLOUD": "none", "ADINSPECT_ENDPOINT": Self.own])
        #expect(run.status == .negative)
        #expect(try await Self.validated(run.output)["judgement"] as? String == "blocked")
    }

    @Test func aFamilyWithoutAKnownHostIsUndecided() async throws {
        let host = "passwordreset.microsoftonline.us"
        let server = try await Self.server([host])
        let run = try await RecordedRun(try await Self.arguments([host], to: server.port) + ["--cloud", "usgov"])
        #expect(run.status == .undecided)
        #expect(run.output.contains("NOT TRIED") && run.output.contains("*.servicebus.usgovcloudapi.net"))
    }

    @Test func throughAProxy() async throws {
        let server = try await Self.server([Self.own])
        let proxy = try ConnectProxy(.tunnels(to: server.port))
        let run = try await RecordedRun(
            try await Self.arguments([], to: 1) + ["--cloud", "none", "--endpoint", Self.own]
                + ["--proxy", "http://127.0.0.1:\(proxy.port)/"])
        #expect(run.status == .success, "\(run.output)")
        #expect(run.output.contains("ENDPOINTS  through http://127.0.0.1:\(proxy.port)\n"))
        let refusing = try ConnectProxy(.answers("HTTP/1.1 407 Proxy Authentication Required\r\n\r\n"))
        let refused = try await RecordedRun(
            try await Self.arguments([], to: 1)
                + ["--cloud", "none", "--endpoint", Self.own, "--format", "json"],
            environment: ["ADINSPECT_PROXY": "http://127.0.0.1:\(refusing.port)"])
        #expect(refused.status == .undecided)
        _ = try await Self.validated(refused.output)
    }

    @Test func theReportGoesToAFile() async throws {
        let server = try await Self.server([Self.own])
        let file = try TemporaryDirectory.make("egress") + "/egress.json"
        let run = try await RecordedRun(
            try await Self.arguments([Self.own], to: server.port)
                + ["--cloud", "none", "--endpoint", Self.own, "--format", "json", "-o", file])
        #expect(run.status == .success && run.output.isEmpty)
        _ = try await Self.validated(try String(contentsOfFile: file, encoding: .utf8))
    }

    @Test func anInterruptEndsSilenceAtOnce() async throws {
        let server = try await Self.server([Self.own])
        let run = try RunningExecutable(
            try await Self.arguments([Self.own], to: server.port)
                + ["--cloud", "none", "--endpoint", Self.own, "--idle", "60", "--format", "json"])
        _ = try await eventually("two silent connections", by: .after(.seconds(20))) {
            server.accepted == 3 ? true : nil
        }
        try await run.send(SIGINT)
        let end = try await run.end(within: .seconds(10))
        #expect(end.status == 130 && end.duration < .seconds(5), "\(run.process.logText)")
        let document = try await Self.validated(run.process.logText)
        #expect((document["run"] as? [String: Any])?["complete"] as? Bool == false)
        try Executable.expectNothingLeft(run.environment)
        await run.process.stop()
    }

    @Test(arguments: [
        (["--idle", "10"], "--idle", "30 or more"),
        (["--idle", "never"], "--idle", "number of seconds"),
        (["--endpoint", "*.servicebus.windows.net"], "--endpoint", "cannot be looked up"),
        (["--endpoint", "host:0"], "--endpoint", "HOST:PORT"),
        (["--cloud", "germany"], "--cloud", "public, usgov, china or none"),
        (["--cloud", "none"], "anything to try", "--endpoint"),
        (["--proxy", "https://proxy.example.test:3128"], "--proxy", "http://HOST:PORT"),
        (["--proxy", "http://proxy.example.test"], "--proxy", "http://HOST:PORT"),
        (["--connect-to", "host:443:name:443"], "--connect-to", "IP address"),
        (["--ipv4", "--ipv6"], "--ipv4", "one of them"),
    ])
    func argumentsThatCannotWork(arguments: [String], attempted: String, advice: String) async throws {
        let run = try await RecordedRun(["egress"] + arguments)
        #expect(run.status == .usage && run.output.isEmpty)
        let refusal = try Refusal(run.errors)
        #expect(refusal.attempted.contains(attempted) && refusal.advice.contains(advice), "\(run.errors)")
    }

    @Test func credentialsOfAProxyAreNeitherTakenNorShown() async throws {
        let run = try await RecordedRun(["egress", "--proxy", "http://alice:Secret.1@proxy.example.test:3128"])
        #expect(run.status == .usage && !run.errors.contains("Secret.1"))
        _ = try Refusal(run.errors)
    }

    @Test func filesOfAuthoritiesThatAreNone() async throws {
        let missing = try await RecordedRun(["egress", "--ca-file", "/nonexistent/ca.pem"])
        #expect(missing.status == .notFound)
        let empty = try await RecordedRun(["egress", "--ca-file", try Executable.file("no certificate\n")])
        #expect(empty.status == .badFile)
        let damaged = "-----BEGIN CERTIFICATE-----\nnothing of the kind\n-----END CERTIFICATE-----\n"
        let unreadable = try await RecordedRun(["egress", "--ca-file", try Executable.file(damaged)])
        #expect(unreadable.status == .badFile)
        _ = try Refusal(unreadable.errors)
    }
}
