import Foundation
import Inspection
import Testing

@testable import Writeback

@Suite struct RunHistoryTests {
    static func read(_ text: String) throws -> RunHistory {
        try RunHistory(Array(text.utf8), file: "runs.json", writtenAt: nil)
    }

    static let forest = "6f1d1b1e-2c54-4a7e-9b44-0d5a3f1c0a11"

    @Test func runsAreReadAsPowerShell7WritesThem() throws {
        let text = try EvidenceFixture.text("RunHistory/powershell7.json")
        for (name, bytes) in EvidenceFixture.encodings(of: text) {
            let history = try RunHistory(bytes, file: "runs.json", writtenAt: Date(timeIntervalSince1970: 1))
            #expect(history.runs.count == 4 && history.writtenAt == .value(Date(timeIntervalSince1970: 1)), "\(name)")
            let imported = try #require(history.latest(.fullImport, connector: Self.forest))
            #expect(imported.result == .value("success") && imported.isKindByName, "\(name)")
            #expect(imported.connectorName == "corp.example.test" && imported.userName == .value(#"NT SERVICE\ADSync"#))
            #expect(history.latestRunAt == .value(try EvidenceFixture.date("2026-11-02T07:52:00Z")))
        }
    }

    /// A profile may have any name; its steps say what it does.
    @Test func theStepsSayMoreThanTheName() throws {
        let history = try RunHistory(
            EvidenceFixture.bytes("RunHistory/powershell7.json"), file: "runs.json", writtenAt: nil)
        let run = try #require(history.latest(.fullSynchronization, connector: Self.forest))
        #expect(run.profileName == "Initial" && !run.isKindByName && run.kinds == [.fullSynchronization])
    }

    @Test func aSingleRunOfPowerShell51IsRead() throws {
        let history = try RunHistory(
            EvidenceFixture.bytes("RunHistory/powershell51.json"), file: "runs.json", writtenAt: nil)
        let run = try #require(history.runs.first)
        #expect(run.startedAt == .value(Date(timeIntervalSince1970: 1_793_519_520)) && run.endedAt == .absent)
        #expect(run.kinds == [.fullSynchronization] && run.isKindByName && run.isComplete == .value(false))
        #expect(history.latest(.fullSynchronization, connector: run.connectorID) == nil, "it has not ended")
    }

    @Test(arguments: [
        ("", EvidenceError.Code.truncated), ("[{\"RunProfileName\": \"x\"", .truncated), ("[1]", .unexpected),
        ("[{\"name\": \"Full Import\"}]", .unexpected), ("\"x\"", .unexpected), ("<ma-data/>", .malformed),
        ("[{\"RunProfileName\": 1, \"ConnectorId\": \"x\"}]", .unexpected),
        ("[{\"RunProfileName\": \"a\", \"ConnectorId\": \"x\", \"StartDate\": \"gestern\"}]", .unexpected),
        ("[{\"RunProfileName\": \"a\", \"ConnectorId\": \"x\", \"RunProfileName\": \"b\"}]", .malformed),
        (String(repeating: "[", count: 100_000), .tooLarge),
    ]) func anotherShapeIsOneError(text: String, code: EvidenceError.Code) throws {
        let error = try EvidenceFixture.failure { _ = try Self.read(text) }
        #expect(error.code == code && error.file == "runs.json" && !error.description.contains("\n"), "\(error)")
    }

    @Test func anEmptyHistoryHasNoRuns() throws {
        let history = try Self.read("[]")
        #expect(history.runs.isEmpty && history.latestRunAt == .absent && history.writtenAt.state == "notCollected")
    }
}

@Suite struct JSONParserTests {
    @Test(arguments: [
        ("null", JSONValue.null), (" [1, -2.5e3, true]", .array([.integer(1), .number("-2.5e3"), .bool(true)])),
        (#""a\/\u00e4\ud83d\ude00\ud83d""#, .string("a/ä😀\u{FFFD}")), ("{\"a\":{}}", .object(["a": .object([:])])),
        ("0", .integer(0)), ("-0", .integer(0)), ("99999999999999999999", .number("99999999999999999999")),
    ]) func valuesAreRead(text: String, value: JSONValue) throws {
        #expect(try JSONParser.value(of: Array(text.utf8), file: "x") == value)
    }

    @Test(arguments: [
        ("{\"a\": 1,}", 1, 9), ("[1,\n nope]", 2, 2), ("{'a':1}", 1, 2), ("[1] x", 1, 5), ("[01]", 1, 4),
        ("[1.]", 1, 4),
        ("[1 2]", 1, 4), ("{\"a\" 1}", 1, 6), ("\"\u{1}\"", 1, 2), ("\"\\x\"", 1, 3), ("[-]", 1, 3), ("[1e]", 1, 4),
        ("[NaN]", 1, 2),
    ]) func faultsHaveTheirPlace(text: String, line: Int, column: Int) throws {
        let error = try EvidenceFixture.failure { _ = try JSONParser.value(of: Array(text.utf8), file: "x") }
        #expect(error.code == .malformed && error.place == .line(line, column: column), "\(error)")
    }

    /// Foundation's parser takes what we take, and the other way round, commas before a closing bracket apart.
    @Test func foundationAgreesOnWhatIsJSON() throws {
        let seed = Array(try EvidenceFixture.text("Graph/subscribedSkus.json").utf8)
        for index in seed.indices {
            for replacement in [
                UInt8(ascii: ","), UInt8(ascii: "}"), UInt8(ascii: "\""), UInt8(ascii: "1"), UInt8(ascii: "\\"),
            ] {
                var bytes = seed
                bytes[index] = replacement
                let ours = (try? JSONParser.value(of: bytes, file: "x")) != nil
                let theirs = (try? JSONSerialization.jsonObject(with: Data(bytes), options: [.fragmentsAllowed])) != nil
                #expect(
                    ours == theirs || (theirs && replacement == UInt8(ascii: ",")),
                    "\(index): \(String(decoding: bytes, as: UTF8.self))")
            }
        }
    }
}
