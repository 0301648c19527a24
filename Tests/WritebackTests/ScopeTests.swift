import Inspection
import Testing

@testable import Writeback

@Suite struct ScopeTests {
    private var twoDomains: ForestSnapshot {
        SnapshotFixture.snapshot {
            var child = SnapshotFixture.domain("child.corp.example.test", number: 20)
            child.netbiosName = .value("CHILD.X")
            guard case .value(let domains) = $0.forest.domains else { return }
            $0.forest.domains = .value(domains + [child])
        }
    }

    @Test func allDomainsAreJudgedWhenNoneIsNamed() {
        let report = judge([twoDomains])
        #expect(report.finding("WB-DOM-002", "child.corp.example.test")?.outcome == .notMet)
        #expect(Set(report.verdicts.domains.keys) == ["corp.example.test", "child.corp.example.test"])
        #expect(report.verdicts.domains["child.corp.example.test"] == .notReady)
    }

    @Test func theRootIsJudgedWhenAnotherIsNamed() {
        let report = judge([twoDomains], domains: ["child.corp.example.test"])
        #expect(report.finding("WB-DOM-002", "corp.example.test") != nil)
        #expect(report.finding("WB-DOM-002", "child.corp.example.test") != nil)
    }

    @Test func aDomainThatWasNotNamedIsLeftOut() {
        let report = judge([twoDomains], domains: ["corp.example.test"])
        #expect(report.finding("WB-DOM-002", "child.corp.example.test") == nil)
    }

    @Test func aDomainWithoutADomainControllerIsUndecided() {
        let finding = judge([twoDomains]).finding("WB-DC-002", "child.corp.example.test")
        #expect(finding?.outcome == .undecided)
    }

    @Test(arguments: [
        Observed<[Domain]>.value([]), .absent, .notReturned, .hidden(why: "x"), .unreachable(why: "x"),
        .notCollected(why: "x"),
    ])
    func domainsThatAreNotThereAreUndecided(_ list: Observed<[Domain]>) {
        let report = judge([SnapshotFixture.snapshot { $0.forest.domains = list }])
        #expect(report.finding("WB-PDC-001")?.outcome == .undecided)
        #expect(report.finding("WB-PDC-001")?.severity == .blocker)
        #expect(report.verdicts.asked == .undecided)
    }

    @Test(arguments: [
        Observed<[DomainController]>.value([]), .absent, .notReturned, .hidden(why: "x"), .unreachable(why: "x"),
    ])
    func domainControllersThatAreNotThereAreUndecided(_ list: Observed<[DomainController]>) {
        let report = judge([SnapshotFixture.snapshot { $0.forest.domainControllers = list }])
        #expect(report.finding("WB-DC-002")?.outcome == .undecided)
        #expect(report.finding("WB-PDC-003")?.outcome == .undecided)
        #expect(report.verdicts.asked == .undecided)
    }

    @Test func aListInPartIsJudgedAndUndecided() {
        let report = judge([
            SnapshotFixture.snapshot {
                $0.forest.domainControllers = .partial(
                    [SnapshotFixture.controller("DC1", 1), SnapshotFixture.controller("DC2", 2)], why: "cut short")
            }
        ])
        let found = report.findings.filter { $0.rule == "WB-DC-002" }.map(\.outcome)
        #expect(found.sorted { $0.rawValue < $1.rawValue } == [.met, .met, .undecided])
    }

    @Test func twoForestsAreJudgedTogether() {
        let other = SnapshotFixture.snapshot {
            $0.forest = SnapshotFixture.forest("partner.example")
            $0.domain { $0.netbiosName = .value("PART.NER") }
        }
        let report = judge([other, SnapshotFixture.snapshot()], domains: ["partner.example", "corp.example.test"])
        #expect(report.snapshots.map(\.forest.rootDomain) == ["corp.example.test", "partner.example"])
        #expect(report.findings.filter { $0.rule == "WB-DOM-001" }.allSatisfy { $0.outcome == .met })
        #expect(report.verdicts.domains["corp.example.test"] == .ready)
        #expect(report.verdicts.asked == .notReady)
    }

    @Test func aNameThatNoForestHoldsIsSaidOnce() {
        let other = SnapshotFixture.snapshot { $0.forest = SnapshotFixture.forest("partner.example") }
        let report = judge([other, SnapshotFixture.snapshot()], domains: ["nowhere.example"])
        #expect(report.findings.filter { $0.subject.name == "nowhere.example" }.count == 1)
        #expect(report.verdicts.domains["nowhere.example"] == .undecided)
    }

    @Test func noForestAtAllIsUndecided() {
        let report = judge([])
        #expect(report.findings.isEmpty)
        #expect(report.verdicts.asked == .undecided)
    }
}
