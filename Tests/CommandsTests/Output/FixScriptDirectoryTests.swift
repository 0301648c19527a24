import Foundation
import Reports
import TestSupport
import Testing
import Writeback

@testable import Commands

@Suite struct FixScriptDirectoryTests {
    private static let files = FixScript(
        Evaluation(asOf: Date(timeIntervalSince1970: 1_783_166_400)).evaluate([]),
        tool: ToolIdentity(name: "adinspect", version: "0.1.0")
    ).files

    @Test(arguments: [false, true])
    func theFilesAreTheOwnersAlone(isThere: Bool) throws {
        let path = try TemporaryDirectory.make("fix") + "/fixes"
        if isThere { try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: false) }
        try FixScriptDirectory(path).write(Self.files)
        #expect(
            try FileManager.default.contentsOfDirectory(atPath: path).sorted() == [
                "fix.ps1", "fix.sh", "undo.ps1", "undo.sh",
            ])
        for (name, mode) in [("fix.ps1", 0o600), ("fix.sh", 0o700), ("undo.ps1", 0o600), ("undo.sh", 0o700)] {
            #expect(try Self.mode("\(path)/\(name)") == mode, "\(name)")
        }
        if !isThere { #expect(try Self.mode(path) == 0o700) }
        for file in Self.files {
            #expect(try Data(contentsOf: URL(filePath: "\(path)/\(file.name)")) == Data(file.text.utf8))
        }
    }

    @Test func nothingIsEverReplaced() throws {
        let path = try TemporaryDirectory.make("fix")
        try FixScriptDirectory(path).write(Self.files)
        let before = try #require(throws: CommandFailure.self) { try FixScriptDirectory(path) }
        #expect(before.status == .cannotWrite && before.returned == "the directory is not empty")
        #expect(before.advice.hasPrefix("Name a directory that is not there yet"))
        // Somebody was faster, between the check and the writing.
        let raced = try TemporaryDirectory.make("fix") + "/fixes"
        let directory = try FixScriptDirectory(raced)
        try FileManager.default.createDirectory(atPath: raced, withIntermediateDirectories: false)
        try Data("mine".utf8).write(to: URL(filePath: "\(raced)/fix.sh"))
        #expect(throws: CommandFailure.self) { try directory.write(Self.files) }
        #expect(try String(contentsOfFile: "\(raced)/fix.sh", encoding: .utf8) == "mine")
    }

    @Test(arguments: [
        ("/nonexistent/fixes", "No such file or directory"), ("/etc/passwd", "Not a directory"),
        ("/etc/passwd/fixes", "Not a directory"), ("", "No such file or directory"),
    ])
    func whatCannotBeWrittenIsKnownBeforehand(path: String, reason: String) throws {
        let failure = try #require(throws: CommandFailure.self) { try FixScriptDirectory(path) }
        #expect(failure.status == .cannotWrite && failure.returned == reason)
    }

    /// Before anybody is asked anything.
    @Test func checkRefusesAFullDirectoryAtOnce() async throws {
        let names = try ScriptedNameServer(ScriptedNameServer.Zone())
        let folder = URL(filePath: try Executable.file("x")).deletingLastPathComponent().path
        let password = try Executable.file("Lab.Secret.1\n")
        let refusal = try await Executable.refusal(
            73,
            [
                "check", "corp.example.test", "--dns-server", names.address, "--timeout", "2", "--user", "alice",
                "--password-file", password, "--fix-script", folder,
            ])
        #expect(refusal.returned == "the directory is not empty" && names.questions.isEmpty)
    }

    private static func mode(_ path: String) throws -> Int? {
        try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int
    }
}
