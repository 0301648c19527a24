import Foundation
import TestSupport
import Testing

extension LabSuite {
    /// `docs/remedies.md` says which rule is tried where, and which cannot be.
    @Suite("the printed remedies")
    struct RemedyTests {
        private static let root = "DC=corp,DC=example,DC=test"
        private static let account = "CORP\\MSOL_0a1b2c3d4e5f"
        private static let name = "CN=MSOL_0a1b2c3d4e5f,CN=Users,\(root)"
        private static let old = "CORP\\MSOL_111111111111"
        private static let dc1 = "dc1.\(domain)"
        private static let dc2 = "dc2.\(domain)"

        /// As a FILETIME.
        private static var now: Int64 { Int64(Date().timeIntervalSince1970 + 11_644_473_600) * 10_000_000 }

        /// The account of the lab as one in use, and a second one, of which nothing is known but its name.
        private static func secondAccount(_ lab: Lab, isDisabled: Bool) async throws {
            try await lab.executeSuccessfully(on: "dc1", ["samba-tool", "user", "enable", "SYNC01$"])
            try await lab.write(
                "dn: \(name)\nchangetype: modify\nreplace: lastLogonTimestamp\nlastLogonTimestamp: \(now)\n")
            try await lab.executeSuccessfully(
                on: "dc1", ["samba-tool", "user", "create", "MSOL_111111111111", "--random-password"])
            if isDisabled {
                try await lab.executeSuccessfully(on: "dc1", ["samba-tool", "user", "disable", "MSOL_111111111111"])
            }
        }

        @Test("policies, replication, DNS, and what was left behind", .timeLimit(.minutes(2)))
        func policies() async throws {
            let lab = try await Lab.required()
            try await lab.seeMended([
                .init("WB-DOM-004", domain, "is 1 day"),
                .init("WB-DOM-008", domain, "7"),
                .init("WB-DOM-005", "Privileged accounts", "a minimum age of 2 days"),
                .init("WB-DC-005", Self.dc1, "Inbound and Outbound replication is switched off"),
                .init("WB-PDC-002", domain, "contradict each other"),
                .init("WB-FOR-003", domain, "recycle bin", outcome: "undecided", on: "dc2", with: ["ldbmodify"]),
                .init("WB-ACL-012", domain, "are not in Pre-Windows 2000 Compatible Access"),
                .init("WB-ACC-003", Self.old, "it is disabled", endsMet: false),
                .init("WB-ACC-002", Self.account, "is locked", with: ["ldbmodify"]),
                .init("WB-ACC-005", Self.account, "its adminCount is 1", with: ["ldbmodify"]),
            ]) {
                try await lab.write(
                    "dn: \(Self.name)\nchangetype: modify\nreplace: lockoutTime\nlockoutTime: \(Self.now)\n",
                    "--controls=relax:0")
                try await Self.secondAccount(lab, isDisabled: true)
                try await lab.sambaTool(
                    on: "dc1", "domain", "passwordsettings", "pso", "set", "Privileged accounts", "--min-pwd-age=2")
                for direction in ["INBOUND", "OUTBOUND"] {
                    try await lab.sambaTool(
                        on: "dc1", "drs", "options", Self.dc1, "--dsa-option=+DISABLE_\(direction)_REPL")
                }
                try await lab.setPDCRecord(from: "dc1", to: "dc2")
                try await lab.write(
                    """
                    dn: CN=Pre-Windows 2000 Compatible Access,CN=Builtin,\(Self.root)
                    changetype: modify
                    delete: member
                    member: CN=S-1-5-11,CN=ForeignSecurityPrincipals,\(Self.root)

                    dn: \(Self.name)
                    changetype: modify
                    replace: adminCount
                    adminCount: 1

                    """)
            }
        }

        @Test("the connector account, kept out, an administrator, or out of use", .timeLimit(.minutes(2)))
        func accounts() async throws {
            let lab = try await Lab.required()
            try await lab.seeMended([
                .init("WB-ACC-002", Self.account, "is disabled and expired", with: ["ldbmodify"]),
                .init("WB-ACC-003", Self.old, "it has never logged on", endsMet: false),
                .init(
                    "WB-ACC-005", Self.account, "is an administrator, by BUILTIN\\Administrators, CORP\\Domain Admins"),
            ]) {
                try await Self.secondAccount(lab, isDisabled: false)
                try await lab.sambaTool(on: "dc1", "group", "addmembers", "Domain Admins", "MSOL_0a1b2c3d4e5f")
                try await lab.write(
                    """
                    dn: \(Self.name)
                    changetype: modify
                    replace: userAccountControl
                    userAccountControl: 66050
                    -
                    replace: accountExpires
                    accountExpires: 132223104000000000

                    """)
            }
        }

        @Test(
            "levels below Windows Server 2003, and a PDC emulator without the control: the role moves and comes back",
            .timeLimit(.minutes(2)))
        func levels() async throws {
            let lab = try await Lab.required()
            try await lab.seeMended([
                .init("WB-DOM-003", domain, "Windows 2000"), .init("WB-FOR-001", domain, "Windows 2000"),
                .init("WB-CTL-001", Self.dc1, "lacks the password policy control", endsMet: false),
                .init("WB-DOM-007", "OU=Sales\\, East,\(Self.root)", "holds", endsMet: false),
                .init("WB-ACC-008", Self.account, "will expire"),
                .init("WB-ACL-013", Self.account, "is emptied"),
            ]) {
                try await lab.executeSuccessfully(on: "dc1", ["python3", "-c", Self.throughTheGroupAlone])
                try await lab.executeSuccessfully(
                    on: "dc1", ["samba-tool", "ou", "create", "OU=Sales\\, East,\(Self.root)"])
                try await lab.executeSuccessfully(
                    on: "dc1",
                    ["samba-tool", "user", "create", "eve", "--random-password", "--userou=OU=Sales\\, East"])
                try await lab.write(
                    """
                    dn: CN=Pre-Windows 2000 Compatible Access,CN=Builtin,\(Self.root)
                    changetype: modify
                    delete: member
                    member: CN=S-1-5-11,CN=ForeignSecurityPrincipals,\(Self.root)

                    dn: \(Self.name)
                    changetype: modify
                    replace: userAccountControl
                    userAccountControl: 512

                    """)
                for object in [Self.root, "CN=Partitions,\(ForestTests.configuration)"] {
                    try await lab.write(
                        "dn: \(object)\nchangetype: modify\nreplace: msDS-Behavior-Version\nmsDS-Behavior-Version: 0\n")
                }
                try await lab.write(
                    """
                    dn: @ROOTDSE
                    changetype: modify
                    delete: supportedControl
                    supportedControl: 1.2.840.113556.1.4.2066

                    """)
            }
        }

        @Test("a domain controller that is gone for good", .timeLimit(.minutes(2)))
        func metadata() async throws {
            let lab = try await Lab.required()
            try await lab.seeMended([.init("WB-DC-001", Self.dc2, "Connect may choose it", endsMet: false)]) {
                try await lab.sambaTool(on: "dc1", "fsmo", "transfer", "--role=all")
                try await lab.command("stop-samba", "dc2")
            }
        }

        @Test("rights that end at a container, leave a class out, or may not be read", .timeLimit(.minutes(2)))
        func rights() async throws {
            let lab = try await Lab.required()
            let tools = ["ldbmodify", "samba-tool"]
            try await lab.seeMended([
                .init("WB-ACL-005", Self.account, "lacks Change Password on the users of \(domain)"),
                .init("WB-ACL-006", Self.account, "end at OU=Shut,\(Self.root); OU=Vault,\(Self.root)", with: tools),
                .init("WB-ACL-007", Self.account, "lacks Reset Password on the 1 accounts"),
                .init("WB-ACL-009", Self.account, "may not read \(Self.root)"),
                .init("WB-ACL-010", Self.account, "may not read CN=Builtin,\(Self.root)"),
                .init("WB-ACL-011", Self.account, "may not read CN=Server,CN=System,\(Self.root)"),
            ]) {
                try await lab.executeSuccessfully(on: "dc1", ["python3", "-c", Self.shutting])
                try await Self.withoutChangePassword(lab)
            }
        }

        /// Takes Change Password out of what the class user has by default, where the schema master is.
        private static func withoutChangePassword(_ lab: Lab) async throws {
            let schema = "CN=Schema,\(ForestTests.configuration)"
            let found = try await lab.database(
                of: "dc2", base: "CN=User,\(schema)", scope: "base", "(objectClass=*)", "defaultSecurityDescriptor")
            let whole = try #require(found.first?["defaultSecurityDescriptor"])
            let change = "(OA;;CR;ab721a53-1e2f-11d0-9819-00aa0040529b;;WD)"
            try #require(whole.contains(change))
            try await lab.write(
                "dn: CN=User,\(schema)\nchangetype: modify\nreplace: defaultSecurityDescriptor\n"
                    + "defaultSecurityDescriptor: \(whole.replacing(change, with: ""))\n",
                on: "dc2", "--option=dsdb:schema update allowed=true")
            try await lab.sambaTool(on: "dc1", "drs", "replicate", "dc1", "dc2", schema)
        }

        /// An object that nobody may read but administrators and Pre-Windows 2000 Compatible Access.
        private static let throughTheGroupAlone = """
            import samba.param
            from samba.auth import system_session
            from samba.dcerpc import security
            from samba.samdb import SamDB
            from samba.sd_utils import SDUtils
            lp = samba.param.LoadParm()
            lp.load_default()
            db = SamDB(url='/var/lib/samba/private/sam.ldb', lp=lp, session_info=system_session())
            utils = SDUtils(db)
            name = 'CN=Server,CN=System,' + db.domain_dn()
            descriptor = utils.read_sd_on_dn(name)
            for entry in list(descriptor.dacl.aces):
                if str(entry.trustee) in ('S-1-1-0', 'S-1-5-11'):
                    descriptor.dacl_del_ace(entry)
            utils.modify_sd_on_dn(name, descriptor)
            utils.dacl_add_ace(name, '(A;;RPLCLORC;;;RU)')
            """

        /// A container that takes nothing from above, one that denies, an account of the other class, and three objects that nobody may
        /// read but administrators.
        private static let shutting = """
            import samba.param
            from samba.auth import system_session
            from samba.dcerpc import security
            from samba.samdb import SamDB
            from samba.sd_utils import SDUtils
            lp = samba.param.LoadParm()
            lp.load_default()
            db = SamDB(url='/var/lib/samba/private/sam.ldb', lp=lp, session_info=system_session())
            utils = SDUtils(db)
            root = db.domain_dn()
            for unit, user in (('Vault', 'vera'), ('Shut', 'sam')):
                db.create_ou('OU=%s,%s' % (unit, root))
                db.newuser(user, 'Lab.User.1', userou='OU=%s' % unit)
            utils.modify_sd_on_dn('OU=Vault,' + root, 'D:PAI(A;CI;GA;;;DA)(A;CI;GA;;;SY)(A;CI;LCRPRCLO;;;AU)')
            reset, user = '00299570-246d-11d0-a768-00aa006e0529', 'bf967aba-0de6-11d0-a285-00aa003049e2'
            utils.dacl_add_ace('OU=Shut,' + root, '(OD;CIIO;CR;%s;%s;AU)' % (reset, user))
            db.add({'dn': 'CN=irene,CN=Users,' + root, 'objectClass': 'inetOrgPerson', 'sAMAccountName': 'irene', 'sn': 'Other'})
            everybody = ('S-1-1-0', 'S-1-5-11', 'S-1-5-32-554')
            for name in (root, 'CN=Builtin,' + root, 'CN=Server,CN=System,' + root):
                descriptor = utils.read_sd_on_dn(name)
                for entry in list(descriptor.dacl.aces):
                    if entry.type == security.SEC_ACE_TYPE_ACCESS_ALLOWED and str(entry.trustee) in everybody:
                        descriptor.dacl_del_ace(entry)
                utils.modify_sd_on_dn(name, descriptor)
            """
    }
}
