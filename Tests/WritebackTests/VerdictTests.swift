import FoundationEssentials
import Testing

@testable import Writeback

@Suite struct VerdictTests {
    static func finding(_ outcome: Outcome, _ severity: Severity, waived: Bool = false) -> Finding {
        Finding(
            rule: "WB-TEST-001", ruleVersion: 1, plane: .directory,
            subject: Subject(kind: .domain, domain: "a.example", name: "a.example", id: nil), outcome: outcome,
            severity: severity, title: "t", because: [], remedy: nil, references: [],
            waiver: waived ? Waiver(reason: "r", owner: "o", expires: Date(timeIntervalSince1970: 0)) : nil)
    }

    @Test(arguments: [
        ([], Verdict.undecided),
        ([finding(.met, .blocker)], .ready),
        ([finding(.notApplicable, .blocker)], .ready),
        ([finding(.notMet, .information), finding(.undecided, .information)], .ready),
        ([finding(.notMet, .warning)], .readyWithWarnings),
        ([finding(.undecided, .warning)], .readyWithWarnings),
        ([finding(.undecided, .blocker), finding(.notMet, .warning)], .undecided),
        ([finding(.undecided, .blocker), finding(.notMet, .blocker)], .notReady),
        ([finding(.notMet, .blocker, waived: true)], .readyWithWarnings),
        ([finding(.notMet, .warning, waived: true)], .readyWithWarnings),
        ([finding(.notMet, .information, waived: true)], .ready),
        ([finding(.undecided, .blocker, waived: true)], .undecided),
        ([finding(.notMet, .blocker, waived: true), finding(.notMet, .blocker)], .notReady),
    ])
    func followsTheTable(_ findings: [Finding], _ verdict: Verdict) {
        #expect(Verdict(over: findings) == verdict)
        #expect(Verdict(over: findings.reversed()) == verdict)
    }

    @Test func planesNotAskedAreNotJudged() {
        let report = judge([SnapshotFixture.snapshot()])
        #expect(report.planesAsked == [.directory])
        #expect(report.findings.allSatisfy { $0.plane == .directory })
        #expect(Set(report.notJudged.map(\.plane)) == [.connect, .cloud, .network])
        #expect(report.notJudged.allSatisfy { !$0.decidedBy.command.isEmpty && !$0.title.isEmpty })
        #expect(report.verdicts.planes.keys.contains(.cloud) == false)
    }

    @Test func planesAskedWithoutEvidenceAreUndecided() {
        let report = judge([SnapshotFixture.snapshot()], planes: [.cloud])
        #expect(report.planesAsked == [.directory, .cloud])
        #expect(report.verdicts.planes == [.directory: .ready, .cloud: .undecided])
        #expect(report.verdicts.asked == .undecided)
        #expect(report.notJudged.allSatisfy { $0.plane != .cloud })
        #expect(report.finding("WB-CLD-001")?.outcome == .undecided)
        #expect(report.finding("WB-CLD-001")?.severity == .blocker)
    }

    @Test func everyPlaneAskedForLeavesNoQuestion() {
        let report = judge([SnapshotFixture.snapshot()], planes: Set(Plane.allCases))
        #expect(report.notJudged.isEmpty)
        #expect(report.verdicts.asked == report.verdicts.overall)
    }
}
