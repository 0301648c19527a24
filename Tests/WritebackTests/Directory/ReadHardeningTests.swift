import ActiveDirectory
import Inspection
import LDAP
import Testing

@testable import Writeback

/// An emptied Pre-Windows 2000 Compatible Access against what writeback reads: both sides, and a way that keeps the hardening.
@Suite struct ReadHardeningTests {
    static let dn = "CN=MSOL_0a1b2c3d4e5f,CN=Users,DC=corp"

    static func finding(_ change: (inout ForestSnapshot) -> Void) throws -> Finding {
        let snapshot = SnapshotFixture.snapshot {
            $0.domain { $0.security.preWindows2000Members = .value([]) }
            change(&$0)
        }
        return try #require(judge([snapshot]).finding("WB-ACL-013"))
    }

    private static let there = " -H 'ldap://dc1.corp.example.test' -U Administrator"

    @Test func theAccountItselfGoesIntoTheGroupAndNobodyElse() throws {
        let finding = try Self.finding { snapshot in
            for place in [HardeningFixture.Place.builtin, .samServer] {
                HardeningFixture.throughGroup(place, &snapshot)
            }
        }
        #expect(
            finding.title
                == "Pre-Windows 2000 Compatible Access of corp.example.test is emptied, and CORP\\MSOL_0a1b2c3d4e5f may not read "
                + "CN=Builtin,DC=corp,DC=example,DC=test, CN=Server,CN=System,DC=corp,DC=example,DC=test")
        let remedy = try #require(finding.remedy)
        let arguments = "-Identity S-1-5-32-554 -Members '\(Self.dn)' -Server 'dc1.corp.example.test'"
        #expect(remedy.command == "Add-ADGroupMember \(arguments)")
        #expect(remedy.undo == .command("Remove-ADGroupMember \(arguments) -Confirm:$false"))
        #expect(
            remedy.alternatives.map(\.text) == [
                "samba-tool group addmembers 'Pre-Windows 2000 Compatible Access' 'MSOL_0a1b2c3d4e5f' "
                    + "-H 'ldap://dc1.corp.example.test' -U Administrator"
            ])
        #expect(!remedy.steps.joined().contains("Put Authenticated Users"))
    }

    @Test func usersGoThroughTheGroupToo() throws {
        let finding = try Self.finding { HardeningFixture.throughGroup(.users, &$0) }
        #expect(finding.title.hasSuffix("may not read the users of corp.example.test"))
        #expect(finding.remedy?.command?.hasPrefix("Add-ADGroupMember") == true)
    }

    @Test func whereTheGroupIsOutOfTheListsTheAccountIsGrantedItByEntries() throws {
        let bare = RightsFixture.descriptor(["(A;;GA;;;DA)"])
        let finding = try Self.finding { snapshot in
            HardeningFixture.throughGroup(.samServer, &snapshot)
            snapshot.domain { $0.security.builtin = .value(bare) }
        }
        let remedy = try #require(finding.remedy)
        #expect(
            remedy.command == "dsacls \"CN=Builtin,DC=corp,DC=example,DC=test\" /G \"CORP\\MSOL_0a1b2c3d4e5f:LCRPRC\"")
        #expect(
            remedy.alternatives.map(\.text) == [
                "samba-tool dsacl set --objectdn='CN=Builtin,DC=corp,DC=example,DC=test' "
                    + "--sddl='(A;;LCRPRC;;;\(RightsFixture.sid))'\(Self.there)",
                "dsacls \"CN=Server,CN=System,DC=corp,DC=example,DC=test\" /G \"CORP\\MSOL_0a1b2c3d4e5f:LCRPRC\"",
                "samba-tool dsacl set --objectdn='CN=Server,CN=System,DC=corp,DC=example,DC=test' "
                    + "--sddl='(A;;LCRPRC;;;\(RightsFixture.sid))'\(Self.there)",
            ])
        guard case .restore(let saved) = remedy.undo else {
            Issue.record("\(remedy.undo)")
            return
        }
        #expect(
            saved.map(\.object) == [
                "CN=Builtin,DC=corp,DC=example,DC=test", "CN=Server,CN=System,DC=corp,DC=example,DC=test",
            ])
    }

    @Test func theRootIsSavedOnceForItselfAndForUsers() throws {
        let finding = try Self.finding { snapshot in
            snapshot.domain { $0.security.domainRoot = .value(RightsFixture.descriptor([RightsFixture.reset])) }
        }
        let remedy = try #require(finding.remedy)
        let texts = [remedy.command ?? ""] + remedy.alternatives.map(\.text)
        #expect(
            texts == [
                "dsacls \"DC=corp,DC=example,DC=test\" /G \"CORP\\MSOL_0a1b2c3d4e5f:LCRPRC\"",
                "samba-tool dsacl set --objectdn='DC=corp,DC=example,DC=test' --sddl='(A;;LCRPRC;;;\(RightsFixture.sid))'\(Self.there)",
                "dsacls \"DC=corp,DC=example,DC=test\" /I:S /G \"CORP\\MSOL_0a1b2c3d4e5f:RP;;user\"",
                "samba-tool dsacl set --objectdn='DC=corp,DC=example,DC=test' "
                    + "--sddl='(OA;CIIO;RP;;\(RightsFixture.user);\(RightsFixture.sid))'\(Self.there)",
            ])
        guard case .restore(let saved) = remedy.undo else {
            Issue.record("\(remedy.undo)")
            return
        }
        #expect(saved.map(\.object) == ["DC=corp,DC=example,DC=test"])
    }

    @Test func aNameThatNothingQuotesStaysOutOfDsacls() throws {
        let bare = RightsFixture.descriptor(["(A;;GA;;;DA)"])
        func commands(_ name: String) throws -> [String] {
            let finding = try Self.finding { snapshot in
                snapshot.domain { $0.security.builtin = .value(bare) }
                snapshot.forest.security.principals = [NamedPrincipal(sid: RightsFixture.sid, name: name)]
            }
            return [finding.remedy?.command ?? ""] + (finding.remedy?.alternatives.map(\.text) ?? [])
        }
        #expect(try commands("CORP\\a").contains { $0.hasPrefix("dsacls") })
        #expect(try !commands("CORP\\a%b").contains { $0.hasPrefix("dsacls") })
        #expect(try !commands("S-1-5-21-1").contains { $0.hasPrefix("dsacls") })
    }

    @Test func anObjectThatNothingQuotesStaysOutOfDsacls() throws {
        let finding = try Self.finding { snapshot in
            snapshot.domain {
                $0.security.builtin = .value(RightsFixture.descriptor(["(A;;GA;;;DA)"]))
                $0.distinguishedName = DistinguishedName("DC=co%rp")
            }
        }
        #expect(finding.remedy?.command?.hasPrefix("samba-tool dsacl set --objectdn='CN=Builtin,DC=co%rp'") == true)
        #expect(finding.remedy?.alternatives.isEmpty == true)
    }

    /// What denies stands before whatever is granted.
    @Test func anEntryThatDeniesIsNotAnsweredByAGrant() throws {
        let finding = try Self.finding { snapshot in
            snapshot.domain {
                $0.security.builtin = .value(
                    RightsFixture.descriptor(["(D;;RP;;;\(RightsFixture.sid))", RightsFixture.read]))
            }
        }
        #expect(finding.outcome == .notMet)
        #expect(finding.remedy?.command == "Add-ADGroupMember -Identity S-1-5-32-554 -Members <connector account>")
    }

    @Test func anAccountOfAnotherForestHasNoNameForACommand() throws {
        let finding = try Self.finding { snapshot in
            HardeningFixture.throughGroup(.builtin, &snapshot)
            snapshot.account {
                $0.kind = .foreign
                $0.foundBy = [.given]
            }
        }
        #expect(finding.remedy?.command?.contains("<connector account>") == true)
    }

    @Test func whoeverWasAskedIsAmongTheFacts() throws {
        let finding = try Self.finding { snapshot in
            snapshot.domain { $0.security.preWindows2000Members = .value([RightsFixture.group]) }
            HardeningFixture.throughGroup(.builtin, &snapshot)
        }
        #expect(finding.because.first?.value == "CORP\\Writeback")
        #expect(try Self.finding { _ in }.because.first?.value == "none")
    }
}
