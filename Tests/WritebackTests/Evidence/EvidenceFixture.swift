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

    /// The moment at which cases with evidence are judged: 2026-11-03T12:00:00Z, a day after the dates in the files.
    static let asOf = Date(timeIntervalSince1970: 1_793_707_200)
    static let writtenAt = asOf.addingTimeInterval(-86_400)

    /// Everything that can be given, of a server and a tenant where all is well: the files, read as if they were a day old.
    static func healthy() throws -> Evidence {
        var evidence = Evidence()
        var export = ConnectExportReader(directory: "export")
        let root = folder.appending(path: "Connect/export")
        for path in try FileManager.default.subpathsOfDirectory(atPath: root.path).sorted() {
            guard path.hasSuffix(".xml"), try export.begin(path, writtenAt: writtenAt) else { continue }
            try export.append(Array(Data(contentsOf: root.appending(path: path))))
            try export.endFile()
        }
        evidence.connectExport = try export.finish()
        evidence.runHistory = try RunHistory(
            bytes("RunHistory/powershell7.json"), file: "runs.json", writtenAt: writtenAt)
        evidence.securityPolicies = try ["sync01.inf", "dc1.inf"].map { name in
            try SecurityPolicyExport(bytes("SecurityPolicy/\(name)"), file: name, writtenAt: writtenAt)
        }
        var graph = GraphEvidence()
        let names = [
            "authorizationPolicy", "domains", "onPremisesSynchronization", "organization", "subscribedSkus",
            "user-admin", "user-alice", "userRegistrationDetails",
        ]
        for name in names {
            try graph.add(bytes("Graph/\(name).json"), file: "\(name).json", writtenAt: writtenAt)
        }
        evidence.graph = graph
        evidence.enablingAdministrator = "hybrid.admin@example.onmicrosoft.com"
        evidence.testUsers = ["alice@corp.example.test"]
        evidence.egress = [try EgressEvidence(bytes("Egress/sync01.json"), file: "egress.json")]
        return evidence
    }

    static func date(_ text: String) throws -> Date { try Date(text, strategy: .iso8601) }

    /// The error of a reader, which has to throw one.
    static func failure(_ read: () throws -> Void) throws -> EvidenceError {
        try #require(throws: EvidenceError.self) { try read() }
    }
}
