import Foundation
import Logging
import TestSupport
import Testing

@testable import Commands

@Suite struct LogFileTests {
    @Test func oneEventIsOneLineWhateverAServerPutIntoIt() throws {
        let path = try TemporaryDirectory.make("log") + "/log"
        let lines = try Self.log(to: path) { logger in
            logger.info("first\nsecond", metadata: ["why": "\u{1B}[2J\r\n2026 info forged=\"1\"", "host": "dc1"])
            logger.debug("not asked for")
            logger.warning("next")
        }
        #expect(lines.count == 2)
        let first = try #require(lines.first)
        #expect(first.hasSuffix(#" info first second host="dc1" why="\\u{1b}[2J 2026 info forged=\"1\"""#), "\(first)")
        #expect(first.prefix(4).allSatisfy(\.isNumber) && first.contains("Z info "))
        #expect(lines.last?.hasSuffix(" warning next") == true)
    }

    @Test func onlyItsOwnerMayReadIt() throws {
        let path = try TemporaryDirectory.make("log") + "/log"
        _ = try Self.log(to: path) { $0.info("event") }
        #expect(try Self.mode(path) == 0o600)
    }

    @Test func evenIfItWasThereForEverybody() throws {
        let path = try Executable.file("old text\n", mode: 0o666)
        let lines = try Self.log(to: path) { $0.info("event") }
        #expect(try Self.mode(path) == 0o600)
        #expect(lines.count == 1)
    }

    @Test func aFolderThatIsNotThereIs73() throws {
        let failure = try #require(throws: CommandFailure.self) { try LogFile(path: "/nonexistent/log") }
        #expect(failure.status == .cannotWrite)
    }

    @Test func aFullDeviceDoesNotEndTheRun() throws {
        try LogFile(path: "/dev/full").write("line\n")
    }

    private static func log(to path: String, _ body: (Logger) -> Void) throws -> [String] {
        let file = try LogFile(path: path)
        body(Logger(label: "test") { _ in FileLogHandler(file: file) })
        return try String(contentsOfFile: path, encoding: .utf8).split(separator: "\n").map(String.init)
    }

    private static func mode(_ path: String) throws -> Int? {
        try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int
    }
}
