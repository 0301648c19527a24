import Foundation
import Inspection
import Testing

@testable import Reports

/// The two renderings of a diagnosis.
@Suite struct DiagnosisReportTests {
    private static let failed = diagnosis([
        ConnectionStage(
            .dns, .passed, seen: [.init("192.0.2.53:53", "answered", milliseconds: 1.25)], meaning: "DNS answers."),
        ConnectionStage(.tcp, .passed, meaning: "Most addresses take connections.", advice: "Mend dc2."),
        ConnectionStage(
            .tls, .failed, seen: [.init("names", "evil\u{1B}[31m\nname")], meaning: "No.", advice: "Renew."),
        ConnectionStage(.kdc, .notApplicable, meaning: "A simple bind needs no KDC."),
        ConnectionStage(.bind, .notReached, meaning: "Not tried."),
        ConnectionStage(.read, .notReached, meaning: "Not tried."),
    ])

    private static func diagnosis(_ stages: [ConnectionStage], principal: String? = nil) -> ConnectionDiagnosis {
        ConnectionDiagnosis(
            target: "corp.example.test", startedAt: Date(timeIntervalSince1970: 1_780_000_000),
            finishedAt: Date(timeIntervalSince1970: 1_780_000_002), host: "jump", mechanism: "simple",
            transport: "starttls", server: principal == nil ? nil : "dc1.corp.example.test", principal: principal,
            securityStrengthFactor: principal == nil ? nil : 256, stages: stages)
    }

    private static let passed = diagnosis(
        [
            ConnectionStage(
                .clock, .passed,
                seen: [.init("dc1", "0.4 s ahead", offsetSeconds: 0.4, isAuthenticated: true)], meaning: "It agrees.")
        ], principal: "alice")

    @Test func theFirstFailureComesFirst() {
        let text = DiagnosisTextReport(layout: TextLayout(width: 80)).render(Self.failed)
        #expect(
            text.hasPrefix(
                """
                NOT CONNECTED: TLS failed
                No.
                  Do       Renew.

                STAGES  of simple, starttls from jump to corp.example.test

                PASSED     DNS                DNS answers.
                  Seen     192.0.2.53:53: answered, 1.3 ms
                ADVICE     TCP                Most addresses take connections.
                  Do       Mend dc2.
                FAILED     TLS                No.

                """), "\(text)")
        #expect(text.contains("NOT TRIED  Bind, Read\n           Not tried.\n"))
        #expect(text.hasSuffix("Took 2.0 s · exit code 4 (0 all passed, 1 passed with advice, 4 a stage failed)\n"))
        // What a server names itself must not write to the terminal.
        #expect(text.contains("evil\\u{1b}[31m\\u{a}name"))
    }

    @Test func aStandingConnectionIsSaid() {
        let text = DiagnosisTextReport(layout: TextLayout(width: 80)).render(Self.passed)
        #expect(text.hasPrefix("CONNECTED TO dc1.corp.example.test\nas alice, protected with 256 bits\n"))
    }

    @Test(arguments: [60, 80, 200], [TextStyle.plain, .color])
    func noLineIsTooLong(_ width: Int, _ style: TextStyle) {
        let text = DiagnosisTextReport(layout: TextLayout(width: width, style: style, verbose: true)).render(
            Self.failed)
        for line in text.split(separator: "\n") {
            let bare = line.replacing(/\u{1B}\[[0-9;]*m/, with: "")
            #expect(DisplayWidth.of(bare) <= width, "\(line)")
            #expect(!bare.hasSuffix(" "))
        }
    }

    // MARK: JSON

    private static let json = DiagnosisJSON(tool: ToolIdentity(name: "adinspect", version: "0.0.0"))

    @Test func theJSONKeepsToItsSchema() throws {
        for diagnosis in [Self.failed, Self.passed] {
            #expect(try Self.errors(Self.json.render(diagnosis)) == "")
        }
    }

    @Test(arguments: [
        ("\"kind\": \"doctor\"", "\"kind\": \"report\""), ("\"state\": \"failed\"", "\"state\": \"sad\""),
        ("\"advice\": \"Renew.\"", "\"advice\": null"), ("\"outcome\": \"failed\"", "\"outcome\": \"maybe\""),
        ("\"schemaVersion\": 1", "\"schemaVersion\": 2"), ("\"authenticated\": false", "\"authenticated\": 0"),
        ("\"firstFailure\"", "\"first\""), ("\"subject\"", "\"about\""), ("2026-05-28T", "2026-05-28 "),
        ("\"meaning\": \"No.\"", "\"meaning\": \"\""), ("\"principal\": null,", ""),
    ])
    func theSchemaRefusesOthers(_ found: String, _ other: String) throws {
        let text = Self.json.render(Self.failed)
        try #require(text.contains(found))
        #expect(try Self.errors(text.replacingOccurrences(of: found, with: other)) != "")
    }

    /// What python3-jsonschema has against a text.
    private static func errors(_ text: String) throws -> String {
        let schema = URL(filePath: #filePath).deletingLastPathComponent()
            .appending(path: "../../../docs/doctor.schema.json").standardizedFileURL.path
        let program = """
            import json, sys
            from jsonschema import Draft202012Validator
            schema = json.load(open(sys.argv[1]))
            Draft202012Validator.check_schema(schema)
            for error in Draft202012Validator(schema).iter_errors(json.loads(sys.argv[2])):
                print(list(error.absolute_path), error.message)
            """
        let process = Process()
        process.executableURL = URL(filePath: "/usr/bin/env")
        process.arguments = ["timeout", "60", "python3", "-c", program, schema, text]
        let pipe = Pipe()
        process.standardOutput = pipe
        process.standardError = pipe
        try process.run()
        let output = try pipe.fileHandleForReading.readToEnd() ?? Data()
        process.waitUntilExit()
        let words = String(decoding: output, as: UTF8.self)
        try #require(process.terminationStatus == 0, "python3-jsonschema is needed: \(words)")
        return words
    }
}
