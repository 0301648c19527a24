import Foundation
import Inspection
import Testing

@testable import Writeback

@Suite struct ReportValueTests {
    private static func bytes(_ report: ReadinessReport) throws -> Data {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys]
        return try encoder.encode(report.findings) + encoder.encode(report.verdicts) + encoder.encode(report.notJudged)
    }

    @Test func theSameInputGivesTheSameBytes() throws {
        let snapshot = SnapshotFixture.snapshot {
            $0.controller("DC2") { $0.reachability.state = .silent }
            $0.domain { $0.pdcConsensus.agreement = .contradicted }
        }
        let first = try Self.bytes(judge([snapshot], planes: Set(Plane.allCases)))
        for _ in 0..<5 { #expect(try Self.bytes(judge([snapshot], planes: Set(Plane.allCases))) == first) }
    }

    @Test func theOrderOfTheListsDoesNotMatter() throws {
        let reversed = SnapshotFixture.snapshot {
            guard case .value(let controllers) = $0.forest.domainControllers else { return }
            $0.forest.domainControllers = .value(controllers.reversed())
        }
        let report = judge([SnapshotFixture.snapshot()])
        #expect(judge([reversed]).findings.map(\.fingerprint) == report.findings.map(\.fingerprint))
    }

    @Test func theWorstComesFirst() {
        let report = judge(
            [
                SnapshotFixture.snapshot {
                    $0.forest.schemaVersion = .notReturned
                    $0.domain {
                        $0.netbiosName = .value("A.B")
                        $0.passwordPolicy.minimumPasswordAge = .value(.seconds(60))
                        $0.functionalLevel = .notReturned
                    }
                }
            ], writebacks: [.password])
        let standing = report.findings.prefix { $0.outcome != .met }.map(\.rule.rawValue)
        #expect(standing == ["WB-DOM-002", "WB-FOR-002", "WB-DOM-004", "WB-DOM-003"])
    }

    @Test func theFingerprintIsThatOfRuleAndSubject() {
        let subject = Subject(kind: .domain, domain: "a.example", name: "a.example", id: "ABC")
        let text = Fingerprint(rule: "WB-PDC-001", subject: subject).text
        // FNV-1a, 64 bits, over the parts and a separator after each; it must never change.
        #expect(text == Self.fnv("WB-PDC-001\u{1f}domain\u{1f}abc\u{1f}"))
        #expect(text.count == 16)
        #expect(text != Fingerprint(rule: "WB-PDC-002", subject: subject).text)
        var renamed = subject
        renamed.name = "b.example"
        #expect(text == Fingerprint(rule: "WB-PDC-001", subject: renamed).text)
    }

    private static func fnv(_ text: String) -> String {
        let hash = text.utf8.reduce(14_695_981_039_346_656_037 as UInt64) { ($0 ^ UInt64($1)) &* 1_099_511_628_211 }
        return String(format: "%016lx", hash)
    }

    @Test func theFingerprintDoesNotFollowTheOutcome() throws {
        let good = judge([SnapshotFixture.snapshot()])
        let bad = judge([SnapshotFixture.snapshot { $0.controller("DC1") { $0.ports[445] = .value(.refused) } }])
        let before = try #require(good.finding("WB-PORT-445")), after = try #require(bad.finding("WB-PORT-445"))
        #expect(before.outcome != after.outcome && before.fingerprint == after.fingerprint)
    }

    @Test func noTwoFindingsShareAFingerprint() {
        let prints = judge([SnapshotFixture.snapshot()], planes: Set(Plane.allCases)).findings.map(\.fingerprint)
        #expect(Set(prints).count == prints.count)
    }

    @Test func findingsSurviveCoding() throws {
        let findings = judge([SnapshotFixture.snapshot()], planes: Set(Plane.allCases)).findings
        #expect(try JSONDecoder().decode([Finding].self, from: JSONEncoder().encode(findings)) == findings)
    }

    @Test(arguments: [
        (0.0, "1970-01-01"), (951_782_400, "2000-02-29"), (1_799_798_399, "2027-01-12"), (-1, "1969-12-31"),
        (4_107_542_400, "2100-03-01"),
    ])
    func daysAreThoseOfTheCalendar(_ seconds: Double, _ text: String) {
        #expect(CalendarDay(Date(timeIntervalSince1970: seconds)).description == text)
    }

    @Test(arguments: [Double.infinity, -.infinity, .nan, 1e300, -1e300])
    func noMomentTraps(_ seconds: Double) {
        #expect(!CalendarDay(Date(timeIntervalSince1970: seconds)).description.isEmpty)
        let report = judge([SnapshotFixture.snapshot()], asOf: Date(timeIntervalSince1970: seconds))
        #expect(!report.findings.isEmpty)
    }

    @Test(arguments: [Double.infinity, -.infinity, .nan, 1e300, -1e300, 1e18])
    func noClockTraps(_ offset: Double) {
        let report = judge([
            SnapshotFixture.snapshot { $0.clocks(["DC1": offset, "DC2": offset, "RODC1": -offset]) }
        ])
        #expect(report.finding("WB-CLK-001")?.outcome != .met || !offset.isFinite)
    }
}
