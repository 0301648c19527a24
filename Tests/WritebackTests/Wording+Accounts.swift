import ActiveDirectory
import FoundationEssentials
import Inspection
import LDAP

@testable import Writeback

private let account = RightsFixture.name
private let root = "DC=corp,DC=example,DC=test"
private let dn = "'CN=MSOL_0a1b2c3d4e5f,CN=Users,DC=corp'"

extension Wording {
    static let accounts: [Wording] = [
        .init("WB-ACC-001", "one", holds: ["is a connector account by its name."], lacks: ["not judged"]),
        .init(
            "WB-ACC-001", "beside others", on: account,
            holds: [
                "by its name.", "not judged: CORP\\MSOL_old: it is disabled.",
                "not judged: CORP\\svc, found by the right to replicate secrets alone.",
            ], lacks: ["MSOL_old, found by", "not judged: \(account)"]
        ) {
            var old = RightsFixture.account(1105, "MSOL_old")
            old.userAccountControl = .value([.normalAccount, .disabled])
            $0.forest.connectorAccounts = .value([
                RightsFixture.account(), old, RightsFixture.account(1106, "svc", because: [.replicationRights]),
            ])
        },
        .init("WB-ACC-001", "one of two", on: account, holds: ["by its name, one of 2 that are judged."]) {
            $0.forest.connectorAccounts = .value([RightsFixture.account(), RightsFixture.account(1105, "MSOL_new")])
        },
        .init("WB-ACC-001", "not looked for", holds: ["not known: rights were not asked for."]) {
            $0.forest.connectorAccounts = .notCollected(why: "rights were not asked for")
        },
        .init("WB-ACC-001", "not found", holds: ["not known: none was found."]) {
            $0.forest.connectorAccounts = .value([])
        },
        .init(
            "WB-ACC-002", "well", on: account,
            holds: ["is enabled, not locked and not expired.", "account: enabled.", "lockout: not locked."]),
        .init("WB-ACC-002", "not known", on: account, holds: ["Whether connector account"]) {
            $0.account { $0.userAccountControl = .notReturned }
        },
        .init(
            "WB-ACC-002", "disabled", on: account,
            holds: [
                "account: disabled.", "command: Enable-ADAccount -Identity \(dn).",
                "undo: Disable-ADAccount -Identity \(dn).",
            ]
        ) { $0.account { $0.userAccountControl = .value([.normalAccount, .disabled]) } },
        .init(
            "WB-ACC-002", "locked, and expiring later", on: account,
            holds: ["lockout: locked.", "command: Unlock-ADAccount -Identity \(dn).", "nothing to undo."]
        ) {
            $0.account {
                $0.computedAccountControl = .value(.lockedOut)
                $0.expires = .value(SnapshotFixture.asOf + 86_400)
            }
        },
        .init(
            "WB-ACC-002", "expired", on: account,
            holds: [
                "command: Clear-ADAccountExpiration -Identity \(dn).",
                "undo: Set-ADAccountExpiration -Identity \(dn) -DateTime '2025-10-08T",
            ]
        ) { $0.account { $0.expires = .value(SnapshotFixture.asOf - 86_400) } },
        .init("WB-ACC-003", "in use", on: account, holds: ["is in use.", "server: SYNC01, enabled."]),
        .init("WB-ACC-003", "not known", on: account, holds: ["Whether connector account"]) {
            $0.account { $0.lastLogon = .notReturned }
        },
        .init("WB-ACC-005", "none", on: account, holds: ["is no administrator.", "of administrators: none."]),
        .init("WB-ACC-005", "one", on: account, holds: ["of administrators: Administrators."]) {
            $0.token(.value(RightsFixture.token([.builtinAdministrators])))
        },
        .init("WB-ACC-005", "not known", on: account, holds: ["Whether connector account"]) {
            $0.account { $0.adminCount = .notReturned }
        },
        .init(
            "WB-ACC-006", "no controller", on: account,
            holds: ["is no domain controller.", "kind of computer: no domain controller.", "server: SYNC01."]),
        .init("WB-ACC-006", "a controller", on: account, holds: ["is a domain controller."]) {
            $0.account {
                var server = RightsFixture.server()
                server.isDomainController = .value(true)
                server.isNamedOutright = false
                $0.server = .value(server)
            }
        },
        .init("WB-ACC-006", "guessed", on: account, holds: ["SYNC01, by a word that is a computer's name."]) {
            $0.account {
                var server = RightsFixture.server()
                server.isNamedOutright = false
                $0.server = .value(server)
            }
        },
        .init("WB-ACC-007", "supported", on: account, holds: ["which Connect is supported on."]),
        system("not supported", "Windows Server 2025 Standard", "10.0 (26100)", "which Connect is not supported on."),
        system("a client", "Windows 10 Enterprise", "10.0 (19045)", "which Connect is not supported on."),
        system("not read", nil, nil, "What Connect server SYNC01 runs is not known."),
    ]

    private static func system(_ name: String, _ system: String?, _ version: String?, _ words: String) -> Wording {
        .init("WB-ACC-007", name, on: account, holds: [words]) {
            $0.account {
                var server = RightsFixture.server()
                server.operatingSystem = system.map { .value($0) } ?? .notReturned
                server.operatingSystemVersion = version.map { .value($0) } ?? .notReturned
                $0.server = .value(server)
            }
        }
    }

    private static let deny =
        "(OD;CIIO;CR;00299570-246d-11d0-a768-00aa006e0529;\(RightsFixture.user);\(RightsFixture.sid))"

    private static func containers(_ count: Int, _ entries: [String]) -> Observed<[ContainerSecurity]> {
        .value((1...count).map { RightsFixture.container("U\($0)", entries, protected: true) })
    }

    private static let other = SecurityIdentifier(authority: 5, subAuthorities: [21, 1, 2, 3, 1201])
    private static let change = "ab721a53-1e2f-11d0-9819-00aa0040529b"

    private static func lacking(_ right: String, of rule: RuleIdentifier, holds: [String]) -> Wording {
        .init(rule, "the entry that grants it", on: account, holds: holds) {
            $0.root { $0.removeAll { $0 == right } }
        }
    }

    /// Entries of the root that are in one way or another like the one that decides, which is the second.
    private static func beside(_ name: String, _ entry: String) -> Wording {
        .init("WB-ACL-001", name, on: account, holds: ["granted by entry 1 of \(root): "]) {
            $0.root { $0 = [entry, RightsFixture.reset] }
        }
    }

    private static func named(_ name: String, _ sam: Observed<String>) -> Wording {
        .init("WB-ACL-001", name, holds: ["samba-tool"], lacks: ["dsacls"]) {
            var account = RightsFixture.account(1107)
            account.samAccountName = sam
            $0.forest.connectorAccounts = .value([account])
            $0.root { $0.removeAll { $0 == RightsFixture.reset } }
        }
    }

    private static func through(_ by: SecurityIdentifier, holds: [String], lacks: [String]) -> Wording {
        .init("WB-ACL-001", "through \(holds)", on: account, holds: holds, lacks: lacks) {
            $0.root {
                $0 = [RightsFixture.reset.replacing("\(RightsFixture.sid))", with: "\(RightsFixture.group))")]
            }
            var token = RightsFixture.token()
            token.insert(RightsFixture.group, .init(.group, through: by))
            $0.token(.value(token))
        }
    }

    static let rights: [Wording] = [
        beside("another right", RightsFixture.reset.replacing("00299570-246d-11d0-a768-00aa006e0529", with: change)),
        beside("another trustee", RightsFixture.reset.replacing("\(RightsFixture.sid))", with: "\(other))")),
        through(RightsFixture.sid, holds: ["through: CORP\\Writeback."], lacks: ["by way of"]),
        through(other, holds: ["through: CORP\\Writeback, by way of \(other)."], lacks: []),
        .init(
            "WB-ACL-005", "granted by the class, and by the root after it", on: account,
            holds: ["of defaultSecurityDescriptor of the class user: "]
        ) { $0.root { $0.append("(OA;CI;CR;\(change);;WD)") } },
        lacking(
            RightsFixture.reset, of: "WB-ACL-001",
            holds: [" -ADobjectDN '\(root)'.", "/I:S /G", "(OA;CIIO;CR;00299570-246d-11d0-a768-00aa006e0529;"]),
        lacking(
            RightsFixture.properties, of: "WB-ACL-002",
            holds: ["WP;lockoutTime;user", "(OA;CIIO;WP;28630ebf-41d5-11d1-a9c1-0000f80367c1;"]),
        lacking(
            RightsFixture.properties, of: "WB-ACL-003",
            holds: ["WP;pwdLastSet;user", "(OA;CIIO;WP;bf967a0a-0de6-11d0-a285-00aa003049e2;"]),
        lacking(RightsFixture.unexpire, of: "WB-ACL-004", holds: ["command: dsacls \"\(root)\" /I:T /G"]),
        .init(
            "WB-ACL-005", "the entry that grants it", on: account,
            holds: ["command: dsacls \"\(root)\" /I:S /G", "(OA;CIIO;CR;\(change);"]
        ) { $0.forest.security.userDefaults = .value("D:(A;;GA;;;DA)") },
        named("an account's name that no command line takes", .value("svc%x")),
        named("an account without a name", .notReturned),
        .init(
            "WB-ACL-001", "a domain's name that no command line takes", on: account, holds: ["samba-tool"],
            lacks: ["dsacls"]
        ) {
            $0.domain { $0.distinguishedName = DistinguishedName("DC=corp%") }
            $0.root { $0.removeAll { $0 == RightsFixture.reset } }
        },
        .init(
            "WB-ACL-001", "a membership that is not known", on: account,
            holds: ["why it is open: not readable: not shown."]
        ) {
            $0.root {
                $0 = [RightsFixture.reset.replacing("\(RightsFixture.sid))", with: "\(RightsFixture.group))")]
            }
            $0.token(.value(RightsFixture.token(gaps: [.init(.anyGroup, why: "not shown")])))
        },
        .init(
            "WB-ACL-001", "granted by the root", on: account,
            holds: ["on the users of corp", "granted by entry 1 of \(root): ", "[nTSecurityDescriptor of \(root)]"],
            lacks: ["through: ", "why it is open"]),
        .init(
            "WB-ACL-005", "granted by the class", on: account,
            holds: [
                "of defaultSecurityDescriptor of the class user: ", "[defaultSecurityDescriptor of the class user]",
            ], lacks: ["nTSecurityDescriptor of default"]),
        .init("WB-ACL-004", "on the root", on: account, holds: ["on the domain root of corp"]),
        .init(
            "WB-ACL-001", "nothing grants it", on: account,
            holds: [
                "denied: no entry grants it.", "step: Let the cmdlet",
                "command: Set-ADSyncPasswordWritebackPermissions",
            ]
        ) { $0.root { $0.removeAll { $0 == RightsFixture.reset } } },
        .init(
            "WB-ACL-001", "denied at the root", on: account,
            holds: [
                "denied by entry 0 of \(root)", "step: An entry denies it.", "command: $object = [ADSI]",
                "restore: \(root) ",
            ]
        ) { $0.root { $0.insert(deny, at: 0) } },
        .init(
            "WB-ACL-005", "denied by the class", on: account,
            holds: [
                "step: An entry denies it; it applies to the account through Everyone.",
                "undo: Make the entry again: (OD;",
            ],
            lacks: ["command: $object"]
        ) {
            $0.forest.security.userDefaults = .value(
                "D:(OD;;CR;ab721a53-1e2f-11d0-9819-00aa0040529b;;WD)\(RightsFixture.change)")
        },
        .init(
            "WB-ACL-001", "on a condition", on: account,
            holds: ["why it is open: not readable: the entry that decides is conditional"]
        ) {
            $0.root {
                $0 = [
                    deny.replacing("(OD", with: "(ZA").replacing(
                        "\(RightsFixture.sid))", with: "\(RightsFixture.sid);(@USER.x == 1))")
                ]
            }
        },
        .init(
            "WB-ACL-004", "how it is granted", on: account, holds: ["step: Grant it on the domain root, on this object"]
        ) {
            $0.root { $0.removeAll { $0 == RightsFixture.unexpire } }
        },
        .init(
            "WB-ACL-005", "how it is granted", on: account, holds: ["step: Grant it at the domain root, on descendant"]
        ) {
            $0.forest.security.userDefaults = .value("D:(A;;GA;;;DA)")
        },
        .init("WB-ACL-001", "below three", on: account, holds: ["OU=U3,\(root)."], lacks: ["more."]) {
            $0.root { $0.removeAll { $0 == RightsFixture.reset } }
            $0.containers(containers(3, [RightsFixture.reset]))
        },
        .init("WB-ACL-001", "below four", on: account, holds: ["; and 1 more."]) {
            $0.root { $0.removeAll { $0 == RightsFixture.reset } }
            $0.containers(containers(4, [RightsFixture.reset]))
        },
        .init(
            "WB-ACL-006", "three", on: account, holds: ["OU=U3,\(root).", "it takes nothing from above"],
            lacks: ["more."]
        ) {
            $0.containers(containers(3, []))
        },
        .init("WB-ACL-006", "four", on: account, holds: ["; and 1 more."], lacks: ["The commands are for"]) {
            $0.containers(containers(4, []))
        },
        .init("WB-ACL-006", "five", on: account, holds: ["restore: OU=U5"], lacks: ["The commands are for"]) {
            $0.containers(containers(5, []))
        },
        .init("WB-ACL-006", "six", on: account, holds: ["The commands are for 5 of the 6"], lacks: ["restore: OU=U6"]) {
            $0.containers(containers(6, []))
        },
        .init(
            "WB-ACL-006", "open to what comes from above, and nothing comes", on: account,
            holds: [": nothing grants it."]
        ) {
            $0.containers(.value([RightsFixture.container("Staff")]))
        },
        .init(
            "WB-ACL-010", "nobody may read", on: account,
            holds: ["command: dsacls \"CN=Builtin,\(root)\" /G", "samba-tool", "restore: CN=Builtin,\(root) "]
        ) { $0.domain { $0.security.builtin = .value(RightsFixture.descriptor([])) } },
        .init(
            "WB-ACL-010", "a name that no command line takes", on: account, holds: ["samba-tool"],
            lacks: ["command: dsacls"]
        ) {
            $0.domain {
                $0.distinguishedName = DistinguishedName("DC=corp%")
                $0.security.builtin = .value(RightsFixture.descriptor([]))
            }
        },
        .init(
            "WB-ACL-010", "denied", on: account, holds: ["command: dsacls CN=Builtin,<domain> /G"],
            lacks: ["samba-tool"]
        ) { $0.domain { $0.security.builtin = .value(RightsFixture.descriptor(["(D;;RPLCLORC;;;AU)"])) } },
    ]
}
