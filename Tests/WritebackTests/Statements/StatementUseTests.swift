import Foundation
import Inspection
import Testing

@testable import Writeback

@Suite("what people say, laid upon the findings")
struct StatementUseTests {
    private static let attested: RuleIdentifier = "WB-CLD-004"
    private static let day = 86_400.0

    private static func attestation(
        _ rule: RuleIdentifier = attested, subject: String? = nil, isMet: Bool = true, from: Double = -1, to: Double = 1
    ) -> Attestation {
        Attestation(
            rule: rule, subject: subject, isMet: isMet, who: "J. Doe",
            date: EvidenceFixture.asOf.addingTimeInterval(from * day),
            expires: EvidenceFixture.asOf.addingTimeInterval(to * day), source: "attest.yaml:2")
    }

    private static func waiver(
        _ rule: RuleIdentifier, subject: String? = nil, to: Double = 1
    ) -> WaiverStatement {
        WaiverStatement(
            rule: rule, subject: subject,
            waiver: Waiver(
                reason: "CHG-42", owner: "J. Doe", expires: EvidenceFixture.asOf.addingTimeInterval(to * day)),
            source: "waivers.yaml:2")
    }

    private static func report(
        _ evidence: Evidence, planes: Set<Plane> = [.cloud], _ change: (inout Evidence) -> Void = { _ in }
    ) -> ReadinessReport {
        var evidence = evidence
        change(&evidence)
        return judge(
            [
                SnapshotFixture.snapshot {
                    $0.domain { $0.passwordPolicy.minimumPasswordAge = .value(.seconds(86_400)) }
                }
            ],
            asOf: EvidenceFixture.asOf, planes: planes, evidence: evidence)
    }

    @Test("an answer decides a question that no file can, and is marked as what it is")
    func answered() throws {
        var evidence = Evidence()
        evidence.attestations = [Self.attestation()]
        let finding = try #require(Self.report(evidence).finding(Self.attested))
        #expect(finding.outcome == .met)
        #expect(finding.title.hasPrefix("Attested by J. Doe: "))
        #expect(finding.remedy == nil)
        let fact = try #require(finding.because.last)
        #expect(fact.statement == "attestation" && !fact.authenticated && fact.source == "attest.yaml:2")
        #expect(finding.attestations == [fact])
    }

    @Test("no is an answer too, and wins over a yes")
    func denied() {
        var evidence = Evidence()
        evidence.attestations = [Self.attestation(), Self.attestation(isMet: false)]
        let finding = Self.report(evidence).finding(Self.attested)
        #expect(finding?.outcome == .notMet)
        #expect(finding?.remedy != nil)
    }

    @Test(
        "an answer that does not hold, or is about something else, leaves the question open",
        arguments: [
            attestation(from: -3, to: -1), attestation(from: 1, to: 2), attestation(subject: "another tenant"),
        ])
    func unanswered(_ one: Attestation) {
        var evidence = Evidence()
        evidence.attestations = [one]
        #expect(Self.report(evidence).finding(Self.attested)?.outcome == .undecided)
    }

    @Test("an answer holds on its first and on its last moment", arguments: [(0.0, 1.0), (-1.0, 0.0)])
    func atTheBounds(_ from: Double, _ to: Double) {
        var evidence = Evidence()
        evidence.attestations = [Self.attestation(from: from, to: to)]
        #expect(Self.report(evidence).finding(Self.attested)?.outcome == .met)
    }

    @Test("the fact says what was answered", arguments: [true, false])
    func factOfAnAnswer(_ isMet: Bool) {
        var evidence = Evidence()
        evidence.attestations = [Self.attestation(isMet: isMet)]
        let fact = Self.report(evidence).finding(Self.attested)?.because.last
        #expect(fact?.value.hasPrefix(isMet ? "yes, says J. Doe" : "no, says J. Doe") == true)
    }

    @Test("the titles about statements say what became of them")
    func titles() {
        var evidence = Evidence()
        evidence.attestations = [Self.attestation()]
        let report = Self.report(evidence)
        #expect(report.finding("WB-STM-003")?.title.contains(" is in force on ") == true)
        #expect(report.finding("WB-STM-004")?.title.hasSuffix(" answers a finding") == true)
        #expect(report.finding("WB-STM-004")?.because.map(\.value) == ["laid upon a finding"])
        let unused = Self.report(evidence, planes: [])
        #expect(unused.finding("WB-STM-004")?.title.hasSuffix(" answers nothing") == true)
        #expect(unused.finding("WB-STM-004")?.because.map(\.value) == ["no finding of the rule fits"])
        evidence.attestations = [Self.attestation(from: -3, to: -2)]
        #expect(Self.report(evidence).finding("WB-STM-003")?.title.contains(" is not in force on ") == true)
    }

    @Test("the subject may be named, without case")
    func named() {
        var evidence = Evidence()
        evidence.attestations = [Self.attestation(subject: "THE TENANT")]
        #expect(Self.report(evidence).finding(Self.attested)?.outcome == .met)
    }

    @Test("nobody attests what the directory tells")
    func directoryRulesAreNotAttestable() {
        for rule in Catalogue.rules where rule.plane == .directory { #expect(!rule.isAttestable, "\(rule.id)") }
    }

    @Test("an attestation that is of no use is a finding that does not count")
    func unusedAttestation() {
        var evidence = Evidence()
        evidence.attestations = [Self.attestation()]
        let report = Self.report(evidence, planes: [])
        #expect(report.finding("WB-STM-003")?.outcome == .met)
        #expect(report.finding("WB-STM-004")?.outcome == .notMet)
        #expect(report.finding("WB-STM-004")?.severity == .information)
        #expect(Self.report(evidence).finding("WB-STM-004")?.outcome == .met)
        evidence.attestations = [Self.attestation(from: -3, to: -2)]
        #expect(Self.report(evidence).finding("WB-STM-003")?.outcome == .notMet)
        #expect(Self.report(evidence).finding("WB-STM-004") == nil)
    }

    @Test("a waiver stands with the finding, changes no outcome, and makes of a blocker a warning")
    func waived() throws {
        let open = Self.report(Evidence(), planes: [])
        let finding = try #require(open.findings.first { $0.outcome == .notMet && $0.severity > .information })
        var evidence = Evidence()
        evidence.waivers = [Self.waiver(finding.rule, subject: finding.subject.name)]
        let report = Self.report(evidence, planes: [])
        let waived = try #require(report.finding(finding.rule, finding.subject.name))
        #expect(waived.outcome == .notMet && waived.severity == finding.severity)
        #expect(waived.waiver?.owner == "J. Doe")
        #expect(report.verdicts.asked == .readyWithWarnings)
        #expect(report.finding("WB-STM-001")?.outcome == .met)
        #expect(report.finding("WB-STM-002")?.outcome == .met)
    }

    @Test("one that has expired, or fits nothing, waives nothing and is a finding")
    func uselessWaivers() throws {
        let open = Self.report(Evidence(), planes: [])
        let finding = try #require(open.findings.first { $0.outcome == .notMet && $0.severity > .information })
        var evidence = Evidence()
        evidence.waivers = [Self.waiver(finding.rule, to: -1), Self.waiver("WB-PDC-001")]
        let report = Self.report(evidence, planes: [])
        #expect(report.finding(finding.rule, finding.subject.name)?.waiver == nil)
        #expect(report.finding("WB-STM-001", finding.rule.rawValue)?.outcome == .notMet)
        #expect(report.finding("WB-STM-002", "WB-PDC-001")?.outcome == .notMet)
        #expect(report.finding("WB-STM-002", finding.rule.rawValue) == nil)
    }

    @Test("a waiver holds on its last moment, and of two that hold as long the first stands")
    func waiversAtTheBound() throws {
        let open = Self.report(Evidence(), planes: [])
        let finding = try #require(open.findings.first { $0.outcome == .notMet && $0.severity > .information })
        var evidence = Evidence()
        evidence.waivers = [Self.waiver(finding.rule, to: 0), Self.waiver(finding.rule, to: 0)]
        evidence.waivers[1].waiver.owner = "A. Nother"
        let waiver = Self.report(evidence, planes: []).finding(finding.rule, finding.subject.name)?.waiver
        #expect(waiver?.owner == "J. Doe")
    }

    @Test("what is met, and what only informs, needs no waiver", arguments: ["WB-PDC-001", "WB-FOR-003"])
    func neededByNothing(_ rule: String) {
        var evidence = Evidence()
        evidence.waivers = [Self.waiver(RuleIdentifier(rawValue: rule))]
        let report = judge(
            [SnapshotFixture.snapshot { $0.forest.optionalFeatures = .value([]) }], asOf: EvidenceFixture.asOf,
            evidence: evidence)
        #expect(report.finding("WB-FOR-003")?.outcome == .notMet)
        #expect(report.finding(RuleIdentifier(rawValue: rule))?.waiver == nil)
        #expect(report.finding("WB-STM-002")?.outcome == .notMet)
    }

    @Test("of several waivers the one that holds longest stands")
    func longest() throws {
        let open = Self.report(Evidence(), planes: [])
        let finding = try #require(open.findings.first { $0.outcome == .notMet && $0.severity > .information })
        var evidence = Evidence()
        evidence.waivers = [Self.waiver(finding.rule, to: 1), Self.waiver(finding.rule, to: 5)]
        let waiver = Self.report(evidence, planes: []).finding(finding.rule, finding.subject.name)?.waiver
        #expect(waiver?.expires == EvidenceFixture.asOf.addingTimeInterval(5 * Self.day))
    }
}
