import Foundation
import Networking
import TestSupport
import Testing
import Writeback

/// Connections that are left alone, by the built executable: what lives, what the server ends, what is cut off, and what a firewall
/// forgets. All four at once, for 30 seconds is the shortest silence that the command takes.
@Suite struct SilenceCommandTests {
    private static let living = "living.example.test"
    private static let closing = "closing.example.test"
    private static let resetting = "resetting.example.test"
    private static let forgotten = "forgotten.example.test"
    private static let silence = 30.0

    /// A server in a namespace of its own, which answers whoever asks.
    private static func server(in network: NetworkNamespace) async throws -> BackgroundProcess {
        let certificate = try await TestPKI.trusted().issue(dnsNames: [forgotten], addresses: [])
        let server = BackgroundProcess(
            ["ip", "netns", "exec", network.name, "openssl", "s_server", "-accept", "443", "-www", "-quiet"]
                + ["-cert", certificate.certificateFile, "-key", certificate.keyFile],
            directory: try TemporaryDirectory.make("s_server"))
        let place = try #require(SocketAddress("\(network.innerAddress):443", defaultPort: 443))
        _ = try await eventually("a server in the namespace") {
            try? StreamConnector().connect(to: [place], until: .after(.seconds(1)))
        }
        return server
    }

    private static func server(_ host: String, _ impatience: WebServer.Impatience?) async throws -> WebServer {
        try WebServer(try await TestPKI.trusted().issue(dnsNames: [host], addresses: []), impatience: impatience)
    }

    @Test("an answer, close_notify and a bare RST after 10 seconds, and a firewall that drops: four right answers")
    func fourEnds() async throws {
        let network = try await NetworkNamespace.make()
        let inner = try await Self.server(in: network)
        let living = try await Self.server(Self.living, nil)
        let closing = try await Self.server(Self.closing, .init(after: 10_000, .closeNotify))
        let resetting = try await Self.server(Self.resetting, .init(after: 10_000, .reset))
        let places = [
            (Self.living, "127.0.0.1:\(living.port)"), (Self.closing, "127.0.0.1:\(closing.port)"),
            (Self.resetting, "127.0.0.1:\(resetting.port)"), (Self.forgotten, "\(network.innerAddress):443"),
        ]
        let folder = try TemporaryDirectory.make("egress")
        let report = folder + "/egress.json"
        let log = folder + "/egress.log"
        let run = try RunningExecutable(
            ["egress", "--cloud", "none", "--ca-file", try await TestPKI.trusted().caFile, "--idle", "30"]
                + ["--timeout", "2", "--format", "json", "-o", report, "--log-file", log]
                + places.flatMap { ["--endpoint", $0.0, "--connect-to", "\($0.0):443:\($0.1)"] })
        // Every connection stands, and its silence has begun: the firewall forgets one that was good.
        _ = try await eventually("four silent connections", by: .after(.seconds(30))) {
            let text = FileManager.default.contents(atPath: log).map { String(decoding: $0, as: UTF8.self) } ?? ""
            return places.allSatisfy { text.contains("silent for 30 s with \($0.0):443") } ? true : nil
        }
        try await network.drop(port: 443)
        let end = try await run.end(within: .seconds(90))
        #expect(end.status == 2, "a path is blocked: \(run.process.logText)")
        try Executable.expectNothingLeft(run.environment)

        let evidence = try EgressEvidence(Array(Data(contentsOf: URL(fileURLWithPath: report))), file: report)
        #expect(
            evidence.isComplete && evidence.cloud == "none" && evidence.proxy == nil && evidence.requirements.isEmpty)
        #expect(evidence.endpoints.map(\.name) == places.map { "\($0.0):443" })
        #expect(evidence.endpoints.allSatisfy { $0.httpStatus == 200 && $0.problems.isEmpty && $0.requirement == nil })
        func silence(_ host: String) throws -> EgressSilence {
            try #require(evidence.silences.first { $0.endpoint == "\(host):443" })
        }
        #expect(evidence.silences.count == 4 && evidence.silences.allSatisfy { $0.seconds == Self.silence })

        let lived = try silence(Self.living)
        #expect(lived.outcome == "lived" && lived.seen == "HTTP 200 OK", "\(lived)")
        #expect((lived.afterSeconds ?? 0) >= Self.silence, "\(lived)")

        let closed = try silence(Self.closing)
        #expect(closed.outcome == "closedByPeer" && closed.seen == "close_notify", "\(closed)")
        #expect((9.5..<Self.silence).contains(closed.afterSeconds ?? 0), "\(closed)")

        let cut = try silence(Self.resetting)
        #expect(cut.outcome == "cutOff" && cut.seen == "RST", "\(cut)")
        #expect((9.5..<Self.silence).contains(cut.afterSeconds ?? 0), "\(cut)")

        let dropped = try silence(Self.forgotten)
        #expect(dropped.outcome == "dropped" && dropped.seen == "no answer", "\(dropped)")
        #expect((dropped.afterSeconds ?? 0) >= Self.silence + 1.5, "\(dropped)")

        await run.process.stop()
        await inner.stop()
        await network.remove()
    }

    /// What is judged in the tests of the rules must be what the command writes.
    @Test func theReportsAmongTheFixturesAreOfTheSchema() async throws {
        let program = """
            import json, sys, jsonschema
            schema = json.load(open(sys.argv[1], encoding="utf-8"))
            validator = jsonschema.validators.validator_for(schema)
            for error in validator(schema).iter_errors(json.load(open(sys.argv[2], encoding="utf-8"))):
                print("/".join(map(str, error.absolute_path)) + ": " + error.message)
            """
        let folder = PackageLayout.root + "/Tests/Fixtures/Egress"
        let names = try FileManager.default.contentsOfDirectory(atPath: folder)
        #expect(!names.isEmpty)
        for name in names {
            let schema = PackageLayout.root + "/docs/egress.schema.json"
            #expect(
                try await runSuccessfully("python3", ["-c", program, schema, "\(folder)/\(name)"]) == "", "\(name)")
        }
    }
}
