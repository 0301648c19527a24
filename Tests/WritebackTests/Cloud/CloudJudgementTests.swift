import Foundation
import Inspection
import Testing

@testable import Writeback

@Suite("the tenant, by Graph's answers") struct CloudJudgementTests {
    private static func report(_ change: (inout Evidence) throws -> Void = { _ in }) throws -> ReadinessReport {
        var evidence = try EvidenceFixture.healthy()
        try change(&evidence)
        return judge(
            [SnapshotFixture.snapshot()], asOf: EvidenceFixture.asOf, planes: [.cloud], evidence: evidence,
            writebacks: [.password])
    }

    private static func judged(by report: ReadinessReport) -> [Finding] {
        let questions: Set<RuleIdentifier> = ["WB-CLD-004", "WB-CLD-011"]
        return report.findings.filter { $0.plane == .cloud && !questions.contains($0.rule) }
    }

    @Test("where all is well only the portal is a question") func healthy() throws {
        let own = Self.judged(by: try Self.report())
        #expect(own.allSatisfy { $0.outcome == .met }, "\(own.map(\.title))")
        #expect(Set(own.map(\.rule)).count == CloudRules.all.count - 2)
        let attested = try Self.report { $0.attest("WB-CLD-004", "the tenant") }
        #expect(attested.verdicts.planes[.cloud] == .ready)
        #expect(try Self.report().verdicts.planes[.cloud] == .undecided)
    }

    @Test("passwordWritebackEnabled decides nothing, whatever it says") func notInUse() throws {
        let all = try [Observed.value(true), .value(false), .absent, .notReturned].map { flag in
            try Self.report { evidence in
                guard case .value(var list)? = evidence.graph?.synchronization else { return }
                list[0].passwordWritebackNotInUse = flag
                evidence.graph?.synchronization = .value(list)
            }.findings
        }
        #expect(all.allSatisfy { $0 == all[0] })
        let finding = try #require(all[0].first { $0.rule == "WB-CLD-004" })
        #expect(finding.outcome == .undecided && finding.severity == .blocker)
        #expect(!all.joined().contains { $0.because.contains { $0.value.contains("passwordWritebackEnabled") } })
    }

    @Test("without a file each rule is undecided, and says which option gives it") func missing() throws {
        let report = try Self.report { $0.graph = nil }
        for finding in Self.judged(by: report) {
            #expect(finding.outcome == .undecided, "\(finding.title)")
            #expect(finding.because.contains { $0.value.contains("--graph") }, "\(finding.rule)")
        }
        for rule in CloudRules.all { #expect(report.finding(rule.id)?.outcome == .undecided, "\(rule.id)") }
        let unnamed = try Self.report {
            $0.enablingAdministrator = nil
            $0.testUsers = []
        }
        for rule: RuleIdentifier in ["WB-CLD-002", "WB-CLD-003", "WB-CLD-007", "WB-CLD-010"] {
            let finding = try #require(unnamed.finding(rule))
            let option = rule == "WB-CLD-002" || rule == "WB-CLD-007" ? "--enabling-admin" : "--test-user"
            #expect(finding.because.contains { $0.value.contains(option) }, "\(rule)")
        }
    }

    private static let takings: [(name: String, rules: Set<RuleIdentifier>, take: @Sendable (inout Evidence) -> Void)] =
        [
            ("subscribedSkus", ["WB-CLD-001", "WB-CLD-006"], { $0.take(\.subscriptions, .subscribedSkus) }),
            ("users", ["WB-CLD-002", "WB-CLD-003", "WB-CLD-007", "WB-CLD-010"], { $0.take(\.users, .users) }),
            (
                "userRegistrationDetails", ["WB-CLD-003", "WB-CLD-010"],
                { $0.take(\.registrations, .userRegistrationDetails) }
            ),
            ("organization", ["WB-CLD-008", "WB-CLD-009"], { $0.take(\.organizations, .organization) }),
            ("authorizationPolicy", ["WB-CLD-005"], { $0.take(\.authorizationPolicies, .authorizationPolicy) }),
            ("domains", ["WB-CLD-002"], { $0.take(\.domains, .domains) }),
            ("onPremisesSynchronization", [], { $0.take(\.synchronization, .onPremisesSynchronization) }),
        ]

    @Test(
        "each answer that is taken away alone leaves what it decided undecided, and nothing else",
        arguments: takings.indices)
    func takenAway(_ index: Int) throws {
        let taking = Self.takings[index]
        let own = Self.judged(by: try Self.report { taking.take(&$0) })
        #expect(Set(own.filter { $0.outcome == .undecided }.map(\.rule)) == taking.rules, "\(taking.name)")
        #expect(own.allSatisfy { $0.outcome == .undecided || $0.outcome == .met }, "\(taking.name)")
        for finding in own where finding.outcome == .undecided {
            #expect(
                finding.because.contains { $0.value.contains("Graph's \(taking.name)") },
                "\(finding.title): \(finding.because)")
        }
    }

    @Test("facts name the file and its date, findings the user and its identifier") func facts() throws {
        let report = try Self.report()
        let finding = try #require(report.finding("WB-CLD-003"))
        #expect(finding.subject.kind == .cloudUser && finding.subject.name == Evidence.alice)
        #expect(finding.subject.id == "71829304-15a6-4b7c-8d9e-0f1a2b3c4d5e")
        #expect(
            finding.title
                == "Test user alice@corp.example.test has a licence, and is enabled, and may reset a password, and has registered"
        )
        #expect(finding.because.allSatisfy { !$0.authenticated && $0.at == EvidenceFixture.writtenAt })
        #expect(finding.because.first?.observedOn == "user-admin.json, user-alice.json")
        let licence = try #require(report.finding("WB-CLD-001"))
        #expect(licence.title == "Tenant Example has EMS, which includes writeback")
        #expect(licence.because.first?.value == "EMS: Enabled, units 25, AAD_PREMIUM Success")
    }

    @Test("how long ago the last synchronisation was is told", arguments: [(119.0, "119 minutes"), (120.0, "2 hours")])
    func lastSynchronisation(_ minutes: Double, _ words: String) throws {
        let report = try Self.report {
            $0.organization {
                $0.lastSynchronizedAt = .value(EvidenceFixture.writtenAt.addingTimeInterval(-minutes * 60))
            }
        }
        let fact = try #require(
            report.finding("WB-CLD-008")?.because.first { $0.statement == "last synchronisation" })
        #expect(fact.value.hasSuffix(", \(words) before the answer"), "\(fact.value)")
    }

    @Test("of what weighs the same everything is told")
    func everyReason() throws {
        func title(_ change: (inout Evidence) -> Void) throws -> String {
            try #require(try Self.report { change(&$0) }.finding("WB-CLD-010")).title
        }
        let cloud = "Test user alice@corp.example.test is a cloud account, which nothing is written back for"
        let builtIn = try title {
            $0.user(Evidence.alice) { $0.isSynchronized = .absent }
            $0.user(Evidence.alice) { $0.onPremisesSecurityIdentifier = .value("S-1-5-21-9-9-9-500") }
        }
        #expect(
            builtIn
                == "\(cloud), and is of no domain that is judged, and is an account that every domain has (500)")
        let administrator = try title {
            $0.user(Evidence.alice) { $0.isSynchronized = .absent }
            $0.registration { $0.isAdministrator = .value(true) }
        }
        #expect(
            administrator == "\(cloud), and is an administrator of the tenant, whose reset another policy rules")
        let open = try title {
            $0.user(Evidence.alice) { $0.isSynchronized = .notReturned }
            $0.user(Evidence.alice) { $0.onPremisesSecurityIdentifier = .notReturned }
            $0.registration { $0.isAdministrator = .notReturned }
        }
        let may = "Test user alice@corp.example.test may be a cloud account, and may be of another domain"
        #expect(open == "\(may), and may be an administrator of the tenant")
        var evidence = try EvidenceFixture.healthy()
        evidence.user(Evidence.alice) { $0.isSynchronized = .notReturned }
        evidence.user(Evidence.alice) { $0.onPremisesSecurityIdentifier = .value("S-1-5-21-9-9-9-1105") }
        let unlisted = judge(
            [SnapshotFixture.snapshot { $0.domain { $0.sid = .notReturned } }], asOf: EvidenceFixture.asOf,
            evidence: evidence)
        #expect(unlisted.finding("WB-CLD-010")?.title == may)
    }

    @Test("the plans of a user are told, or that there are none of these") func plans() throws {
        let healthy = try #require(try Self.report().finding("WB-CLD-002")?.because.first)
        #expect(healthy.value == "\(GraphServicePlan.entraP1) Enabled")
        let none = try Self.report { $0.user(Evidence.administrator) { $0.assignedPlans = .value([]) } }
        #expect(none.finding("WB-CLD-002")?.because.first?.value == "none of Entra ID P1 or P2")
    }

    @Test("a tenant without a name is called so") func unnamedTenant() throws {
        let report = try Self.report { $0.organization { $0.displayName = .value("") } }
        #expect(report.finding("WB-CLD-001")?.title == "The tenant has EMS, which includes writeback")
    }

    @Test("where the sources disagree the finding says so") func disagreement() throws {
        let report = try Self.report { $0.user(Evidence.administrator) { $0.isSynchronized = .value(true) } }
        let finding = try #require(report.finding("WB-CLD-002"))
        #expect(finding.title.contains("the sources disagree"), "\(finding.title)")
    }

    @Test("memberOf with as many objects as $expand gives is read as a part") func expansion() throws {
        for (count, state) in [(19, "value"), (20, "partial")] {
            let groups = [String](
                repeating: ##"{"@odata.type":"#microsoft.graph.group","displayName":"G"}"##, count: count)
            let text = #"{"userPrincipalName":"a@b","memberOf":[\#(groups.joined(separator: ","))]}"#
            #expect(try GraphEvidenceTests.read(text).users.known?.first?.roles.state == state, "\(count)")
        }
    }
}
