import ActiveDirectory
import Inspection
import LDAP
import Testing

@testable import Writeback

@Suite struct RemedyTests {
    @Test(arguments: RemedyCase.all)
    func names(_ test: RemedyCase) throws {
        let report = judge([SnapshotFixture.snapshot(test.change)])
        let finding = try #require(report.finding(test.rule, test.subject))
        #expect(finding.outcome == .notMet, "\(finding.title)")
        let remedy = try #require(finding.remedy)
        #expect(remedy.command == test.command)
        #expect(remedy.alternatives.map(\.text) == test.alternatives)
        #expect(remedy.alternatives.compactMap(\.undo) == test.undoOfAlternatives)
        #expect(remedy.undo == test.undo)
        #expect(!remedy.steps.isEmpty)
    }

    @Test(arguments: [88, 135, 389, 445])
    func aPortIsTriedOnTheHostThatRefusesIt(port: Int) throws {
        for state in [PortState.refused, .silent] {
            for vantage in [JudgingVantage.elsewhere, .connect] {
                let report = judge(
                    [SnapshotFixture.snapshot { $0.controller("DC1") { $0.ports[port] = .value(state) } }],
                    vantage: vantage)
                let rule = RuleIdentifier(rawValue: port == 88 ? "WB-PORT-088" : "WB-PORT-\(port)")
                let remedy = try #require(report.finding(rule)?.remedy)
                #expect(remedy.command == "Test-NetConnection 'dc1.corp.example.test' -Port \(port)")
            }
        }
    }

    @Test func theRecycleBinIsEnabledOnTheDomainNamingMaster() throws {
        for (owner, tool) in [
            (Observed.value(SnapshotFixture.owner("DC2")), "ldbmodify, on dc2.corp.example.test, "),
            (.notReturned, "ldbmodify, on the domain naming master, "),
        ] {
            let report = judge([
                SnapshotFixture.snapshot {
                    $0.forest.optionalFeatures = .value([])
                    $0.forest.domainNamingMaster = owner
                }
            ])
            #expect(report.finding("WB-FOR-003")?.remedy?.alternatives.first?.tool.hasPrefix(tool) == true)
        }
    }

    @Test func ofTheLevelsTheOneThatIsAskedForIsNamed() throws {
        let report = judge([SnapshotFixture.snapshot { $0.forest.functionalLevel = .absent }])
        let steps = try #require(report.finding("WB-FOR-001")?.remedy?.steps)
        #expect(steps.count == 2 && steps[1].hasPrefix("The commands raise it to what is asked for"))
    }

    @Test func whereAGroupComesInByAnotherTheStepsSaySo() throws {
        let admins = SecurityIdentifier(authority: 5, subAuthorities: [21, 1, 2, 3, 512])
        for isNested in [false, true] {
            let report = judge([
                SnapshotFixture.snapshot {
                    var token = RightsFixture.token([admins])
                    if isNested { token.insert(.builtinAdministrators, .init(.group, through: admins)) }
                    $0.token(.value(token))
                }
            ])
            let steps = try #require(report.finding("WB-ACC-005")?.remedy?.steps)
            #expect(steps.count == (isNested ? 3 : 2))
        }
    }

    // MARK: - Rights

    private static let dacl = RightsFixture.root.joined()

    @Test func inetOrgPersonsAreGrantedWhatUsersAre() throws {
        let report = judge([SnapshotFixture.snapshot { $0.domain { $0.security.inetOrgPersons = .value(7) } }])
        let remedy = try #require(report.finding("WB-ACL-007")?.remedy)
        let account = "\"\(RightsFixture.name):"
        #expect(
            remedy.command
                == "dsacls \"DC=corp,DC=example,DC=test\" /I:S /G \(account)CA;Reset Password;inetOrgPerson\" "
                + "\(account)WP;lockoutTime;inetOrgPerson\" \(account)WP;pwdLastSet;inetOrgPerson\"")
        let entry = { (mask: String, type: String) in
            "(OA;CIIO;\(mask);\(type);\(RightsFixture.inetOrgPerson);\(RightsFixture.sid))"
        }
        let entries = [
            entry("CR", "00299570-246d-11d0-a768-00aa006e0529"), entry("WP", "28630ebf-41d5-11d1-a9c1-0000f80367c1"),
            entry("WP", "bf967a0a-0de6-11d0-a285-00aa003049e2"),
        ]
        let words = try #require(remedy.alternatives.first?.text)
        #expect(words.contains("dsacl set") && words.contains("'\(entries.joined())'"))
        #expect(try Self.saved(remedy).map(\.object) == ["DC=corp,DC=example,DC=test"])
    }

    @Test func anEntryThatDeniesInetOrgPersonsIsTakenAway() throws {
        let deny =
            "(OD;CIIO;CR;00299570-246d-11d0-a768-00aa006e0529;\(RightsFixture.inetOrgPerson);\(RightsFixture.sid))"
        let report = judge([
            SnapshotFixture.snapshot {
                $0.domain { $0.security.inetOrgPersons = .value(7) }
                $0.root { $0.insert(deny, at: 0) }
            }
        ])
        let remedy = try #require(report.finding("WB-ACL-007")?.remedy)
        #expect(try Self.saved(remedy).first?.sddl.contains(deny) == true)
        #expect(remedy.command?.contains("SetSecurityDescriptorSddlForm") == true)
        #expect(remedy.command?.contains(deny) == false)
    }

    @Test func namesThatNoQuotationMarksHoldGetNoCommandOfWindows() throws {
        let names: [@Sendable (inout ForestSnapshot) -> Void] = [
            { $0.domain { $0.distinguishedName = .init("DC=50%") } },
            { $0.forest.security.principals = [NamedPrincipal(sid: RightsFixture.sid, name: "CORP\\MSOL\"")] },
            // Of whom nothing but the SID is known, which dsacls does not take.
            {
                $0.forest.security.principals = []
                $0.account { $0.samAccountName = .notReturned }
            },
        ]
        for change in names {
            let report = judge([
                SnapshotFixture.snapshot {
                    $0.domain { $0.security.inetOrgPersons = .value(7) }
                    change(&$0)
                }
            ])
            #expect(try #require(report.finding("WB-ACL-007")?.remedy).command == nil)
        }
    }

    private static let user = RightsFixture.user
    private static let deny = "(OD;CIIO;CR;00299570-246d-11d0-a768-00aa006e0529;\(user);WD)"

    private static func reach(_ entries: [String]) throws -> Remedy {
        let report = judge([
            SnapshotFixture.snapshot { $0.containers(.value([RightsFixture.container("Staff", entries)])) }
        ])
        return try #require(report.finding("WB-ACL-006")?.remedy)
    }

    @Test func whatAContainerDeniesIsTakenAwayAndTheRestGranted() throws {
        // Nothing grants lockoutTime and pwdLastSet here; Reset Password is granted, and denied before it is.
        let remedy = try Self.reach([Self.deny, RightsFixture.reset])
        #expect(remedy.command?.contains("SetSecurityDescriptorSddlForm") == true)
        #expect(remedy.command?.contains(Self.deny) == false)
        #expect(remedy.command?.contains(RightsFixture.reset) == true)
        #expect(remedy.alternatives.first?.tool.hasPrefix("ldbmodify") == true)
        let grants = remedy.alternatives.dropFirst().filter { $0.text.contains("dsacl set") }
        #expect(grants.count == 2 && !grants.contains { $0.text.contains("00299570") })
        #expect(remedy.steps.count == 3)
        #expect(try Self.saved(remedy).count == 1)
    }

    @Test func whatAContainerDeniesByInheritanceIsGrantedOnIt() throws {
        let inherited = Self.deny.replacing("CIIO", with: "CIIOID")
        let remedy = try Self.reach([inherited, RightsFixture.properties])
        #expect(remedy.command?.hasPrefix("Set-ADSyncPasswordWritebackPermissions ") == true)
        #expect(remedy.alternatives.contains { $0.text.contains("dsacl set") && $0.text.contains("00299570") })
        #expect(remedy.steps.count == 2)
        #expect(try Self.saved(remedy).count == 1)
    }

    private static func saved(_ remedy: Remedy) throws -> [Remedy.SavedDescriptor] {
        guard case .restore(let saved) = remedy.undo else { throw Missing() }
        return saved
    }

    private struct Missing: Error {}
}
