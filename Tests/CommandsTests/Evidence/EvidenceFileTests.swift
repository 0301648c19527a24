import Foundation
import TestSupport
import Testing

/// Files of evidence that are not what they should be: told before a packet is sent, by file, place and expectation.
@Suite("evidence that is none") struct EvidenceFileTests {
    private let names: ScriptedNameServer

    init() throws { names = try ScriptedNameServer(ScriptedNameServer.Zone()) }

    private func refusal(_ status: Int, _ arguments: [String]) async throws -> Refusal {
        let password = try Executable.file("Lab.Secret.1\n")
        let all =
            [
                "check", "corp.example.test", "--dns-server", names.address, "--timeout", "2", "--user", "alice",
                "--password-file", password,
            ] + arguments
        let refusal = try await Executable.refusal(status, all)
        #expect(names.questions.isEmpty)
        return refusal
    }

    private static func export(_ files: [String: String]) throws -> String {
        let directory = try TemporaryDirectory.make("export")
        for (name, text) in files {
            let url = URL(filePath: directory).appending(path: name)
            try FileManager.default.createDirectory(
                at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
            try Data(text.utf8).write(to: url)
        }
        return directory
    }

    private static let connector = "Connectors/Connector_{6f1d1b1e-2c54-4a7e-9b44-0d5a3f1c0a11}.xml"

    @Test(
        "a file that is not there",
        arguments: ["--connect-export", "--run-history", "--secedit", "--graph", "--egress", "--attest", "--waivers"])
    func missing(_ option: String) async throws {
        let refusal = try await refusal(66, [option, "/nonexistent/evidence"])
        #expect(refusal.returned == "No such file or directory")
        #expect(refusal.attempted.hasSuffix("/nonexistent/evidence"))
    }

    @Test("a directory that is no export")
    func noExport() async throws {
        let refusal = try await refusal(65, ["--connect-export", Self.export(["readme.txt": "hello"])])
        #expect(refusal.returned.contains("no file Connector_{…}.xml"))
    }

    @Test("a file in place of the directory")
    func fileForDirectory() async throws {
        _ = try await refusal(66, ["--connect-export", Executable.file("x")])
    }

    @Test(
        "an export that is cut short, has a DTD, or entities without end",
        arguments: [
            ("<saved-ma-configuration><ma-data><id>", "1:"),
            ("<?xml version=\"1.0\"?><!DOCTYPE a [<!ENTITY b \"c\">]><a>&b;</a>", "1:"),
            ("", ""),
        ])
    func badExport(_ text: String, _ place: String) async throws {
        let refusal = try await refusal(65, ["--connect-export", Self.export([Self.connector: text])])
        #expect(refusal.returned.contains("Connector_{6f1d1b1e-2c54-4a7e-9b44-0d5a3f1c0a11}.xml:\(place)"))
        #expect(refusal.returned.contains("expected"))
    }

    @Test(
        "a file of another kind",
        arguments: [
            ("--run-history", "{\"value\": 1}", "RunProfileName"), ("--graph", "[]", "an empty list"),
            ("--graph", "{\"error\": {\"code\": \"Forbidden\", \"message\": \"no\"}}", "Graph's refusal Forbidden"),
            ("--egress", "{\"kind\": \"report\"}", "a document of another kind"),
            ("--secedit", "nothing", "expected"), ("--attest", "attestations: 5", "expected"),
            ("--waivers", "- a", "expected"), ("--graph", "{", "expected"),
        ])
    func anotherKind(_ option: String, _ text: String, _ words: String) async throws {
        let file = try Executable.file(text)
        let refusal = try await refusal(65, [option, file])
        #expect(refusal.returned.hasPrefix(file) && refusal.returned.contains(words), "\(refusal.returned)")
    }

    @Test("a rule that there is not")
    func unknownRule() async throws {
        let text = """
            waivers:
              - {rule: WB-NO-001, reason: x, owner: y, expires: 2027-01-01}
            """
        let refusal = try await refusal(65, ["--waivers", Executable.file(text)])
        #expect(refusal.returned.contains("WB-NO-001"))
    }

    @Test(
        "an option that cannot be read",
        arguments: [
            ["--max-evidence-age", "30"], ["--max-evidence-age", "0d"], ["--max-evidence-age", "1w"],
            ["--max-evidence-age", "99999d"], ["--engine", "dirsync"], ["--writeback", "passwords"],
            ["--writeback", ""], ["--enabling-admin", "admin"], ["--test-user", "a b@c"],
        ])
    func badOption(_ arguments: [String]) async throws {
        let refusal = try await refusal(64, arguments)
        #expect(refusal.attempted == "read \(arguments[0])")
    }
}
