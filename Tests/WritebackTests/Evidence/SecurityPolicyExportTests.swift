import ActiveDirectory
import Foundation
import Inspection
import Testing

@testable import Writeback

@Suite struct SecurityPolicyExportTests {
    static func read(_ text: String) throws -> SecurityPolicyExport {
        try SecurityPolicyExport(Array(text.utf8), file: "a.inf", writtenAt: nil)
    }

    @Test func theFileOfSeceditIsRead() throws {
        let bytes = try EvidenceFixture.bytes("SecurityPolicy/sync01.inf")
        let policy = try SecurityPolicyExport(bytes, file: "a.inf", writtenAt: Date(timeIntervalSince1970: 5))
        #expect(policy.writtenAt == .value(Date(timeIntervalSince1970: 5)))
        let sids = policy.restrictRemoteSAM.known?.dacl?.entries.compactMap { $0.trustee?.description }
        #expect(sids == ["S-1-5-32-544", "S-1-5-21-1004336348-1177238915-682003330-1105", "S-1-5-11"])
        #expect(policy.impersonation == .value(["S-1-5-19", "S-1-5-20", "S-1-5-32-544", "S-1-5-6"]))
    }

    static let end = "[Version]\nsignature=\"$CHICAGO$\"\n"

    @Test func whatIsNotThereIsToldApart() throws {
        #expect(try Self.read("[Registry Values]\n" + Self.end).restrictRemoteSAM == .notReturned)
        #expect(try Self.read("[System Access]\n" + Self.end).restrictRemoteSAM.state == "notCollected")
        let empty = "[registry values]\nmachine\\SYSTEM\\CurrentControlSet\\Control\\LSA\\RestrictRemoteSam = 1,\"\"\n"
        #expect(try Self.read(empty + Self.end).restrictRemoteSAM == .absent)
        #expect(try Self.read(empty + Self.end).impersonation.state == "notCollected")
    }

    static let value = "MACHINE\\System\\CurrentControlSet\\Control\\Lsa\\RestrictRemoteSAM="

    @Test(arguments: [
        ("", EvidenceError.Code.unexpected, nil as Int?), ("x=1\n", .unexpected, 1), ("[Unicode\n", .malformed, 1),
        ("[Registry Values]\n\(value)4,1\n" + end, .unexpected, 2),
        ("[Registry Values]\n\(value)1,\"X:\"\n" + end, .unexpected, 2),
        ("[Registry Values]\n\(value)1,\"D:\"\n", .truncated, nil),
        ("[Registry Values]\na=1\nA=2\n" + end, .malformed, 3),
    ]) func anotherShapeIsOneErrorWithItsLine(text: String, code: EvidenceError.Code, line: Int?) throws {
        let error = try EvidenceFixture.failure { _ = try Self.read(text) }
        #expect(error.code == code && error.place == line.map { .line($0, column: 1) }, "\(error)")
    }
}
