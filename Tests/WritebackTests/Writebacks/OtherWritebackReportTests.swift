import ActiveDirectory
import Foundation
import Inspection
import LDAP
import Testing

@testable import Writeback

private typealias Fixture = OtherWritebacksFixture

/// What is said, done and undone about the other writebacks.
@Suite("reports of the other writebacks") struct OtherWritebackReportTests {
    private static let account = RightsFixture.name
    private static let dn = "CN=MSOL_0a1b2c3d4e5f,CN=Users,DC=corp"

    private static func finding(
        _ rule: RuleIdentifier, evidence: Evidence = Evidence(), _ change: (inout ForestSnapshot) -> Void
    ) throws -> Finding {
        let asOf = evidence.connectExport == nil ? SnapshotFixture.asOf : EvidenceFixture.asOf
        return try #require(
            judge([SnapshotFixture.snapshot(change)], asOf: asOf, evidence: evidence).finding(rule, account))
    }

    private static func remedy(
        _ rule: RuleIdentifier, evidence: Evidence = Evidence(), _ change: (inout ForestSnapshot) -> Void
    ) throws -> Remedy { try #require(finding(rule, evidence: evidence, change).remedy) }

    /// What the samba-tool command of a remedy adds.
    private static func added(_ remedy: Remedy) throws -> String {
        let command = try #require(remedy.alternatives.first { $0.tool.hasPrefix("samba-tool") })
        let entries = try #require(command.text.components(separatedBy: "--sddl='").last)
        return String(entries.prefix { $0 != "'" })
    }

    private static func dsacls(_ remedy: Remedy) -> [String] {
        remedy.alternatives.filter { $0.tool.hasPrefix("dsacls") }.map(\.text)
    }

    // MARK: Kinds

    @Test("only the kinds that are asked for are judged, and the report says which")
    func kinds() throws {
        let families: [WritebackKind: String] = [
            .device: "WB-DEV", .group: "WB-GRP", .exchange: "WB-EXC", .consistencyGuid: "WB-CGU",
            .keyCredentials: "WB-KEY",
        ]
        let snapshot = SnapshotFixture.snapshot()
        for kind in WritebackKind.allCases {
            let report = judge([snapshot], writebacks: [kind])
            #expect(report.writebacks == [kind])
            for (other, family) in families {
                let has = report.findings.contains { $0.rule.rawValue.hasPrefix(family) }
                #expect(has == (other == kind), "\(family) for \(kind)")
            }
            #expect(report.findings.contains { $0.rule == "WB-PDC-001" } == (kind == .password))
        }
        #expect(
            judge([snapshot], writebacks: [.keyCredentials, .password]).writebacks == [.password, .keyCredentials])
        var evaluation = Evaluation(asOf: SnapshotFixture.asOf)
        #expect(evaluation.evaluate([snapshot]).writebacks == [.password])
        evaluation.writebacks = []
        #expect(evaluation.evaluate([snapshot]).verdicts.asked == .undecided)
    }

    @Test("a forest of which nothing was read is undecided for each, and never ready")
    func notCollected() {
        let snapshot = SnapshotFixture.snapshot {
            $0.forest.otherWritebacks = .notCollected(why: OtherWritebacks.notAskedFor)
            $0.domain { $0.consistencyGuids = .notCollected(why: OtherWritebacks.notAskedFor) }
        }
        for kind in [WritebackKind.device, .exchange] {
            #expect(judge([snapshot], writebacks: [kind]).verdicts.asked == .undecided, "\(kind)")
        }
        #expect(judge([snapshot], writebacks: [.consistencyGuid]).verdicts.asked == .readyWithWarnings)
    }

    @Test func whatIsReadForEachKind() {
        #expect(WritebackKind.collected(for: [.password]).isEmpty)
        #expect(WritebackKind.collected(for: [.password, .group]) == [.group])
        #expect(WritebackKind.collected(for: Set(WritebackKind.allCases)) == Set(OtherWriteback.allCases))
    }

    @Test func theContainerForGroupsComesFromTheExport() throws {
        var evidence = Evidence()
        #expect(evidence.groupContainer == nil)
        evidence = try EvidenceFixture.healthy()
        for (name, expected) in [("OU=G,DC=x", DistinguishedName("OU=G,DC=x")), ("", nil)] {
            var settings = try #require(evidence.connectExport?.settings.known)
            settings.groupWritebackContainer = .value(name)
            evidence.connectExport?.settings = .value(settings)
            #expect(evidence.groupContainer == expected)
        }
    }

    // MARK: Titles

    @Test(
        "titles name the account, the right and the place",
        arguments: [
            ("WB-DEV-004", "lacks Create devices on CN=RegisteredDevices,DC=corp,DC=example,DC=test"),
            ("WB-EXC-003", "lacks Write msDS-ExternalDirectoryObjectId on the users of corp.example.test"),
            ("WB-EXC-005", "lacks Write proxyAddresses on the groups of corp.example.test"),
            ("WB-CGU-001", "lacks Read and write mS-DS-ConsistencyGuid on the users of corp.example.test"),
            ("WB-KEY-002", "lacks Read and write msDS-KeyCredentialLink on the users of corp.example.test"),
            ("WB-GRP-002", "lacks Create groups on the domain root of corp.example.test"),
            ("WB-GRP-003", "lacks Read and write all properties of groups on the domain root of corp.example.test"),
            ("WB-GRP-004", "lacks Delete groups on the domain root of corp.example.test"),
        ])
    func titles(rule: String, title: String) throws {
        let finding = try Self.finding(RuleIdentifier(rawValue: rule)) {
            $0.root { $0 = [] }
            $0.service { $0.container = .value(Fixture.container(Fixture.registered.description, [])) }
        }
        #expect(finding.title == "\(Self.account) \(title)")
    }

    @Test func everyAttributeThatIsLackingIsAFact() throws {
        let finding = try Self.finding("WB-EXC-003") {
            $0.root { $0 = OtherWriteback.exchangeAttributes.dropLast(2).map { Fixture.write($0) } }
        }
        #expect(finding.title.contains("Write proxyAddresses"))
        #expect(
            finding.because.first { $0.statement == "lacking in all" }?.value
                == "Write proxyAddresses, Write publicDelegates")
        let one = try Self.finding("WB-EXC-003") {
            $0.root { $0 = OtherWriteback.exchangeAttributes.dropLast().map { Fixture.write($0) } }
        }
        #expect(!one.because.contains { $0.statement == "lacking in all" })
    }

    // MARK: Remedies

    @Test func sourceAnchors() throws {
        let remedy = try Self.remedy("WB-CGU-001") { $0.root { $0 = [] } }
        #expect(remedy.command == "Set-ADSyncMsDsConsistencyGuidPermissions -ADConnectorAccountDN '\(Self.dn)'")
        #expect(
            Self.dsacls(remedy) == [
                "dsacls \"DC=corp,DC=example,DC=test\" /I:S /G \"\(Self.account):RPWP;mS-DS-ConsistencyGuid;user\""
            ])
        #expect(
            try Self.added(remedy)
                == "(OA;CIIO;RPWP;23773dc2-b63a-11d2-90e1-00c04fd91ab1;\(RightsFixture.user);\(RightsFixture.sid))")
        guard case .restore(let saved) = remedy.undo else {
            Issue.record("\(remedy.undo)")
            return
        }
        #expect(saved.map(\.object) == ["DC=corp,DC=example,DC=test"])
    }

    @Test func exchange() throws {
        let remedy = try Self.remedy("WB-EXC-006") { $0.root { $0 = [] } }
        #expect(remedy.command == "Set-ADSyncExchangeHybridPermissions -ADConnectorAccountDN '\(Self.dn)'")
        #expect(try Self.added(remedy) == "(OA;CIIO;RPWP;;\(Fixture.contact);\(RightsFixture.sid))")
        #expect(Self.dsacls(remedy).first?.contains(":RPWP;;contact") == true)
    }

    @Test("what grants groups is granted, and found to be", arguments: [true, false])
    func groups(isContainer: Bool) throws {
        var evidence = Evidence()
        if isContainer {
            evidence = try EvidenceFixture.healthy()
            var settings = try #require(evidence.connectExport?.settings.known)
            settings.groupWritebackContainer = .value(Fixture.groupContainer.description)
            evidence.connectExport?.settings = .value(settings)
        }
        func snapshot(_ entries: [String]) -> (inout ForestSnapshot) -> Void {
            { snapshot in
                snapshot.root { $0 = entries }
                snapshot.others {
                    $0.groupContainerName = Fixture.groupContainer
                    $0.groupContainer = .value(Fixture.container(Fixture.groupContainer.description, entries))
                }
            }
        }
        let remedy = try Self.remedy("WB-GRP-002", evidence: evidence, snapshot([]))
        let place = isContainer ? Fixture.groupContainer.description : "DC=corp,DC=example,DC=test"
        #expect(
            remedy.command
                == (isContainer
                    ? "Set-ADSyncUnifiedGroupWritebackPermissions -ADConnectorAccountDN '\(Self.dn)' -ADobjectDN '\(place)'"
                    : nil))
        #expect(remedy.steps.first?.contains("--connect-export") == !isContainer)
        #expect(
            Self.dsacls(remedy) == [
                "dsacls \"\(place)\" /I:T /G \"\(Self.account):CCDC;group\"",
                "dsacls \"\(place)\" /I:S /G \"\(Self.account):GRGWCCDCSDDT;;group\"",
            ])
        let entries = try Self.added(remedy).split(separator: "(").map { "(\($0)" }
        #expect(entries.count == 2)
        for rule in ["WB-GRP-002", "WB-GRP-003", "WB-GRP-004"] {
            let finding = try Self.finding(
                RuleIdentifier(rawValue: rule), evidence: evidence, snapshot(entries))
            #expect(finding.outcome == .met, "\(finding.title)")
        }
    }

    @Test func cloudSyncHasACmdletOfItsOwn() throws {
        let remedy = try Self.remedy("WB-GRP-002") {
            $0.root { $0 = [] }
            $0.cloudSync()
        }
        #expect(
            remedy.command
                == "Set-AADCloudSyncPermissions -PermissionType UserGroupCreateDelete -TargetDomain 'corp.example.test' "
                + "-TargetDomainCredential (Get-Credential)")
    }

    @Test("what grants devices is granted, and found to be")
    func devices() throws {
        func snapshot(_ entries: [String]) -> (inout ForestSnapshot) -> Void {
            { snapshot in
                snapshot.service { $0.container = .value(Fixture.container(Fixture.registered.description, entries)) }
                snapshot.others {
                    $0.deviceConfiguration = .value(Fixture.container(Fixture.registration, entries))
                }
            }
        }
        for (rule, words, place) in [
            ("WB-DEV-004", "GRGWCCDCSDDT", Fixture.registered.description),
            ("WB-DEV-005", "GRGW", Fixture.registration),
        ] {
            let remedy = try Self.remedy(RuleIdentifier(rawValue: rule), snapshot([]))
            #expect(remedy.command == nil)
            #expect(Self.dsacls(remedy) == ["dsacls \"\(place)\" /I:T /G \"\(Self.account):\(words)\""])
            let finding = try Self.finding(
                RuleIdentifier(rawValue: rule), snapshot([try Self.added(remedy)]))
            #expect(finding.outcome == .met, "\(finding.title)")
        }
    }

    @Test("an entry that denies is taken away, on the object that has it")
    func denied() throws {
        let deny = "(D;;CC;;;\(RightsFixture.sid))"
        let remedy = try Self.remedy("WB-DEV-004") {
            $0.service {
                $0.container = .value(
                    Fixture.container(Fixture.registered.description, [deny, Fixture.writeDevices]))
            }
        }
        #expect(remedy.command?.contains(Fixture.registered.description) == true)
        #expect(remedy.command?.contains(deny) == false)
        #expect(remedy.steps.first?.hasPrefix("An entry denies it.") == true)
        let elsewhere = try Self.remedy("WB-DEV-004") {
            $0.service {
                $0.container = .value(
                    Fixture.container(Fixture.registered.description, ["(A;;CC;;;\(RightsFixture.sid))"]))
            }
            $0.others { $0.classDefaults["msDS-Device"] = .value("D:(D;;RPWP;;;\(RightsFixture.sid))") }
        }
        #expect(elsewhere.command == nil && elsewhere.alternatives.isEmpty)
    }

    @Test func whatIsGrantedIsAFactEachAndWhatIsLackingAlone() throws {
        let met = try Self.finding("WB-DEV-004") { _ in }
        #expect(met.because.filter { $0.value.hasPrefix("granted by entry 0 of ") }.count == 2)
        let lacking = try Self.finding("WB-DEV-004") {
            $0.service {
                $0.container = .value(
                    Fixture.container(Fixture.registered.description, ["(A;CI;RPWP;;;\(RightsFixture.sid))"]))
            }
        }
        #expect(lacking.because.map(\.value) == ["denied: no entry grants it", "3"])
    }

    @Test func devicesAlreadyThereAreAFact() throws {
        let finding = try Self.finding("WB-DEV-004") { _ in }
        #expect(finding.because.last?.value == "3")
    }

    // MARK: Keys

    private static func keys(_ names: [SecurityIdentifier], domains: Int = 1) throws -> Remedy {
        try remedy("WB-KEY-002") { snapshot in
            snapshot.root { $0 = names.map { RuleCase.keys($0) } }
            if domains > 1, case .value(let known) = snapshot.forest.domains {
                snapshot.forest.domains = .value(known + [SnapshotFixture.domain("emea.corp.example.test", number: 8)])
            }
        }
    }

    @Test("membership of the group that has the right, else an entry of its own")
    func membership() throws {
        let own = RuleCase.keyAdmins
        let enterprise = RuleCase.enterpriseKeyAdmins
        let words = { (sid: SecurityIdentifier) in
            "-Identity '\(sid)' -Server 'corp.example.test' -Members '\(Self.dn)'"
        }
        for (names, domains, group) in [
            ([own, enterprise], 1, own), ([own, enterprise], 2, enterprise), ([own], 2, own),
            ([enterprise], 1, enterprise),
        ] {
            let remedy = try Self.keys(names, domains: domains)
            #expect(remedy.command == "Add-ADGroupMember \(words(group))")
            #expect(remedy.undo == .command("Remove-ADGroupMember \(words(group)) -Confirm:$false"))
            #expect(remedy.alternatives.count == 2)
        }
        let direct = try Self.keys([])
        #expect(
            direct.command
                == "dsacls \"DC=corp,DC=example,DC=test\" /I:S /G \"\(Self.account):RPWP;msDS-KeyCredentialLink;user\"")
        #expect(direct.alternatives.count == 1)
        #expect(
            try Self.added(direct)
                == "(OA;CIIO;RPWP;5b47d60f-6090-40b2-9f37-2a4de88f3063;\(RightsFixture.user);\(RightsFixture.sid))")
    }

    @Test func theRootDomainIsFoundInAnyLetters() throws {
        let remedy = try Self.remedy("WB-KEY-002") {
            $0.root { $0 = [RuleCase.keys(RuleCase.enterpriseKeyAdmins)] }
            $0.forest.rootDomain = "CORP.example.test"
        }
        #expect(remedy.command?.hasPrefix("Add-ADGroupMember") == true)
    }

    // MARK: Delegation

    @Test func containersThatGrantAreNamed() throws {
        let names = ["A", "B", "C", "D"]
        let finding = try Self.finding("WB-CGU-001") {
            $0.root { $0 = [] }
            $0.containers(.value(names.map { RightsFixture.container($0, [RightsFixture.properties]) }))
        }
        #expect(
            finding.title
                == "\(Self.account) has Read and write mS-DS-ConsistencyGuid on users of corp.example.test only below "
                + "OU=A,DC=corp,DC=example,DC=test; OU=B,DC=corp,DC=example,DC=test; OU=C,DC=corp,DC=example,DC=test; and 1 more"
        )
        #expect(finding.because.filter { $0.statement == "granted below" }.count == 4)
    }

    @Test func threeContainersAreAllNamed() throws {
        let finding = try Self.finding("WB-CGU-001") {
            $0.root { $0 = [] }
            $0.containers(.value(["A", "B", "C"].map { RightsFixture.container($0, [RightsFixture.properties]) }))
        }
        #expect(finding.title.hasSuffix("; OU=C,DC=corp,DC=example,DC=test"))
    }

    @Test func theDomainOfAContainerIsTheNearest() {
        let snapshot = SnapshotFixture.snapshot {
            guard case .value(let known) = $0.forest.domains else { return }
            $0.forest.domains = .value(known + [SnapshotFixture.domain("emea.corp.example.test", number: 8)])
        }
        let forest = ForestUnderJudgement(
            snapshot: snapshot, baseline: .current, asOf: SnapshotFixture.asOf, vantage: .elsewhere,
            scope: Scope(selecting: [], present: []))
        let found = { forest.domain(holding: DistinguishedName($0))?.dnsName }
        #expect(found("OU=X,DC=emea,DC=corp,DC=example,DC=test") == "emea.corp.example.test")
        #expect(found("OU=X,DC=corp,DC=example,DC=test") == "corp.example.test")
        #expect(found("DC=corp,DC=example,DC=test") == "corp.example.test")
        #expect(found("OU=X,DC=example,DC=test") == nil)
    }
}
