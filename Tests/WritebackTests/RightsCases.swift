import ActiveDirectory
import Inspection
import Testing

@testable import Writeback

private let account = RightsFixture.name
private let domain = "corp.example.test"
private let hidden = "insufficientAccessRights"

extension RuleCase {
    private static func right(
        _ rule: RuleIdentifier, _ name: String, _ outcome: Outcome, _ severity: Severity,
        _ change: @escaping @Sendable (inout ForestSnapshot) -> Void = { _ in }
    ) -> RuleCase {
        .init(rule, name, outcome, severity, on: account, change)
    }

    /// One of the rights on users: the entry that an express installation has for it, one for it alone, and what denies it.
    private static func onUsers(
        _ rule: RuleIdentifier, _ severity: Severity, express: String, own: String, _ mask: String
    ) -> [RuleCase] {
        let sid = RightsFixture.sid
        let user = RightsFixture.user
        let ofGroup = "(OA;CIIO;\(mask);\(own);\(user);\(RightsFixture.group))"
        return [
            right(rule, "express", .met, severity),
            right(rule, "by an entry for it alone", .met, severity) {
                $0.root { $0 = ["(OA;CIIO;\(mask);\(own);\(user);\(sid))"] }
            },
            right(rule, "by full control", .met, severity) { $0.root { $0 = ["(A;CI;GA;;;\(sid))"] } },
            right(rule, "by a group", .met, severity) {
                $0.root { $0 = [ofGroup] }
                $0.token(.value(RightsFixture.token([RightsFixture.group])))
            },
            right(rule, "not inherited by users", .notMet, severity) {
                $0.root { $0 = ["(OA;;\(mask);\(own);;\(sid))"] }
            },
            right(rule, "for another class", .notMet, severity) {
                $0.root { $0 = ["(OA;CIIO;\(mask);\(own);\(RightsFixture.inetOrgPerson);\(sid))"] }
            },
            right(rule, "taken away", .notMet, severity) { $0.root { $0.removeAll { $0 == express } } },
            right(rule, "denied before it is granted", .notMet, severity) {
                $0.root { $0.insert("(OD;CIIO;\(mask);\(own);\(user);\(sid))", at: 0) }
            },
            right(rule, "the root is not read", .undecided, severity) {
                $0.domain { $0.security.domainRoot = .hidden(why: hidden) }
            },
            right(rule, "the token is not read", .undecided, severity) { $0.token(.notReturned) },
            right(rule, "the account has no token in the domain", .undecided, severity) {
                $0.account { $0.tokens = [] }
            },
            right(rule, "by a group that it may be in", .undecided, severity) {
                $0.root { $0 = [ofGroup] }
                $0.token(.value(RightsFixture.token(gaps: [.init(.anyGroup, why: hidden)])))
            },
            right(rule, "on a condition", .undecided, severity) {
                $0.root { $0 = ["(ZA;CIIO;\(mask);\(own);\(user);\(sid);(@USER.x == 1))"] }
            },
            right(rule, "the default of the class is not read", .undecided, severity) {
                $0.forest.security.userDefaults = .notReturned
                $0.root { $0.removeAll { $0 == express } }
            },
            right(rule, "delegated below", .notMet, .warning) {
                $0.root { $0.removeAll { $0 == express } }
                $0.containers(.value([RightsFixture.container("Staff", [express])]))
            },
            right(rule, "delegated where nobody is", .notMet, severity) {
                $0.root { $0.removeAll { $0 == express } }
                $0.containers(.value([RightsFixture.container("Empty", [express], holdsUsers: .value(false))]))
            },
            right(rule, "perhaps delegated", .undecided, severity) {
                $0.root { $0.removeAll { $0 == express } }
                $0.containers(.notReturned)
            },
            right(rule, "delegated, and nobody knows for whom", .undecided, severity) {
                $0.root { $0.removeAll { $0 == express } }
                $0.containers(.value([RightsFixture.container("Shy", [express], holdsUsers: .notReturned)]))
            },
        ]
    }

    static let rights: [RuleCase] = [
        resetPassword, writeLockoutTime, writePwdLastSet, domainRights, reach, domainRoot, builtin, samServer,
        preWindows2000,
    ].flatMap(\.self)

    private static let resetPassword: [RuleCase] = onUsers(
        "WB-ACL-001", .blocker, express: RightsFixture.reset, own: "00299570-246d-11d0-a768-00aa006e0529", "CR")
    private static let writeLockoutTime: [RuleCase] = onUsers(
        "WB-ACL-002", .blocker, express: RightsFixture.properties, own: "28630ebf-41d5-11d1-a9c1-0000f80367c1", "WP")
    private static let writePwdLastSet: [RuleCase] = onUsers(
        "WB-ACL-003", .warning, express: RightsFixture.properties, own: "bf967a0a-0de6-11d0-a285-00aa003049e2", "WP")

    private static let domainRights: [RuleCase] = [
        right("WB-ACL-002", "taken away where nobody is locked", .notMet, .warning) {
            $0.root { $0.removeAll { $0 == RightsFixture.properties } }
            $0.domain { $0.passwordPolicy.lockoutThreshold = .value(0) }
        },
        right("WB-ACL-003", "by the property set Account Restrictions", .met, .warning) {
            $0.root {
                $0 = ["(OA;CIIO;WP;4c164200-20c0-11d0-a768-00aa006e0529;\(RightsFixture.user);\(RightsFixture.sid))"]
            }
        },
        right("WB-ACL-004", "by Authenticated Users", .met, .warning),
        right("WB-ACL-004", "by itself", .met, .warning) {
            $0.root { $0 = ["(OA;CI;CR;ccc2dc7d-a6ad-4a7a-8846-c04e3cc53501;;\(RightsFixture.sid))"] }
        },
        right("WB-ACL-004", "the right that others call by its name", .notMet, .warning) {
            $0.root { $0 = ["(OA;;CR;280f369c-67c7-438e-ae98-1d46f3c6f541;;AU)"] }
        },
        right("WB-ACL-004", "for descendants only", .notMet, .warning) {
            $0.root { $0 = ["(OA;CIIO;CR;ccc2dc7d-a6ad-4a7a-8846-c04e3cc53501;;AU)"] }
        },
        right("WB-ACL-004", "not read", .undecided, .warning) {
            $0.domain { $0.security.domainRoot = .notReturned }
        },
        right("WB-ACL-005", "Everyone, by default", .met, .warning),
        right("WB-ACL-005", "nothing grants it", .notMet, .information) {
            $0.forest.security.userDefaults = .value("D:(A;;GA;;;DA)")
        },
        right("WB-ACL-005", "denied to Everyone", .notMet, .warning) {
            $0.forest.security.userDefaults = .value(
                "D:(OD;;CR;ab721a53-1e2f-11d0-9819-00aa0040529b;;WD)\(RightsFixture.change)")
        },
        right("WB-ACL-005", "not read", .undecided, .warning) {
            $0.forest.security.userDefaults = .notReturned
        },
    ]

    private static let reach: [RuleCase] = [
        right("WB-ACL-006", "no container of its own", .met, .warning),
        right("WB-ACL-006", "a container that adds", .met, .warning) {
            $0.containers(
                .value([RightsFixture.container("Staff", RightsFixture.root + ["(A;CI;CR;;;\(RightsFixture.group))"])]))
        },
        right("WB-ACL-006", "a protected container with users", .notMet, .warning) {
            $0.containers(.value([RightsFixture.container("Vault", ["(A;CI;GA;;;DA)"], protected: true)]))
        },
        right("WB-ACL-006", "a protected container without", .met, .warning) {
            $0.containers(.value([RightsFixture.container("Vault", protected: true, holdsUsers: .value(false))]))
        },
        right("WB-ACL-006", "a protected container of which nobody knows", .undecided, .warning) {
            $0.containers(.value([RightsFixture.container("Vault", protected: true, holdsUsers: .notReturned)]))
        },
        right("WB-ACL-006", "one that is protected and granted to", .met, .warning) {
            $0.containers(
                .value([
                    RightsFixture.container(
                        "Vault", [RightsFixture.properties, RightsFixture.reset], protected: true)
                ]))
        },
        right("WB-ACL-006", "one that denies", .notMet, .warning) {
            let deny = "(OD;CIIO;CR;00299570-246d-11d0-a768-00aa006e0529;\(RightsFixture.user);WD)"
            $0.containers(.value([RightsFixture.container("Staff", [deny] + RightsFixture.root)]))
        },
        right("WB-ACL-006", "not listed whole", .undecided, .warning) { $0.containers(.partial([], why: hidden)) },
        right("WB-ACL-006", "nothing granted that could be lost", .notApplicable, .warning) { $0.root { $0 = [] } },
        right("WB-ACL-007", "none of the class", .met, .warning),
        right("WB-ACL-007", "some, and no entry for them", .notMet, .warning) {
            $0.domain { $0.security.inetOrgPersons = .value(7) }
        },
        right("WB-ACL-007", "some in the part that was read", .notMet, .warning) {
            $0.domain { $0.security.inetOrgPersons = .partial(7, why: hidden) }
        },
        right("WB-ACL-007", "some, and an entry for them", .met, .warning) {
            $0.domain { $0.security.inetOrgPersons = .value(7) }
            $0.root { $0.append(RightsFixture.reset.replacing(RightsFixture.user, with: RightsFixture.inetOrgPerson)) }
        },
        right("WB-ACL-007", "not counted", .undecided, .warning) {
            $0.domain { $0.security.inetOrgPersons = .notReturned }
        },
        right("WB-ACL-008", "nothing on AdminSDHolder", .met, .warning),
        right("WB-ACL-008", "as the cmdlet of 2019 left it", .notMet, .warning) {
            $0.domain {
                $0.security.adminSDHolder = .value(
                    RightsFixture.descriptor(
                        ["(OA;;CR;00299570-246d-11d0-a768-00aa006e0529;;\(RightsFixture.sid))"]))
            }
        },
        right("WB-ACL-008", "not read", .undecided, .warning) {
            $0.domain { $0.security.adminSDHolder = .hidden(why: hidden) }
        },
    ]

    private static func read(
        _ rule: RuleIdentifier, _ set: @escaping @Sendable (inout DomainSecurity, Observed<SecurityDescriptor>) -> Void
    ) -> [RuleCase] {
        [
            right(rule, "by Authenticated Users", .met, .warning),
            right(rule, "by Pre-Windows 2000 Compatible Access", .met, .warning) {
                $0.domain { set(&$0.security, .value(RightsFixture.descriptor(["(A;;RPLCLORC;;;RU)"]))) }
                $0.token(.value(RightsFixture.token([.builtinPreWindows2000CompatibleAccess])))
            },
            right(rule, "nobody", .notMet, .warning) {
                $0.domain { set(&$0.security, .value(RightsFixture.descriptor(["(A;;GA;;;DA)"]))) }
            },
            right(rule, "no permissions", .notMet, .warning) {
                $0.domain { set(&$0.security, .value(RightsFixture.descriptor(["(A;;RPLCLO;;;AU)"]))) }
            },
            right(rule, "not read", .undecided, .warning) {
                $0.domain { set(&$0.security, .notReturned) }
            },
        ]
    }

    private static let domainRoot: [RuleCase] = read("WB-ACL-009") { $0.domainRoot = $1 }
    private static let builtin: [RuleCase] = read("WB-ACL-010") { $0.builtin = $1 }
    private static let samServer: [RuleCase] = read("WB-ACL-011") { $0.samServer = $1 }

    private static let preWindows2000: [RuleCase] = [
        .init("WB-ACL-012", "Authenticated Users", .met, .warning, on: domain),
        .init("WB-ACL-012", "in the part that was read", .met, .warning, on: domain) {
            $0.domain { $0.security.preWindows2000Members = .partial([.authenticatedUsers], why: hidden) }
        },
        .init("WB-ACL-012", "hardened, and readable all the same", .notMet, .information, on: domain) {
            $0.domain { $0.security.preWindows2000Members = .value([]) }
        },
        .init("WB-ACL-012", "hardened, and not readable", .notMet, .warning, on: domain) {
            $0.domain {
                $0.security.preWindows2000Members = .absent
                $0.security.samServer = .value(RightsFixture.descriptor(["(A;;RPLCLORC;;;RU)"]))
            }
        },
        .init("WB-ACL-012", "not shown", .undecided, .warning, on: domain) {
            $0.domain { $0.security.preWindows2000Members = .notReturned }
        },
        .init("WB-ACL-012", "not in the part that was read", .undecided, .warning, on: domain) {
            $0.domain { $0.security.preWindows2000Members = .partial([.everyone], why: hidden) }
        },
    ]
}
