import ActiveDirectory
import Inspection
import LDAP
import Testing
import Writeback

@testable import Reports

/// The connector account and its rights, and what the account that asked could not read.
@Suite struct ConnectorAccountTextTests {
    private func render(_ snapshot: ForestSnapshot, width: Int = 200) -> String {
        ReadinessTextReport(tool: ForestFixture.tool, layout: TextLayout(width: width))
            .render(ForestFixture.report([snapshot]))
    }

    @Test(arguments: [80, 200])
    func saysWhoItIsAndWhatItMayDo(width: Int) throws {
        let text = render(ForestFixture.healthy(), width: width)
        let start = try #require(text.firstRange(of: "CONNECTOR ACCOUNT  CORP\\MSOL_0a1b2c3d4e5f\n")?.upperBound)
        let end = try #require(text.firstRange(of: "\nFINDINGS")?.lowerBound)
        let section = text[start..<end].split(whereSeparator: \.isWhitespace).joined(separator: " ")
        for part in [
            "found by name, replication rights", "enabled", "tenant corpexample.onmicrosoft.com",
            "server SYNC01 (enabled, Windows Server 2022 Standard)", "last logon 2026-11-30",
        ] {
            #expect(section.contains(part), "\(part)")
        }
        for right in WritebackRight.all { #expect(section.contains("corp.example.test \(right.name) granted Allow")) }
    }

    @Test func aRightThatIsMissingIsDeniedByNoEntry() {
        let text = render(
            ForestFixture.healthy {
                $0.domain { domain in
                    domain.security.domainRoot = .value(
                        RightsFixture.descriptor(RightsFixture.root.filter { $0 != RightsFixture.reset }))
                }
            })
        #expect(text.contains(#/Reset Password +denied +no entry\n/#))
        #expect(text.contains(#/Write lockoutTime +granted/#))
        #expect(text.contains("BLOCKER    WB-ACL-001   CORP\\MSOL_0a1b2c3d4e5f lacks Reset Password on the users of"))
        #expect(
            text.contains(
                "  Run      Set-ADSyncPasswordWritebackPermissions -ADConnectorAccountDN "
                    + "'CN=MSOL_0a1b2c3d4e5f,CN=Users,DC=corp,DC=example,DC=test' -ADobjectDN 'DC=corp,DC=example,DC=test'\n"
            ))
        #expect(
            text.contains(
                "dsacls \"DC=corp,DC=example,DC=test\" /I:S /G \"CORP\\MSOL_0a1b2c3d4e5f:CA;Reset Password;user\"\n"))
        #expect(
            text.contains(
                "samba-tool dsacl set --objectdn='DC=corp,DC=example,DC=test' --sddl='\(RightsFixture.reset)' "
                    + "-H 'ldap://dc1.corp.example.test' -U Administrator\n"))
        #expect(
            text.contains(
                "  Undo     put the saved DACL of DC=corp,DC=example,DC=test back: see SAVED DESCRIPTORS [1]\n"))
        #expect(text.contains("\nSAVED DESCRIPTORS  "))
    }

    @Test func nobodyIsSaidToBeNobody() {
        let text = render(ForestFixture.healthy { $0.forest.connectorAccounts = .value([]) })
        #expect(text.contains("CONNECTOR ACCOUNT  none is known: none was found\n"))
        #expect(text.contains("UNDECIDED  WB-ACC-001"))
    }

    @Test func whoIsJudgedByRightsAloneIsSaidToBe() {
        var account = RightsFixture.account()
        account.foundBy = [.resetPassword]
        let text = render(ForestFixture.healthy { $0.forest.connectorAccounts = .value([account]) })
        #expect(text.contains("No account has an installer's name: this one has the rights."))
    }

    @Test func thoseOutOfUseAreNamedWithTheReason() throws {
        var old = RightsFixture.account()
        old.sid = try #require(RightsFixture.domain.appending(RelativeIdentifier(rawValue: 1105)))
        old.samAccountName = .value("MSOL_ffffffffffff")
        old.userAccountControl = .value([.normalAccount, .disabled])
        let both = [old, RightsFixture.account()]
        let text = render(ForestFixture.healthy { $0.forest.connectorAccounts = .value(both) })
        #expect(text.contains("  not judged: MSOL_ffffffffffff (it is disabled)\n"))
        #expect(!text.contains("CONNECTOR ACCOUNT  MSOL_ffffffffffff"))
    }

    @Test func whatCouldNotBeReadStandsWithTheRulesThatItLeavesOpen() {
        let text = render(
            ForestFixture.healthy {
                $0.domain {
                    $0.security.samServer = .hidden(why: "insufficientAccessRights")
                    $0.security.preWindows2000Members = .notReturned
                    $0.security.builtin = .unreachable(why: "closed")
                }
            })
        #expect(text.contains("NOT READABLE  to CORP\\reader, and the rules that it leaves undecided\n"))
        #expect(text.contains(#/member of S-1-5-32-554 in corp\.example\.test +WB-ACL-012, WB-ACL-013\n/#))
        #expect(
            text.contains(
                #/nTSecurityDescriptor of CN=Server,CN=System,DC=corp,DC=example,DC=test +WB-ACL-011, WB-ACL-013\n/#))
        #expect(!render(ForestFixture.healthy()).contains("NOT READABLE"))
    }
}
