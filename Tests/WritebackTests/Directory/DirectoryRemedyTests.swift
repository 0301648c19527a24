import ActiveDirectory
import Inspection
import LDAP
import Testing

@testable import Writeback

/// What the rules about the directory's own state tell an administrator to do: with real names, and the way back.
@Suite struct DirectoryRemedyTests {
    static func finding(
        _ rule: RuleIdentifier, _ subject: String? = nil, _ change: (inout ForestSnapshot) -> Void
    ) throws -> Finding {
        try #require(judge([SnapshotFixture.snapshot(change)]).finding(rule, subject))
    }

    static func remedy(
        _ rule: RuleIdentifier, _ subject: String? = nil, _ change: (inout ForestSnapshot) -> Void
    ) throws -> Remedy {
        try #require(try finding(rule, subject, change).remedy)
    }

    @Test func identifiersStay() {
        let ids = Set(Catalogue.rules.map(\.id))
        let published: [RuleIdentifier] = [
            "WB-DOM-007", "WB-DOM-008", "WB-DC-007", "WB-DC-008", "WB-ACL-013", "WB-ACC-008", "WB-FOR-004",
            "WB-CON-040",
            "WB-CON-041", "WB-CON-042", "WB-CON-043",
        ]
        #expect(ids.isSuperset(of: published))
        #expect(Catalogue.rules.first { $0.id == "WB-DC-006" }?.version == 2)
    }

    // MARK: Organizational units

    static func units(_ unit: OrganizationalUnits.Unit) -> (inout ForestSnapshot) -> Void {
        { $0.domain { $0.security.organizationalUnits = .value(.init([unit])) } }
    }

    @Test func aUnitIsRenamedByEachToolAndNamedBack() throws {
        let finding = try Self.finding("WB-DOM-007", nil, Self.units(UnitFixture.unit("Sales, EMEA")))
        #expect(
            finding.title
                == "The name of organizational unit OU=Sales\\, EMEA,DC=corp,DC=example,DC=test holds a comma")
        #expect(finding.subject.kind == .organizationalUnit)
        #expect(finding.subject.domain == SnapshotFixture.root)
        #expect(finding.subject.id == SnapshotFixture.guid(77).description)
        let remedy = try #require(finding.remedy)
        #expect(
            remedy.command
                == "Rename-ADObject -Identity 'OU=Sales\\, EMEA,DC=corp,DC=example,DC=test' -NewName 'Sales EMEA'")
        #expect(
            remedy.alternatives.map(\.text) == [
                "samba-tool ou rename 'OU=Sales\\, EMEA,DC=corp,DC=example,DC=test' "
                    + "'OU=Sales EMEA,DC=corp,DC=example,DC=test' -H 'ldap://dc1.corp.example.test' -U Administrator",
                "printf '%s\\n' 'dn: OU=Sales\\, EMEA,DC=corp,DC=example,DC=test' 'changetype: modrdn' "
                    + "'newrdn: OU=Sales EMEA' 'deleteoldrdn: 1' | ldbmodify -H 'ldap://dc1.corp.example.test' "
                    + "-U Administrator",
            ])
        #expect(
            remedy.undo
                == .command(
                    "Rename-ADObject -Identity 'OU=Sales EMEA,DC=corp,DC=example,DC=test' -NewName 'Sales, EMEA'"))
    }

    @Test func theServerOfTheRunTakesTheChangeWhereNoPDCEmulatorIsKnown() throws {
        let remedy = try Self.remedy("WB-DOM-007") {
            Self.units(UnitFixture.unit("a+b"))(&$0)
            $0.domain { $0.pdcConsensus.host = nil }
            $0.run.vantage.server = "dc2.corp.example.test"
        }
        #expect(remedy.alternatives.last?.text.contains("'ldap://dc2.corp.example.test'") == true)
    }

    @Test func aLineBreakInANameBreaksNoCommand() throws {
        let escaped = "OU=Old\\0ACNF:1,DC=corp,DC=example,DC=test"
        let remedy = try Self.remedy("WB-DOM-007", nil, Self.units(UnitFixture.unit("Old\nCNF:1", dn: escaped)))
        #expect(remedy.command == "Rename-ADObject -Identity '\(escaped)' -NewName 'Old CNF:1'")
        #expect(remedy.alternatives.count == 2)
        #expect(remedy.undo == .steps("Give it its former name again."))
        let raw = try Self.remedy(
            "WB-DOM-007", nil,
            Self.units(UnitFixture.unit("Old\nCNF:1", dn: "OU=Old\nCNF:1,DC=corp,DC=example,DC=test")))
        #expect(raw.command == "Rename-ADObject -Identity '\(escaped)' -NewName 'Old CNF:1'")
        #expect(raw.alternatives.isEmpty)
    }

    @Test func aNameOfNothingElseLeavesTheNewOneToTheReader() throws {
        let remedy = try Self.remedy("WB-DOM-007", nil, Self.units(UnitFixture.unit(";")))
        #expect(remedy.command == "Rename-ADObject -Identity <organizational unit> -NewName <new name>")
    }

    // MARK: Policies

    @Test func onlyWhatIsTooLittleIsRaisedAndTakenBack() throws {
        let weak = try Self.finding("WB-DOM-008") {
            $0.domain {
                $0.passwordPolicy.minimumPasswordLength = .value(4)
                $0.passwordPolicy.complexityRequired = .value(false)
            }
        }
        #expect(
            weak.title
                == "Domain corp.example.test asks less of a password than the cloud: 4 characters are enough, complexity is "
                + "not required")
        let command = "Set-ADDefaultDomainPasswordPolicy -Identity 'corp.example.test' "
        #expect(weak.remedy?.command == command + "-MinPasswordLength 8 -ComplexityEnabled $true")
        #expect(weak.remedy?.undo == .command(command + "-MinPasswordLength 4 -ComplexityEnabled $false"))
        let short = try Self.remedy("WB-DOM-008") { $0.domain { $0.passwordPolicy.minimumPasswordLength = .value(0) } }
        #expect(short.command == command + "-MinPasswordLength 8")
        #expect(short.undo == .command(command + "-MinPasswordLength 0"))
        let simple = try Self.remedy("WB-DOM-008") {
            $0.domain { $0.passwordPolicy.complexityRequired = .value(false) }
        }
        #expect(simple.command == command + "-ComplexityEnabled $true")
    }

    @Test func whatIsEnforcedIsToldWhateverTheOutcome() throws {
        let finding = try Self.finding("WB-DOM-008") { $0.domain { $0.passwordPolicy.lockoutThreshold = .value(0) } }
        #expect(finding.because.map(\.value) == ["8", "required", "24 passwords", "never"])
        #expect(try Self.finding("WB-DOM-008") { _ in }.because.last?.value == "after 5 attempts")
    }

    @Test func whatWasNotShownIsNotCalledReadInPart() throws {
        let none = try Self.finding("WB-DOM-005") { $0.domain { $0.passwordSettingsObjects = .notReturned } }
        #expect(none.title == "Whether domain corp.example.test has fine-grained password policies is not known")
        let some = try Self.finding("WB-DOM-005", SnapshotFixture.root) {
            $0.domain {
                $0.passwordSettingsObjects = .partial([SnapshotFixture.policy("a", .seconds(0))], why: "size limit")
            }
        }
        #expect(some.title == "Not every fine-grained password policy of corp.example.test could be read")
    }

    @Test func theLevelComesBeforeTheRecycleBinWhereItIsTooLow() throws {
        func remedy(_ level: Observed<FunctionalLevel>) throws -> Remedy {
            try Self.remedy("WB-FOR-003") {
                $0.forest.optionalFeatures = .value([])
                $0.forest.functionalLevel = level
            }
        }
        let first = "Raise the forest functional level to Windows Server 2008 R2 or later first."
        #expect(try remedy(.value(FunctionalLevel(rawValue: 3))).steps.first == first)
        #expect(try remedy(.absent).steps.first == first)
        #expect(try remedy(.value(FunctionalLevel(rawValue: 4))).steps.count == 1)
        #expect(try remedy(.notReturned).steps.count == 1)
        #expect(
            try remedy(.notReturned).command
                == "Enable-ADOptionalFeature 'Recycle Bin Feature' -Scope ForestOrConfigurationSet -Target 'corp.example.test'"
        )
    }

    // MARK: Domain controllers, trusts, the account

    @Test func theDomainControllerThatLagsIsNamedInTheCommand() throws {
        let remedy = try Self.remedy("WB-DC-008", "dc2.corp.example.test") {
            $0.controller("DC2") { $0.ownRootDSE { $0.isSynchronized = .value(false) } }
        }
        #expect(remedy.command == "repadmin /showrepl \"dc2.corp.example.test\"")
        let odd = try Self.remedy("WB-DC-008", "dc2\".test") {
            $0.controller("DC2") {
                $0.hostName = .value("dc2\".test")
                $0.ownRootDSE { $0.isSynchronized = .value(false) }
            }
        }
        #expect(odd.command == nil)
    }

    @Test func eachForestIsNamedOnce() throws {
        let finding = try Self.finding("WB-FOR-004") {
            $0.domain {
                $0.trusts = .value(
                    ["zeta.example", "Partner.example", "partner.example"].map {
                        Trust(
                            partner: $0, flatName: .notReturned, sid: .notReturned, direction: .value(3),
                            type: .value(2), attributes: .value(8))
                    })
            }
        }
        #expect(
            finding.title
                == "Forest corp.example.test has trusts with partner.example, zeta.example, where users may have a second "
                + "account")
    }

    @Test func thePasswordIsKeptFromExpiringAndTheWayBackIsTold() throws {
        let finding = try Self.finding("WB-ACC-008") {
            $0.account { $0.computedAccountControl = .value(.passwordExpired) }
        }
        #expect(finding.title == "The password of connector account CORP\\MSOL_0a1b2c3d4e5f has expired")
        let name = "'CN=MSOL_0a1b2c3d4e5f,CN=Users,DC=corp'"
        #expect(finding.remedy?.command == "Set-ADUser -Identity \(name) -PasswordNeverExpires $true")
        #expect(finding.remedy?.undo == .command("Set-ADUser -Identity \(name) -PasswordNeverExpires $false"))
        #expect(
            finding.remedy?.alternatives.map(\.text) == ["samba-tool user setexpiry 'MSOL_0a1b2c3d4e5f' --noexpiry"])
        #expect(finding.because.map(\.value) == ["expired", "2024-12-13", "never", "never"])
    }

    @Test func whatIsKnownOfThePasswordIsTold() throws {
        func finding(_ days: Int64?) throws -> Finding {
            try Self.finding("WB-ACC-008") {
                $0.account { $0.userAccountControl = .value(.normalAccount) }
                guard let days else { return }
                $0.domain { $0.passwordPolicy.maximumPasswordAge = .value(.seconds(days * 86_400)) }
            }
        }
        let expiring = try finding(42)
        #expect(expiring.title == "The password of connector account CORP\\MSOL_0a1b2c3d4e5f will expire")
        #expect(expiring.because.map(\.value) == ["not expired", "2024-12-13", "as its policy says", "42 days"])
        #expect(
            try finding(nil).title
                == "Only its domain's policy keeps the password of connector account CORP\\MSOL_0a1b2c3d4e5f from expiring"
        )
    }

    @Test func trustsAreToldByDomain() throws {
        #expect(try Self.finding("WB-FOR-004") { _ in }.because.map(\.value) == ["none"])
        let some = try Self.finding("WB-FOR-004") {
            $0.domain {
                $0.trusts = .value(
                    ["b.example", "a.example"].map {
                        Trust(
                            partner: $0, flatName: .notReturned, sid: .notReturned, direction: .value(3),
                            type: .value(2), attributes: .value(8))
                    })
            }
        }
        #expect(some.because.map(\.value) == ["a.example, b.example"])
    }

    @Test func theForestIsNamedToo() throws {
        let open = try Self.remedy("WB-FOR-003") { $0.forest.optionalFeatures = .notReturned }
        #expect(open.command?.hasSuffix("-Target 'corp.example.test'") == true)
    }

    // MARK: Texts in commands

    @Test func aNameStandsOnOneLine() {
        #expect(DistinguishedName("OU=a b\n\u{1F},DC=x").inOneLine == "OU=a b\\0A\\1F,DC=x")
        #expect(DistinguishedName("OU=a b,DC=x").inOneLine == "OU=a b,DC=x")
    }

    @Test(arguments: [
        ("a b", true), ("a\tb", false), ("a\nb", false), ("a\r\nb", false), ("a\u{2028}b", false), ("", true),
    ])
    func aTextThatCanBePrinted(_ text: String, _ expected: Bool) {
        #expect(CommandText.isPrintable(text) == expected)
        #expect(CommandText.isPlain(text) == expected)
        #expect(!CommandText.isPlain(text + "%"))
    }
}
