import ActiveDirectory
import FoundationEssentials
import Inspection
import LDAP

@testable import Writeback

private let account = RightsFixture.name
private let object = "CN=MSOL_0a1b2c3d4e5f,CN=Users,DC=corp"
private let admins = SecurityIdentifier(authority: 5, subAuthorities: [21, 1, 2, 3, 512])

extension RemedyCase {
    private static func logon(
        _ title: String, _ command: String, _ alternative: String, undo: Remedy.Undo, or: [String] = [],
        _ change: @escaping @Sendable (inout ConnectorAccount) -> Void
    ) -> RemedyCase {
        .init("WB-ACC-002", title, on: account, command, [alternative], undo: undo, or: or) { $0.account(change) }
    }

    /// A second account, which has never logged on; the fixture's own is in use.
    private static func old(_ change: (inout ConnectorAccount) -> Void = { _ in }) -> ConnectorAccount {
        var account = RightsFixture.account(1105, "MSOL_old")
        account.lastLogon = .absent
        change(&account)
        return account
    }

    private static let oldName = "CN=MSOL_old,CN=Users,DC=corp"
    private static let flags: UserAccountControl = [.normalAccount, .passwordDoesNotExpire]

    private static func retired(
        _ title: String, _ command: String?, _ alternatives: [String], undo: Remedy.Undo, or: [String] = [],
        on subject: String = "CORP\\MSOL_old", recycleBin: Bool = true, alone: Bool = false,
        _ change: @escaping @Sendable (inout ConnectorAccount) -> Void
    ) -> RemedyCase {
        .init("WB-ACC-003", title, on: subject, command, alternatives, undo: undo, or: or) {
            $0.forest.connectorAccounts = .value((alone ? [] : [RightsFixture.account()]) + [old(change)])
            if !recycleBin { $0.forest.optionalFeatures = .value([]) }
        }
    }

    /// The PDC emulator of the account's own domain is told; where that was not read, the host that the run was bound to.
    private static func lockedAt(_ domain: String, _ host: String) -> RemedyCase {
        .init(
            "WB-ACC-002", "locked, of \(domain)", on: account, "Unlock-ADAccount -Identity '\(object)'",
            [change(object, "replace: lockoutTime", "lockoutTime: 0", "-", at: host)], undo: .notNeeded
        ) {
            $0.domain { $0.pdcConsensus.host = "dc2.corp.example.test" }
            $0.account {
                $0.computedAccountControl = .value(.lockedOut)
                $0.domain = domain
            }
        }
    }

    static let accounts: [RemedyCase] = [
        logon(
            "disabled", "Enable-ADAccount -Identity '\(object)'",
            change(object, "replace: userAccountControl", "userAccountControl: 66048", "-"),
            undo: .command("Disable-ADAccount -Identity '\(object)'"),
            or: [change(object, "replace: userAccountControl", "userAccountControl: 66050", "-")]
        ) { $0.userAccountControl = .value(flags.union(.disabled)) },
        logon(
            "locked", "Unlock-ADAccount -Identity '\(object)'",
            change(object, "replace: lockoutTime", "lockoutTime: 0", "-"),
            undo: .notNeeded
        ) { $0.computedAccountControl = .value(.lockedOut) },
        lockedAt("corp.example.test", "dc2.corp.example.test"), lockedAt("other.test", "dc1.corp.example.test"),
        logon(
            "expired", "Clear-ADAccountExpiration -Identity '\(object)'",
            change(object, "replace: accountExpires", "accountExpires: 0", "-"),
            undo: .command("Set-ADAccountExpiration -Identity '\(object)' -DateTime '2025-10-08T08:03:02Z'"),
            or: [change(object, "replace: accountExpires", "accountExpires: 134043841825000000", "-")]
        ) { $0.expires = .value(Date(timeIntervalSince1970: 1_759_910_582.5)) },
        logon(
            "expired before there was time", "Clear-ADAccountExpiration -Identity '\(object)'",
            change(object, "replace: accountExpires", "accountExpires: 0", "-"),
            undo: .command("Set-ADAccountExpiration -Identity '\(object)' -DateTime '1601-01-01T00:00:00Z'"),
            or: [change(object, "replace: accountExpires", "accountExpires: 0", "-")]
        ) { $0.expires = .value(Date(timeIntervalSince1970: -1e300)) },
        logon(
            "all three",
            "Enable-ADAccount -Identity '\(object)'; Unlock-ADAccount -Identity '\(object)'; "
                + "Clear-ADAccountExpiration -Identity '\(object)'",
            change(
                object, "replace: userAccountControl", "userAccountControl: 66048", "-", "replace: lockoutTime",
                "lockoutTime: 0", "-", "replace: accountExpires", "accountExpires: 0", "-"),
            undo: .command(
                "Disable-ADAccount -Identity '\(object)'; "
                    + "Set-ADAccountExpiration -Identity '\(object)' -DateTime '1969-12-31T23:59:59Z'"),
            or: [
                change(
                    object, "replace: userAccountControl", "userAccountControl: 66050", "-", "replace: accountExpires",
                    "accountExpires: 116444735990000000", "-")
            ]
        ) {
            $0.userAccountControl = .value(flags.union(.disabled))
            $0.computedAccountControl = .value(.lockedOut)
            $0.expires = .value(Date(timeIntervalSince1970: -1))
        },
        .init(
            "WB-ACC-002", "a name that would begin a line", on: account, "Enable-ADAccount -Identity 'CN=a\nb'",
            undo: .command("Disable-ADAccount -Identity 'CN=a\nb'")
        ) {
            $0.account {
                $0.distinguishedName = .init("CN=a\nb")
                $0.userAccountControl = .value(flags.union(.disabled))
            }
        },
        retired(
            "out of use", "Disable-ADAccount -Identity '\(oldName)'", [samba("user disable 'MSOL_old'")],
            undo: .command("Enable-ADAccount -Identity '\(oldName)'"), or: [samba("user enable 'MSOL_old'")]
        ) { _ in },
        retired(
            "out of use, with a name that would be an option", "Disable-ADAccount -Identity '\(oldName)'", [],
            undo: .command("Enable-ADAccount -Identity '\(oldName)'"), on: "CORP\\-MSOL_old"
        ) { $0.samAccountName = .value("-MSOL_old") },
        retired(
            "disabled, and another is in use", "Remove-ADUser -Identity '\(oldName)'",
            [samba("user delete 'MSOL_old'")],
            undo: .command(
                "Get-ADObject -Filter \"objectSid -eq 'S-1-5-21-1-2-3-1105'\" -IncludeDeletedObjects | Restore-ADObject"
            )
        ) { $0.userAccountControl = .value(flags.union(.disabled)) },
        retired(
            "disabled, and nothing that is deleted comes back", "Remove-ADUser -Identity '\(oldName)'",
            [samba("user delete 'MSOL_old'")], undo: .irreversible, recycleBin: false
        ) { $0.userAccountControl = .value(flags.union(.disabled)) },
        retired(
            "disabled, and no other", nil, [],
            undo: .steps("Disable the account again. One that was deleted comes back from the Recycle Bin alone."),
            alone: true
        ) { $0.userAccountControl = .value(flags.union(.disabled)) },
    ]

    private static func administrator(
        _ title: String, _ command: String, _ alternatives: [String], undo: String, or: [String] = [],
        names: Bool = true, _ token: @escaping @Sendable () -> Token
    ) -> RemedyCase {
        .init("WB-ACC-005", title, on: account, command, alternatives, undo: .command(undo), or: or) {
            if names {
                $0.forest.security.principals += [
                    NamedPrincipal(sid: admins, name: "CORP\\Domänen-Admins"),
                    NamedPrincipal(sid: .builtinAdministrators, name: "BUILTIN\\Administratoren"),
                ]
            }
            $0.token(.value(token()))
        }
    }

    private static func members(_ verb: String, _ group: String) -> String {
        samba("group \(verb)members '\(group)' 'MSOL_0a1b2c3d4e5f'")
    }

    private static let principal =
        "--member-dn='CN=S-1-5-11,CN=ForeignSecurityPrincipals,DC=corp,DC=example,DC=test'"
    private static let general = ConnectorAccountRules.noAdministrator.remedy

    static let groups: [RemedyCase] = [
        administrator(
            "by Domain Admins, which is a member of Administrators",
            "Remove-ADGroupMember -Identity '\(admins)' -Members '\(object)'", [members("remove", "Domänen-Admins")],
            undo: "Add-ADGroupMember -Identity '\(admins)' -Members '\(object)'", or: [members("add", "Domänen-Admins")]
        ) {
            var token = RightsFixture.token([admins])
            token.insert(.builtinAdministrators, .init(.group))
            token.insert(.builtinAdministrators, .init(.group, through: admins))
            return token
        },
        administrator(
            "by both, of itself",
            "Remove-ADGroupMember -Identity '\(admins)' -Members '\(object)'; "
                + "Remove-ADGroupMember -Identity 'S-1-5-32-544' -Members '\(object)'",
            [members("remove", "Domänen-Admins"), members("remove", "Administratoren")],
            undo: "Add-ADGroupMember -Identity '\(admins)' -Members '\(object)'; "
                + "Add-ADGroupMember -Identity 'S-1-5-32-544' -Members '\(object)'",
            or: [members("add", "Domänen-Admins"), members("add", "Administratoren")]
        ) {
            var token = RightsFixture.token([admins])
            token.insert(.builtinAdministrators, .init(.group, through: RightsFixture.sid))
            return token
        },
        administrator(
            "by a group whose name was not read", "Remove-ADGroupMember -Identity '\(admins)' -Members '\(object)'", [],
            undo: "Add-ADGroupMember -Identity '\(admins)' -Members '\(object)'", names: false
        ) { RightsFixture.token([admins]) },
        .init(
            "WB-ACC-005", "by a group of another domain", on: account,
            "Remove-ADGroupMember -Identity 'S-1-5-21-9-9-9-519' -Members '\(object)'",
            undo: .command("Add-ADGroupMember -Identity 'S-1-5-21-9-9-9-519' -Members '\(object)'")
        ) {
            let group = SecurityIdentifier(authority: 5, subAuthorities: [21, 9, 9, 9, 519])
            $0.forest.security.principals.append(NamedPrincipal(sid: group, name: "ROOT\\Enterprise Admins"))
            $0.token(.value(RightsFixture.token([group])))
        },
        .init("WB-ACC-005", "by its primary group", on: account, general.command, undo: general.undo) {
            var token = RightsFixture.token()
            token.insert(admins, .init(.primaryGroup))
            $0.token(.value(token))
        },
        .init(
            "WB-ACC-005", "adminCount", on: account,
            "Set-ADUser -Identity '\(object)' -Clear adminCount; dsacls \"\(object)\" /P:N",
            [change(object, "replace: adminCount", "-")],
            undo: .command("Set-ADUser -Identity '\(object)' -Replace @{adminCount = 1}; dsacls \"\(object)\" /P:Y"),
            or: [change(object, "replace: adminCount", "adminCount: 1", "-")]
        ) { $0.account { $0.adminCount = .value(1) } },
        .init(
            "WB-ACC-005", "adminCount, and a name that no quotation marks hold", on: account,
            "Set-ADUser -Identity 'CN=50%' -Clear adminCount", [change("CN=50%", "replace: adminCount", "-")],
            undo: .command("Set-ADUser -Identity 'CN=50%' -Replace @{adminCount = 1}"),
            or: [change("CN=50%", "replace: adminCount", "adminCount: 1", "-")]
        ) {
            $0.account {
                $0.adminCount = .value(1)
                $0.distinguishedName = .init("CN=50%")
            }
        },
        .init(
            "WB-ACL-012", "hardened", on: "corp.example.test", ReadRightsRules.preWindows2000.remedy.command,
            [samba("group addmembers 'Pre-Windows 2000 Compatible Access' \(principal)")],
            undo: ReadRightsRules.preWindows2000.remedy.undo,
            or: [samba("group removemembers 'Pre-Windows 2000 Compatible Access' \(principal)")]
        ) { $0.domain { $0.security.preWindows2000Members = .value([]) } },
        .init(
            "WB-ACL-012", "hardened, in another language", on: "corp.example.test",
            ReadRightsRules.preWindows2000.remedy.command, [samba("group addmembers 'Prä-Windows 2000' \(principal)")],
            undo: ReadRightsRules.preWindows2000.remedy.undo,
            or: [samba("group removemembers 'Prä-Windows 2000' \(principal)")]
        ) {
            $0.domain { $0.security.preWindows2000Members = .value([]) }
            $0.forest.security.principals.append(
                NamedPrincipal(sid: .builtinPreWindows2000CompatibleAccess, name: "BUILTIN\\Prä-Windows 2000"))
        },
    ]
}
