import Foundation
import TestSupport
import Testing

@testable import Commands

@Suite struct ReportFileTests {
    @Test func aNewFileHoldsTheReport() throws {
        let path = try TemporaryDirectory.make("report") + "/report.json"
        try ReportFile(path).write("{}\n")
        #expect(try Self.text(path) == "{}\n")
        #expect(try Self.names(beside: path) == ["report.json"])
    }

    @Test func aFileIsReplacedAndKeepsItsMode() throws {
        let path = try Executable.file("a much longer text that was there before", mode: 0o640)
        try ReportFile(path).write("new\n")
        #expect(try Self.text(path) == "new\n")
        #expect(try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int == 0o640)
        #expect(try Self.names(beside: path) == ["file"])
    }

    @Test func aLinkIsFollowedAndStays() throws {
        let path = try Executable.file("old")
        let link = path + ".link"
        try FileManager.default.createSymbolicLink(atPath: link, withDestinationPath: path)
        try ReportFile(link).write("new")
        #expect(try Self.text(path) == "new")
        #expect(try FileManager.default.destinationOfSymbolicLink(atPath: link) == path)
    }

    @Test func aDeviceIsWrittenToAndNotReplaced() throws {
        try ReportFile("/dev/null").write("text")
        #expect(
            try FileManager.default.attributesOfItem(atPath: "/dev/null")[.type] as? FileAttributeType
                == .typeCharacterSpecial)
    }

    @Test func aFullDeviceIs73() throws {
        let file = try ReportFile("/dev/full")
        let failure = try #require(throws: CommandFailure.self) { try file.write("text") }
        #expect(failure.status == .cannotWrite && failure.returned == "No space left on device")
    }

    @Test(arguments: [
        ("/nonexistent/report", "No such file or directory"), ("/", "Is a directory"), ("/tmp", "Is a directory"),
        ("/etc/passwd/report", "Not a directory"), ("/tmp/nonexistent/", "No such file or directory"),
    ])
    func whatCannotBeWrittenIsKnownBeforehand(_ path: String, _ reason: String) throws {
        let failure = try #require(throws: CommandFailure.self) { try ReportFile(path) }
        #expect(failure.status == .cannotWrite && failure.returned == reason)
    }

    private static func text(_ path: String) throws -> String { try String(contentsOfFile: path, encoding: .utf8) }

    private static func names(beside path: String) throws -> [String] {
        try FileManager.default.contentsOfDirectory(atPath: URL(fileURLWithPath: path).deletingLastPathComponent().path)
    }
}
