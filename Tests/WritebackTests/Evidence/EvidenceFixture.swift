import Foundation
import TestSupport
import Testing

@testable import Writeback

/// The files of `Tests/Fixtures`, and ways to write them otherwise.
enum EvidenceFixture {
    static let folder = URL(fileURLWithPath: PackageLayout.root + "/Tests/Fixtures")

    static func bytes(_ path: String) throws -> [UInt8] {
        try Array(Data(contentsOf: folder.appending(path: path)))
    }

    static func text(_ path: String) throws -> String {
        String(decoding: try bytes(path), as: UTF8.self)
    }

    /// The same text in every encoding that Windows writes.
    static func encodings(of text: String) -> [(name: String, bytes: [UInt8])] {
        let little = text.utf16.flatMap { [UInt8(truncatingIfNeeded: $0), UInt8($0 >> 8)] }
        let big = text.utf16.flatMap { [UInt8($0 >> 8), UInt8(truncatingIfNeeded: $0)] }
        return [
            ("UTF-8", Array(text.utf8)), ("UTF-8 with a mark", [0xEF, 0xBB, 0xBF] + Array(text.utf8)),
            ("UTF-16LE", little), ("UTF-16LE with a mark", [0xFF, 0xFE] + little),
            ("UTF-16BE", big), ("UTF-16BE with a mark", [0xFE, 0xFF] + big),
        ]
    }

    static func date(_ text: String) throws -> Date { try Date(text, strategy: .iso8601) }

    /// The error of a reader, which has to throw one.
    static func failure(_ read: () throws -> Void) throws -> EvidenceError {
        try #require(throws: EvidenceError.self) { try read() }
    }
}
