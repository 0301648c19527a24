import FoundationEssentials
import Inspection
import Testing

@testable import Writeback

@Suite struct RuleTests {
    @Test(arguments: RuleCase.all)
    func judges(_ test: RuleCase) throws {
        // What people say is judged by what all others found.
        let own = Catalogue.rules.filter { $0.id == test.rule }
        let report = try test.report(by: own.contains(where: \.isAboutStatements) ? Catalogue.rules : own)
        let finding = try #require(report.finding(test.rule, test.subject))
        #expect(finding.outcome == test.outcome, "\(finding.title)")
        #expect(finding.severity == test.severity, "\(finding.title)")
        #expect(!finding.title.isEmpty && !finding.title.contains("\n"))
        #expect((finding.remedy != nil) == (test.outcome == .notMet || test.outcome == .undecided))
    }

    @Test func everyRuleHasAMetANotMetAndAnUndecidedCase() {
        // A name that is in no forest and an account that nobody found prove nothing; of a waiver or an attestation all is known.
        let never: Set<RuleIdentifier> = [
            "WB-CON-019",  // takes a second forest: ConnectForestTests
            "WB-DOM-001", "WB-ACC-001", "WB-STM-001", "WB-STM-002", "WB-STM-003", "WB-STM-004",
        ]
        for rule in Catalogue.rules where !rule.isQuestion && !never.contains(rule.id) {
            let outcomes = Set(RuleCase.all.filter { $0.rule == rule.id }.map(\.outcome))
            #expect(outcomes.isSuperset(of: [.met, .notMet, .undecided]), "\(rule.id)")
        }
    }

    @Test func aHealthyForestIsReady() {
        let report = judge([SnapshotFixture.snapshot()])
        let standing = report.findings.filter { $0.outcome == .notMet || $0.outcome == .undecided }
        #expect(standing.isEmpty, "\(standing.map(\.title))")
        #expect(report.verdicts.asked == .ready)
        #expect(report.verdicts.planes == [.directory: .ready])
        #expect(report.verdicts.domains == ["corp.example.test": .ready])
        #expect(report.verdicts.overall == .undecided)
    }

    @Test func titlesNameTheHostAndTheFact() {
        let report = judge([
            SnapshotFixture.snapshot { $0.controller("DC1") { $0.reachability = Reachability(state: .silent) } }
        ])
        #expect(
            report.findings.first { $0.rule == "WB-PDC-003" }?.title
                == "PDC emulator dc1.corp.example.test does not answer on TCP 389 (silent)")
        #expect(report.findings.first?.outcome == .notMet)
        #expect(report.findings.first?.severity == .blocker)
        #expect(report.verdicts.asked == .notReady)
    }

    @Test func theNameOfARemovedOwnerIsPrintedWithoutItsMangling() {
        let report = judge([
            SnapshotFixture.snapshot { $0.domain { $0.pdcEmulator = .value(SnapshotFixture.owner("OLD", .deleted)) } }
        ])
        #expect(
            report.finding("WB-PDC-001")?.title
                == "The PDC emulator role of domain corp.example.test is held by OLD, which was removed")
    }

    @Test func dnsIsMarkedAsUnauthenticated() throws {
        let finding = try #require(judge([SnapshotFixture.snapshot()]).finding("WB-PDC-002"))
        #expect(finding.because.map(\.authenticated) == [true, false])
    }

    @Test func aSupportedSystemGoesOutOfSupportTheDayAfterItsLast() {
        let change: (inout ForestSnapshot) -> Void = {
            $0.controller("DC1") {
                $0.operatingSystem.name = .value("Windows Server 2016 Standard")
                $0.operatingSystem.version = .value("10.0 (14393)")
            }
        }
        let snapshot = SnapshotFixture.snapshot(change)
        let last = 1_799_712_000.0  // 2027-01-12T00:00:00Z
        let onTheDay = judge([snapshot], asOf: .init(timeIntervalSince1970: last + 86_399))
        let after = judge([snapshot], asOf: .init(timeIntervalSince1970: last + 86_400))
        #expect(onTheDay.finding("WB-DC-002", "dc1.corp.example.test")?.outcome == .met)
        #expect(after.finding("WB-DC-002", "dc1.corp.example.test")?.outcome == .notMet)
    }
}

@Suite struct WholeCatalogueTests {
    /// A rule meets states that were made for another, and has to say something of them too.
    @Test func everyRuleJudgesEveryState() throws {
        for test in RuleCase.all {
            let report = try test.report(by: Catalogue.rules)
            let finding = try #require(report.finding(test.rule, test.subject))
            #expect(finding.outcome == test.outcome && finding.severity == test.severity, "\(test): \(finding.title)")
        }
    }
}

extension RuleCase {
    fileprivate func report(by rules: [Rule]) throws -> ReadinessReport {
        judge(
            [SnapshotFixture.snapshot(change)], baseline: baseline,
            asOf: evidence == nil ? SnapshotFixture.asOf : EvidenceFixture.asOf, domains: domains,
            planes: evidence == nil ? [] : Set(Plane.allCases), vantage: vantage, evidence: try given(),
            engine: engine, by: rules)
    }
}

extension Rule {
    fileprivate var isAboutStatements: Bool {
        if case .statements = judge { true } else { false }
    }

    /// Whether nothing that can be given answers it but a person.
    fileprivate var isQuestion: Bool {
        if case .question = judge { true } else { false }
    }
}
