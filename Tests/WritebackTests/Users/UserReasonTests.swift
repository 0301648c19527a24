import ActiveDirectory
import Inspection
import LDAP
import Testing

@testable import Writeback

/// Why something is not known of users, and what follows from where they are.
@Suite struct UserReasonTests {
    private func findings(_ rule: RuleIdentifier, _ change: (inout ForestSnapshot) -> Void) -> [Finding] {
        judge([SnapshotFixture.snapshot(change)]).findings.filter { $0.rule == rule }
    }

    /// Why the rule is undecided on the domain.
    private func reasons(_ rule: RuleIdentifier, _ change: (inout ForestSnapshot) -> Void) -> [String] {
        let open = findings(rule, change).filter { $0.outcome == .undecided }
        return open.flatMap { $0.because.map(\.value) }
    }

    @Test func eachDoubtAboutARightHasItsReason() throws {
        let unreadable = "not readable: "
        #expect(
            reasons("WB-USR-003") {
                $0.forest.connectorAccounts = .value([])
                $0.users { _ in }
            } == [unreadable + "no connector account is known"])
        #expect(
            reasons("WB-USR-003") {
                $0.token(.hidden(why: "denied"))
                $0.users { _ in }
            } == [unreadable + "the groups of a connector account: denied"])
        #expect(
            reasons("WB-USR-003") {
                $0.users {
                    $0.entries =
                        UsersFixture.own + [
                            "(ZA;;CR;00299570-246d-11d0-a768-00aa006e0529;;\(RightsFixture.sid);(@USER.x == 1))"
                        ]
                }
            } == [unreadable + "the entry that decides is conditional"])
        #expect(
            reasons("WB-USR-003") {
                $0.token(.value(RightsFixture.token(gaps: [.init(.anyGroup, why: "closed")])))
                $0.users { $0.entries = UsersFixture.own + ["(A;;GA;;;\(RightsFixture.group))"] }
            } == [unreadable + "it hangs on a membership that is not known"])
        #expect(
            reasons("WB-USR-003") {
                $0.forest.connectorAccounts = .value([RightsFixture.account(), UsersFixture.second()])
                $0.users { _ in }
            } == [unreadable + "the 2 accounts that may be the connector account differ"])
        #expect(
            reasons("WB-USR-003") {
                $0.forest.connectorAccounts = .partial([RightsFixture.account()], why: "a domain did not answer")
                $0.users { _ in }
            } == ["a domain did not answer"])
        #expect(
            reasons("WB-USR-003") { $0.users { $0.entries = nil } }
                == [unreadable + "their descriptor: asked for, but not in the answer"])
    }

    @Test func eachDoubtAboutProtectionHasItsReason() {
        #expect(
            reasons("WB-USR-008") { $0.users { $0.entries = ["(A;;GA;;;DA)"] } }
                == ["not readable: adminCount: asked for, but not in the answer"])
        #expect(
            reasons("WB-USR-008") {
                $0.users {
                    $0.isProtected = true
                    $0.adminCount = .value(true)
                }
                $0.domain { $0.security.adminSDHolder = .notReturned }
            } == ["not readable: the DACL of AdminSDHolder was not read"])
        #expect(
            reasons("WB-USR-008") {
                $0.users {
                    $0.entries = nil
                    $0.adminCount = .value(true)
                }
            } == ["not readable: their descriptor: asked for, but not in the answer"])
    }

    @Test func oneUserOfWhomItIsNotKnownIsOne() throws {
        let finding = try #require(findings("WB-USR-010") { $0.users(1) { $0.entries = nil } }.first)
        #expect(finding.title == "Whether users of corp.example.test may change their passwords is not known of 1 user")
    }

    @Test func withoutAnAccountTheTitleNamesNone() {
        let all = findings("WB-USR-001") {
            $0.forest.connectorAccounts = .value([])
            $0.users { _ in }
        }
        #expect(
            all.map(\.title) == [
                "Whether the connector account has Reset Password on any user of corp.example.test is not known"
            ])
    }

    @Test func whoAskedForAContainerIsToldOfIt() {
        let change: (inout ForestSnapshot) -> Void = {
            $0.population(.value(UsersFixture.population([UsersFixture.some()], base: UsersFixture.staff)))
        }
        #expect(
            findings("WB-USR-010", change).map(\.title) == [
                "Each of 10 users below \(UsersFixture.staff) in corp.example.test may change the password"
            ])
        #expect(
            findings("WB-USR-001", change).map(\.title) == [
                "CORP\\MSOL_0a1b2c3d4e5f has Reset Password on users below \(UsersFixture.staff) in corp.example.test"
            ])
    }

    @Test func usersRightInTheDomainAreGrantedItThere() throws {
        let finding = try #require(
            findings("WB-USR-003") {
                $0.root { $0.removeAll { $0 == RightsFixture.reset } }
                $0.users {
                    $0.container = DistinguishedName("DC=corp,DC=example,DC=test")
                    $0.entries = UsersFixture.own
                }
            }.first)
        guard case .restore(let saved)? = finding.remedy?.undo else {
            Issue.record("the DACL is not saved")
            return
        }
        #expect(saved.map(\.object) == ["DC=corp,DC=example,DC=test"])
    }

    @Test func aContainerOfWhichNothingWasKeptIsNotSaved() throws {
        let finding = try #require(findings("WB-USR-003") { $0.users { $0.entries = UsersFixture.own } }.first)
        #expect(finding.remedy?.undo == .steps("Take the new entry out of the DACL again."))
    }

    @Test func whereOnlyContainersAreCutOffNoUserIsSaidToBe() throws {
        let finding = try #require(
            findings("WB-USR-006") {
                $0.containers(.value([RightsFixture.container("Staff", UsersFixture.own, protected: true)]))
                $0.users { $0.entries = UsersFixture.own }
            }.first)
        #expect(!finding.because.contains { $0.statement.hasPrefix("inheritance off on the user") })
        #expect(finding.remedy?.steps.count == 2)
        #expect(finding.remedy?.alternatives.isEmpty == true)
    }

    @Test func theWayOfAnotherClassIsSavedWhereItIsKnown() throws {
        let change: (inout UsersFixture.Some) -> Void = {
            $0.objectClass = .value("inetOrgPerson")
            $0.entries = UsersFixture.own
        }
        let open = try #require(findings("WB-USR-009") { $0.users(3, change) }.first)
        guard case .steps? = open.remedy?.undo else {
            Issue.record("what was not read cannot be saved")
            return
        }
        let known = try #require(
            findings("WB-USR-009") {
                $0.containers(.value([RightsFixture.container("Staff", UsersFixture.own)]))
                $0.users(3, change)
            }.first)
        guard case .restore(let saved)? = known.remedy?.undo else {
            Issue.record("the DACL is not saved")
            return
        }
        #expect(saved.map(\.object) == [UsersFixture.staff.description])
    }

    @Test(arguments: ["OU=a\"b,DC=corp,DC=example,DC=test", "OU=Staff,DC=corp,DC=example,DC=test"])
    func namesThatAreNotPlainAreInNoCommand(_ name: String) throws {
        let isPlain = !name.contains("\"")
        for className in ["inetOrgPerson", "a\"b"] {
            let finding = try #require(
                findings("WB-USR-009") {
                    $0.users {
                        $0.objectClass = .value(className)
                        $0.entries = UsersFixture.own
                        $0.container = DistinguishedName(name)
                    }
                }.first)
            #expect((finding.remedy?.command != nil) == (isPlain && className == "inetOrgPerson"))
        }
        let left = try #require(
            findings("WB-USR-008") {
                $0.users {
                    $0.adminCount = .value(true)
                    $0.isProtected = true
                    $0.container = DistinguishedName(name)
                }
            }.first)
        #expect((left.remedy?.alternatives.isEmpty == false) == isPlain)
    }

    @Test func twoPoliciesAreBothNamed() throws {
        let other = DistinguishedName("CN=lax,CN=Password Settings Container")
        let finding = try #require(
            findings("WB-USR-011") {
                $0.users([
                    UsersFixture.some(1) { $0.settings = .value(UsersFixture.policy) },
                    UsersFixture.some(2) { $0.settings = .value(other) },
                ])
                $0.domain { domain in
                    var second = UsersFixture.minimumAge(.value(.seconds(2 * 86_400)))
                    second.distinguishedName = other
                    domain.passwordSettingsObjects = .value([
                        UsersFixture.minimumAge(.value(.seconds(86_400))), second,
                    ])
                }
            }.first)
        #expect(
            finding.title == "3 users in \(UsersFixture.staff) are held to a minimum password age of 2 days or 1 day")
    }

    @Test func whatIsOnlyANoteIsNotCountedAsNotKnown() throws {
        let report = judge([SnapshotFixture.snapshot { $0.users { $0.flags = .notReturned } }])
        #expect(try #require(report.users.first?.containers.first).undecided == 0)
    }
}
