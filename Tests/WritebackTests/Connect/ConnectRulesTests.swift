import ActiveDirectory
import Foundation
import Inspection
import LDAP
import Testing

@testable import Writeback

@Suite("the rules about the sync server")
struct ConnectRulesTests {
    private static func report(
        asOf: Date = EvidenceFixture.asOf, _ change: (inout Evidence) -> Void = { _ in },
        forest: (inout ForestSnapshot) -> Void = { _ in }
    ) throws -> ReadinessReport {
        var evidence = try EvidenceFixture.healthy()
        change(&evidence)
        return judge(
            [SnapshotFixture.snapshot(forest)], asOf: asOf, evidence: evidence, writebacks: [.password])
    }

    /// The worst finding of a rule, on a subject.
    private static func finding(
        _ rule: RuleIdentifier, on subject: String? = nil, _ change: (inout Evidence) -> Void = { _ in },
        forest: (inout ForestSnapshot) -> Void = { _ in }
    ) throws -> Finding {
        let report = try report(change, forest: forest)
        return try #require(report.finding(rule, subject))
    }

    private static let own = Catalogue.rules.filter { $0.plane == .connect && $0.writeback == .password }

    private static let judged = Catalogue.rules.filter { rule in
        if case .evidence = rule.judge { rule.plane == .connect && rule.writeback == .password } else { false }
    }

    @Test("the files of a server where all is well leave nothing open but what no file can tell")
    func healthy() throws {
        let findings = try Self.report().findings.filter { $0.plane == .connect }
        let open = findings.filter { $0.outcome == .notMet || $0.outcome == .undecided }
        #expect(
            Set(open.map(\.rule)) == [
                "WB-CON-003", "WB-CON-004", "WB-CON-005", "WB-CON-008", "WB-CON-010", "WB-CON-040", "WB-CON-041",
                "WB-CON-042", "WB-CON-043",
            ],
            "\(open.map(\.title))")
        #expect(open.allSatisfy { $0.outcome == .undecided })
        #expect(Set(findings.map(\.rule)) == Set(Self.own.map(\.id)))
    }

    @Test("without files each rule is undecided, and says which option gives the file")
    func withoutFiles() throws {
        let report = judge([SnapshotFixture.snapshot()], planes: [.connect])
        for rule in Self.judged {
            let findings = report.findings.filter { $0.rule == rule.id }
            #expect(!findings.isEmpty && findings.allSatisfy { $0.outcome == .undecided }, "\(rule.id)")
            #expect(findings.allSatisfy { $0.severity == rule.severity(under: .current) }, "\(rule.id)")
            #expect(
                findings.allSatisfy { $0.because.contains { $0.value.hasPrefix("no file was given with --") } },
                "\(rule.id)")
        }
        #expect(report.finding("WB-CON-011")?.because.first?.value == "no file was given with --run-history")
        #expect(report.finding("WB-CON-006")?.because.first?.value == "no file was given with --secedit")
        #expect(report.finding("WB-CON-001")?.because.first?.value == "no file was given with --connect-export")
    }

    @Test("what no file decides, and what files may be silent about, somebody may attest; the rest nobody")
    func attestable() {
        let attestable = Set(Self.own.filter(\.isAttestable).map(\.id))
        #expect(
            attestable == [
                "WB-CON-003", "WB-CON-004", "WB-CON-005", "WB-CON-006", "WB-CON-007", "WB-CON-008", "WB-CON-009",
                "WB-CON-010", "WB-CON-011", "WB-CON-040", "WB-CON-041", "WB-CON-042", "WB-CON-043",
            ])
    }

    @Test("an attestation without a subject answers a question of every computer")
    func attested() throws {
        let report = try Self.report {
            $0.securityPolicies = []
            $0.attestations = [
                Attestation(
                    rule: "WB-CON-006", subject: nil, isMet: true, who: "J. Doe",
                    date: EvidenceFixture.asOf.addingTimeInterval(-60),
                    expires: EvidenceFixture.asOf.addingTimeInterval(60), source: "attest.yaml:2")
            ]
        }
        let findings = report.findings.filter { $0.rule == "WB-CON-006" }
        #expect(Set(findings.map(\.subject.name)) == [ConnectFixture.server, "dc1.corp.example.test"])
        #expect(findings.allSatisfy { $0.outcome == .met })
    }

    @Test("where cloud sync writes back, only its own question and those about filters are asked")
    func cloudSync() throws {
        var evidence = try EvidenceFixture.healthy()
        evidence.connectExport = nil
        let report = judge(
            [SnapshotFixture.snapshot()], asOf: EvidenceFixture.asOf, evidence: evidence, writebacks: [.password],
            engine: .cloudSync)
        let findings = report.findings.filter { $0.plane == .connect }
        let asked = findings.filter { $0.outcome != .notApplicable }
        #expect(Set(asked.map(\.rule)) == ["WB-CON-008", "WB-CON-010", "WB-CON-042"])
        #expect(
            findings.first { $0.rule == "WB-CON-001" }?.title
                == "Not asked where cloud sync writes back: Connect is of a build that the service still accepts")
        #expect(findings.first { $0.rule == "WB-CON-001" }?.because.first?.value == "cloud-sync")
        let connect = judge(
            [SnapshotFixture.snapshot()], asOf: EvidenceFixture.asOf, evidence: evidence, engine: .connect)
        #expect(
            connect.finding("WB-CON-010")?.title
                == "Not asked where Entra Connect writes back: Cloud sync, where it is used, has writeback switched on")
    }

    @Test(
        "an old build is a warning until the day on which it stops",
        arguments: [
            ("2.5.78.0", "2026-09-29T23:59:59Z", Severity.warning), ("2.5.78.0", "2026-09-30T00:00:00Z", .blocker),
            ("1.0.8642.0", "2026-09-29T00:00:00Z", .warning), ("1.0.8641.0", "2026-09-29T00:00:00Z", .blocker),
        ])
    func buildByDay(_ build: String, _ day: String, _ severity: Severity) throws {
        let moment = try EvidenceFixture.date(day)
        let report = try Self.report(asOf: moment) {
            $0.settings { $0.build = ConnectBuild(build).map { .value($0) } ?? .absent }
        }
        let finding = try #require(report.finding("WB-CON-001"))
        #expect(finding.outcome == .notMet && finding.severity == severity, "\(finding.title)")
    }

    private static func title(_ rule: RuleIdentifier, _ change: (inout Evidence) -> Void) throws -> String? {
        try report(change).finding(rule)?.title
    }

    @Test("titles tell the fact")
    func titles() throws {
        #expect(
            try Self.title("WB-CON-014") { $0.preferred("dc2.corp.example.test") }
                == "Writeback for corp.example.test will go to dc2.corp.example.test, and not first to PDC emulator dc1.corp.example.test"
        )
        #expect(
            try Self.title("WB-CON-011") { $0.runs(.fullImport, of: ConnectFixture.forest) { $0.kinds = [] } }
                == "Connector corp.example.test: no finished full import is in the history")
        #expect(
            try Self.title("WB-CON-022") { $0.settings { $0.passwordWriteback = .value(false) } }
                == "The wizard shows password writeback as off, and connector example.onmicrosoft.com - AAD has it on")
        #expect(
            try Self.title("WB-CON-020") {
                $0.rule("Microsoft.InfromADUserAccountEnabled") { $0.isDisabled = .value(true) }
            }
                == "Rule Microsoft.InfromADUserAccountEnabled is disabled on connector corp.example.test")
        #expect(
            try Self.title("WB-CON-020") { $0.rules { $0.removeAll { $0.name == "In from AD - User AccountEnabled" } } }
                == "Connector corp.example.test has no rule Microsoft.InfromADUserAccountEnabled")
        #expect(
            try Self.title("WB-CON-017") { $0.connector { $0.accountName = .value("svc'sync") } }
                == "Connect signs in to corp.example.test as CORP.EXAMPLE.TEST\\svc'sync, whose rights were not judged")
    }

    @Test("what a run rests on stands with it, and what an absence means")
    func factsOfRuns() throws {
        let met = try Self.finding("WB-CON-011", on: "corp.example.test")
        #expect(
            met.because.map(\.value) == [
                "success, ended 2026-11-02, told by the name of its profile (Full Import)",
                "success, ended 2026-11-02, told by its steps (Initial)",
            ])
        #expect(met.title == "Connector corp.example.test has imported and synchronised fully")
        let absent = try Self.finding("WB-CON-011") {
            $0.runs(.fullImport, of: ConnectFixture.forest) { $0.kinds = [] }
        }
        #expect(
            absent.because.first?.value
                == "none; the history begins on 2026-11-02, and runs are purged after 7 days by default")
        let empty = try Self.finding("WB-CON-011") { $0.runHistory?.runs = [] }
        #expect(empty.because.first?.value == "none; the history is empty, and runs are purged after 7 days by default")
    }

    @Test("commands name the connector, the account and the forest that they are for")
    func commands() throws {
        let off = try Self.finding("WB-CON-002") { $0.tenant { $0.writesPasswordsBack = .value(false) } }
        let command = "Set-ADSyncAADPasswordResetConfiguration -Connector 'example.onmicrosoft.com - AAD' -Enable "
        #expect(off.remedy?.command == command + "$true" && off.remedy?.undo == .command(command + "$false"))
        let other = try Self.finding("WB-CON-017") { $0.connector { $0.accountName = .value("svc'sync") } }
        #expect(
            other.remedy?.command
                == "adinspect check corp.example.test --connector-account 'CORP.EXAMPLE.TEST\\svc'\\''sync'")
        let disabled = try Self.finding(
            "WB-CON-017", forest: { $0.account { $0.userAccountControl = .value([.normalAccount, .disabled]) } })
        #expect(disabled.remedy?.command == nil && disabled.remedy?.steps.first?.contains("WB-ACC-002") == true)
    }

    @Test("where files were given, a computer without one is told from one whose file was set aside")
    func missingFiles() throws {
        let unnamed = try Self.finding("WB-CON-006", on: "dc1.corp.example.test") { $0.securityPolicies.removeLast() }
        #expect(unnamed.because.map(\.value) == ["no file given with --secedit is named after it"])
        let aside = try Self.finding("WB-CON-006", on: "dc1.corp.example.test") {
            for index in $0.securityPolicies.indices { $0.securityPolicies[index].writtenAt = .absent }
        }
        #expect(aside.because.count == 2 && aside.because.allSatisfy { $0.value.hasPrefix("set aside: ") })
    }

    private static func remoteSAM(_ value: Observed<SecurityDescriptor>) throws -> String? {
        try report { $0.remoteSAM(value, in: "dc1.inf") }
            .finding("WB-CON-006", "dc1.corp.example.test")?.because.first?.value
    }

    @Test("what RestrictRemoteSAM is stands with the finding")
    func factsOfRemoteSAM() throws {
        #expect(try Self.remoteSAM(.absent) == "empty, which is not enforced")
        #expect(
            try Self.remoteSAM(.notReturned) == "not in the file: no policy sets it; the registry may still hold it")
        #expect(try Self.remoteSAM(.notCollected(why: "no section")) == "not known: no section")
        let met = try Self.finding("WB-CON-006", on: "dc1.corp.example.test")
        #expect(met.because.first?.value == "O:BAG:BAD:(A;;RC;;;BA)(A;;RC;;;AU)")
        #expect(met.title == "RestrictRemoteSAM on dc1.corp.example.test lets CORP\\MSOL_0a1b2c3d4e5f in")
    }
}
