import ActiveDirectory
import Inspection
import LDAP
import Testing

@testable import Writeback

/// What findings on users say, beside their outcome: who, how many, by which entry, and what to do.
@Suite struct UserFindingTests {
    private func findings(_ change: (inout ForestSnapshot) -> Void) -> [Finding] {
        judge([SnapshotFixture.snapshot(change)]).findings.filter { $0.rule.rawValue.hasPrefix("WB-USR") }
    }

    private func standing(_ change: (inout ForestSnapshot) -> Void) -> [Finding] {
        findings(change).filter { $0.outcome == .notMet || $0.outcome == .undecided }
    }

    private func values(_ finding: Finding?, _ statement: String) -> [String] {
        (finding?.because ?? []).filter { $0.statement == statement }.map(\.value)
    }

    @Test func withoutPopulationTheVerdictIsWhatItWas() {
        let report = judge([SnapshotFixture.snapshot()])
        let users = report.findings.filter { $0.rule.rawValue.hasPrefix("WB-USR") }
        #expect(users.count == 14)
        #expect(users.allSatisfy { $0.outcome == .notApplicable && $0.subject.kind == .domain })
        #expect(users.first?.title == "The users of corp.example.test were not read: not asked for (--population)")
        #expect(report.verdicts.asked == .ready)
        #expect(report.users.isEmpty)
    }

    @Test func usersAsTheyShouldBeLeaveADomainReady() {
        let report = judge([SnapshotFixture.snapshot { $0.users { _ in } }])
        #expect(report.verdicts.asked == .ready)
        #expect(
            report.finding("WB-USR-001")?.title
                == "CORP\\MSOL_0a1b2c3d4e5f has Reset Password on users of corp.example.test")
        #expect(
            report.finding("WB-USR-003")?.title
                == "CORP\\MSOL_0a1b2c3d4e5f has Reset Password on the 10 users of corp.example.test that inherit permissions"
        )
        #expect(report.finding("WB-USR-006")?.because.first?.value == "10 of 10")
        #expect(report.finding("WB-USR-006")?.because.first?.observedOn == "dc2.corp.example.test")
    }

    @Test func someUsersNeverMakeABlockerAndAllDo() {
        let cutOff = UsersFixture.some(3) {
            $0.entries = UsersFixture.own
            $0.isProtected = true
            $0.container = UsersFixture.vault
        }
        let some = judge([SnapshotFixture.snapshot { $0.users([cutOff, UsersFixture.some(1)]) }])
        #expect(some.verdicts.asked == .readyWithWarnings)
        let all = judge([SnapshotFixture.snapshot { $0.users([cutOff]) }])
        #expect(all.verdicts.asked == .notReady)
        #expect(
            all.finding("WB-USR-001")?.title
                == "CORP\\MSOL_0a1b2c3d4e5f lacks Reset Password on every one of the 3 users of corp.example.test")
        #expect(
            all.finding("WB-USR-001")?.because.first?.value == "granted on 0, denied on 3, not known of 0")
    }

    @Test func oneFindingAContainerAndReason() throws {
        let found = standing {
            $0.users([
                UsersFixture.some(4) { $0.entries = UsersFixture.cannotChange + UsersFixture.ordinary },
                UsersFixture.some(2) {
                    $0.entries = UsersFixture.cannotChange + UsersFixture.ordinary
                    $0.flags = .value(.passwordDoesNotExpire)
                    $0.names = ["Carol", "Aaron"]
                },
                UsersFixture.some(5) {
                    $0.entries = UsersFixture.cannotChange + UsersFixture.ordinary
                    $0.container = UsersFixture.vault
                },
                UsersFixture.some(30),
            ])
        }
        #expect(found.map(\.rule.rawValue) == ["WB-USR-010", "WB-USR-010", "WB-USR-013"])
        let staff = try #require(found.first)
        #expect(staff.subject.kind == .container && staff.subject.domain == "corp.example.test")
        #expect(staff.subject.name == UsersFixture.staff.description && staff.subject.id == nil)
        #expect(staff.title == "6 users in \(UsersFixture.staff) may not change the password")
        #expect(values(staff, "users") == ["6 of 36"])
        #expect(
            values(staff, "example") == ["CN=Aaron", "CN=Alice", "CN=Bob"].map { "\($0),\(UsersFixture.staff)" })
        #expect(staff.because.contains { $0.value == "(OD;;CR;ab721a53-1e2f-11d0-9819-00aa0040529b;;WD)" })
        #expect(
            staff.remedy?.command
                == "Set-ADUser -CannotChangePassword $false -Identity 'CN=Alice,\(UsersFixture.staff)'")
        #expect(
            staff.remedy?.undo
                == .command("Set-ADUser -CannotChangePassword $true -Identity 'CN=Alice,\(UsersFixture.staff)'"))
        #expect(staff.remedy?.steps.last?.hasPrefix("The command is for one of 6 users right in OU=Staff") == true)
        #expect(found[1].subject.name == UsersFixture.vault.description && found[0].fingerprint != found[1].fingerprint)
        #expect(found[2].title == "2 users in \(UsersFixture.staff) are set to a password that never expires")
    }

    @Test func oneUserIsOne() throws {
        let found = standing { $0.users(1) { $0.flags = .value(.smartcardRequired) } }
        #expect(found.map(\.title) == ["1 user in \(UsersFixture.staff) is required to log on with a smart card"])
        let disabled = standing { $0.users(1) { $0.flags = .value(.disabled) } }
        #expect(disabled.first?.remedy?.steps == ["Enable the account, if it is meant to be used."])
    }

    @Test func whatIsNotKnownIsOneFindingOfTheDomain() throws {
        let found = standing {
            $0.population(
                .partial(
                    UsersFixture.population([
                        UsersFixture.some(3) { $0.entries = nil },
                        UsersFixture.some(5) {
                            $0.entries = nil
                            $0.container = UsersFixture.vault
                        },
                        UsersFixture.some(1) {
                            $0.entries = nil
                            $0.withheld = .notCollected(why: "too many")
                        },
                        UsersFixture.some(2),
                    ]), why: "only the first 11 users were asked for"))
        }
        let finding = try #require(found.first { $0.rule == "WB-USR-003" })
        #expect(found.count { $0.rule == "WB-USR-003" } == 1)
        #expect(
            finding.title
                == "Whether CORP\\MSOL_0a1b2c3d4e5f has Reset Password on users of corp.example.test is not known of 9 users and more"
        )
        #expect(finding.because.map(\.statement) == ["list", "8 users", "1 users"])
        #expect(finding.because.first?.value == "only the first 11 users were asked for")
        #expect(finding.because[1].isUnreadable)
        #expect(
            found.first { $0.rule == "WB-USR-013" }?.title
                == "Whether users of corp.example.test are set to a password that never expires is not known of all")
    }

    @Test func ofManyReasonsTheGreatestAreNamed() throws {
        let found = standing {
            $0.users(
                (1...10).map { number in
                    UsersFixture.some(number) {
                        $0.entries = nil
                        $0.withheld = .hidden(why: "reason \(number)")
                    }
                })
        }
        let finding = try #require(found.first { $0.rule == "WB-USR-010" })
        #expect(finding.because.count == 9)
        #expect(finding.because.first?.statement == "10 users" && finding.because.last?.value == "2 more")
    }

    @Test func aContainerThatIsCutOffIsNamedWithItsSavedDACL() throws {
        let found = standing {
            $0.containers(.value([RightsFixture.container("Staff", UsersFixture.own, protected: true)]))
            $0.users([
                UsersFixture.some(4) { $0.entries = UsersFixture.own },
                UsersFixture.some(1) {
                    $0.entries = UsersFixture.own
                    $0.isProtected = true
                    $0.names = ["Zoe"]
                },
                UsersFixture.some(1) { $0.container = UsersFixture.vault },
            ])
        }
        let finding = try #require(found.first)
        #expect(found.count == 1 && finding.rule == "WB-USR-006")
        #expect(
            finding.title
                == "Inheritance is off on the way to 5 users in \(UsersFixture.staff): CORP\\MSOL_0a1b2c3d4e5f lacks Reset Password, "
                + "Write lockoutTime, Write pwdLastSet")
        #expect(values(finding, "inheritance off on the user (SE_DACL_PROTECTED)") == ["1"])
        #expect(values(finding, "inheritance off (SE_DACL_PROTECTED)") == [UsersFixture.staff.description])
        #expect(
            values(finding, "Reset Password on CN=Alice,\(UsersFixture.staff)") == ["denied: no entry grants it"])
        let remedy = try #require(finding.remedy)
        #expect(remedy.command == "dsacls \"\(UsersFixture.staff)\" /P:N")
        #expect(remedy.alternatives.map(\.text) == ["dsacls \"CN=Zoe,\(UsersFixture.staff)\" /P:N"])
        guard case .restore(let saved) = remedy.undo else {
            Issue.record("the DACLs are not saved")
            return
        }
        #expect(saved.map(\.object) == [UsersFixture.staff.description, "CN=Zoe,\(UsersFixture.staff)"])
        #expect(saved.allSatisfy { $0.sddl.hasPrefix("D:P") })
    }

    @Test func whoDeniesIsToldInWordsAndSDDL() throws {
        let deny = "(OD;;CR;00299570-246d-11d0-a768-00aa006e0529;;\(RightsFixture.group))"
        let found = standing {
            $0.token(.value(RightsFixture.token([RightsFixture.group])))
            $0.users([
                UsersFixture.some(1), UsersFixture.some(6) { $0.entries = [deny] + UsersFixture.ordinary },
                UsersFixture.some(2) { $0.entries = UsersFixture.own },
            ])
        }
        let finding = try #require(found.first { $0.rule == "WB-USR-003" })
        #expect(finding.title == "CORP\\MSOL_0a1b2c3d4e5f lacks Reset Password on 8 users in \(UsersFixture.staff)")
        #expect(values(finding, "the entry") == [deny])
        #expect(values(finding, "through") == ["CORP\\Writeback"])
        #expect(
            values(finding, "Reset Password on CN=Alice,\(UsersFixture.staff)").map { $0.prefix(18) }
                == ["denied by entry 0 ", "denied: no entry g"])
        #expect(finding.because.allSatisfy { $0.observedOn == "dc2.corp.example.test" })
        guard case .restore(let saved)? = finding.remedy?.undo else {
            Issue.record("the DACL is not saved")
            return
        }
        #expect(
            saved.first?.object == "CN=Alice,\(UsersFixture.staff)" && saved.first?.sddl.contains("(OD;;CR") == true)
        #expect(finding.remedy?.steps.first?.contains("through CORP\\Writeback") == true)
    }

    @Test func anEntryThatIsHandedDownIsTakenAwayAbove() throws {
        let deny = "(OD;ID;CR;00299570-246d-11d0-a768-00aa006e0529;;\(RightsFixture.sid))"
        let found = standing {
            $0.users([UsersFixture.some(1), UsersFixture.some(6) { $0.entries = [deny] + UsersFixture.ordinary }])
        }
        let remedy = try #require(found.first?.remedy)
        #expect(remedy.command == nil && remedy.undo == .steps("Make the entry again: \(deny)"))
        #expect(remedy.steps[1].hasPrefix("It is handed down"))
    }

    @Test(arguments: [true, false])
    func whatIsMissingIsGrantedOnTheContainer(_ isGrantedAbove: Bool) throws {
        let found = standing {
            if !isGrantedAbove { $0.root { $0.removeAll { $0 == RightsFixture.reset } } }
            $0.containers(.value([RightsFixture.container("Staff", UsersFixture.own)]))
            $0.users([
                UsersFixture.some(1) { $0.container = UsersFixture.vault },
                UsersFixture.some(6) { $0.entries = UsersFixture.own + [UsersFixture.properties] },
            ])
        }
        let remedy = try #require(found.first?.remedy)
        #expect(found.map(\.rule) == ["WB-USR-003"])
        #expect(
            remedy.command
                == "Set-ADSyncPasswordWritebackPermissions -ADConnectorAccountDN 'CN=MSOL_0a1b2c3d4e5f,CN=Users,DC=corp' "
                + "-ADobjectDN '\(UsersFixture.staff)'")
        #expect(remedy.steps.first?.hasPrefix("The domain root hands it down") == isGrantedAbove)
        guard case .restore(let saved) = remedy.undo else {
            Issue.record("the DACL is not saved")
            return
        }
        #expect(saved.map(\.object) == [UsersFixture.staff.description])
    }

    @Test func severalAccountsAreNamedOneByOne() throws {
        let found = standing {
            $0.forest.connectorAccounts = .value([RightsFixture.account(), UsersFixture.second()])
            $0.users { $0.entries = UsersFixture.own }
        }
        let finding = try #require(found.first { $0.rule == "WB-USR-003" })
        #expect(
            finding.title == "Each of 2 connector accounts lacks Reset Password on 10 users in \(UsersFixture.staff)")
        let statements = finding.because.map(\.statement)
        #expect(statements.contains("Reset Password on CN=Alice,\(UsersFixture.staff) (CORP\\MSOL_0a1b2c3d4e5f)"))
        #expect(statements.contains("Reset Password on CN=Alice,\(UsersFixture.staff) (CORP\\MSOL_other)"))
    }

    @Test func anotherClassGetsItsOwnEntries() throws {
        let found = standing {
            $0.users([
                UsersFixture.some(1),
                UsersFixture.some(2) {
                    $0.objectClass = .value("inetOrgPerson")
                    $0.entries = UsersFixture.own + [UsersFixture.reset]
                },
            ])
        }
        let finding = try #require(found.first)
        #expect(
            finding.title
                == "CORP\\MSOL_0a1b2c3d4e5f lacks Write lockoutTime, Write pwdLastSet on 2 users in \(UsersFixture.staff), which are "
                + "inetOrgPerson")
        #expect(
            finding.remedy?.command
                == "dsacls \"\(UsersFixture.staff)\" /I:S /G \"CORP\\MSOL_0a1b2c3d4e5f:CA;Reset Password;inetOrgPerson\" "
                + "/G \"CORP\\MSOL_0a1b2c3d4e5f:WP;lockoutTime;inetOrgPerson\" "
                + "/G \"CORP\\MSOL_0a1b2c3d4e5f:WP;pwdLastSet;inetOrgPerson\"")
    }

    @Test func whatProtectionLeftIsTakenBackStepByStep() throws {
        let found = standing {
            $0.users([
                UsersFixture.some(2) {
                    $0.entries = UsersFixture.own
                    $0.isProtected = true
                    $0.adminCount = .value(true)
                },
                UsersFixture.some(1) {
                    $0.adminCount = .value(true)
                    $0.container = UsersFixture.vault
                },
                UsersFixture.some(1) {
                    $0.entries = UsersFixture.holder
                    $0.isProtected = true
                    $0.container = DistinguishedName("OU=Left,DC=corp,DC=example,DC=test")
                },
            ])
        }
        let all = found.filter { $0.rule == "WB-USR-008" }
        #expect(all.map { String($0.subject.name.prefix(8)) } == ["OU=Left,", "OU=Staff", "OU=Vault"])
        let (left, staff, vault) = (all[0], all[1], all[2])
        #expect(staff.remedy?.command == "Set-ADUser -Clear adminCount -Identity 'CN=Alice,\(UsersFixture.staff)'")
        #expect(staff.remedy?.alternatives.map(\.text) == ["dsacls \"CN=Alice,\(UsersFixture.staff)\" /P:N"])
        #expect(staff.remedy?.steps.count == 4)
        #expect(values(staff, "adminCount is set") == ["on 2 of 2"])
        #expect(values(staff, "DACL of AdminSDHolder") == ["on 0 of 2"])
        #expect(
            vault.remedy?.undo
                == .command("Set-ADUser -Replace @{adminCount=1} -Identity 'CN=Alice,\(UsersFixture.vault)'"))
        #expect(vault.remedy?.alternatives.isEmpty == true)
        #expect(left.remedy?.command == nil && left.remedy?.steps.count == 2)
        #expect(values(left, "DACL of AdminSDHolder") == ["on 1 of 1"])
    }

    @Test func thePolicyThatHoldsUsersIsNamedWithItsAge() throws {
        for (age, words, span) in [
            (PasswordPolicy.Duration.seconds(86_400), "1 day", "1.00:00:00"),
            (.seconds(2 * 86_400), "2 days", "2.00:00:00"), (.seconds(3_723), "3723 s", "0.01:02:03"),
            (.never, "for ever", "10675199.02:48:05"),
        ] {
            let found = standing {
                $0.users { $0.settings = .value(UsersFixture.policy) }
                $0.domain { $0.passwordSettingsObjects = .value([UsersFixture.minimumAge(.value(age))]) }
            }
            let finding = try #require(found.first)
            #expect(
                finding.title == "10 users in \(UsersFixture.staff) are held to a minimum password age of \(words)")
            let verb = "Set-ADFineGrainedPasswordPolicy -Identity '\(UsersFixture.policy)' -MinPasswordAge"
            #expect(finding.remedy?.command == "\(verb) 0.00:00:00")
            #expect(finding.remedy?.undo == .command("\(verb) \(span)"))
            #expect(values(finding, "minimum password age") == [words])
        }
    }

    @Test func namesThatQuotationMarksDoNotHoldAreInNoCommandOfDsacls() throws {
        let found = standing {
            $0.users {
                $0.container = DistinguishedName("OU=a\"b,DC=corp,DC=example,DC=test")
                $0.entries = UsersFixture.own
                $0.isProtected = true
            }
        }
        let remedy = try #require(found.first { $0.rule == "WB-USR-006" }?.remedy)
        #expect(remedy.command == nil && remedy.alternatives.isEmpty)
    }

    @Test func theTableHasTheWorstFirst() throws {
        let report = judge([
            SnapshotFixture.snapshot {
                $0.users([
                    UsersFixture.some(9) { $0.flags = .value(.disabled) },
                    UsersFixture.some(2) {
                        $0.container = UsersFixture.vault
                        $0.entries = UsersFixture.cannotChange + UsersFixture.own
                        $0.isProtected = true
                    },
                    UsersFixture.some(4) { $0.container = DistinguishedName("OU=A,DC=corp,DC=example,DC=test") },
                    UsersFixture.some(4) {
                        $0.container = DistinguishedName("OU=B,DC=corp,DC=example,DC=test")
                        $0.entries = nil
                    },
                ])
            }
        ])
        let table = try #require(report.users.first)
        #expect(table.domain == "corp.example.test")
        #expect(table.containers.map { String($0.name.description.prefix(5)) } == ["OU=Va", "OU=B,", "OU=A,", "OU=St"])
        #expect(table.containers[0].counts.map(\.word) == ["inheritance off", "cannot change password"])
        #expect(table.containers[0].weight == 4 && table.containers[0].undecided == 0)
        #expect(table.containers[1].undecided == 4)
        #expect(table.containers[3].counts.map(\.users) == [9] && table.containers[3].weight == 0)
    }
}
