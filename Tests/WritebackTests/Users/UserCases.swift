import ActiveDirectory
import FoundationEssentials
import Inspection
import LDAP
import Testing

@testable import Writeback

private let domain = "corp.example.test"
private let staff = UsersFixture.staff.description
private let hidden = UsersFixture.hidden

extension RuleCase {
    static let users = UserCases.all
}

/// The cases of the rules on users.
enum UserCases {
    static let all: [RuleCase] = [
        unread, someUser, someUserUnlocked, inheriting, cutOff, otherClass, protected, formerly, cannotChange, aged,
        flags,
    ].flatMap(\.self)

    typealias Some = UsersFixture.Some

    /// Some users alike, and what a rule says of the domain.
    static func whole(
        _ rule: RuleIdentifier, _ name: String, _ outcome: Outcome, _ severity: Severity,
        _ change: @escaping @Sendable (inout Some) -> Void
    ) -> RuleCase {
        whole(rule, name, outcome, severity, forest: { _ in }, change)
    }

    /// The same in a forest that something is changed of.
    static func whole(
        _ rule: RuleIdentifier, _ name: String, _ outcome: Outcome, _ severity: Severity,
        forest: @escaping @Sendable (inout ForestSnapshot) -> Void,
        _ change: @escaping @Sendable (inout Some) -> Void = { _ in }
    ) -> RuleCase {
        .init(rule, name, outcome, severity, on: domain) {
            $0.users(10, change)
            forest(&$0)
        }
    }

    /// The same, of the container that they are in.
    static func inside(
        _ rule: RuleIdentifier, _ name: String, _ severity: Severity,
        forest: @escaping @Sendable (inout ForestSnapshot) -> Void = { _ in },
        _ change: @escaping @Sendable (inout Some) -> Void
    ) -> RuleCase {
        .init(rule, name, .notMet, severity, on: staff) {
            $0.users(10, change)
            forest(&$0)
        }
    }

    // MARK: Not read, or not all

    private static let severities: [(rule: RuleIdentifier, severity: Severity)] = [
        ("WB-USR-001", .blocker), ("WB-USR-002", .blocker), ("WB-USR-003", .warning), ("WB-USR-004", .warning),
        ("WB-USR-005", .warning), ("WB-USR-006", .warning), ("WB-USR-007", .information), ("WB-USR-008", .warning),
        ("WB-USR-009", .warning), ("WB-USR-010", .warning), ("WB-USR-011", .warning), ("WB-USR-012", .information),
        ("WB-USR-013", .information), ("WB-USR-014", .information),
    ]

    private static let unread: [RuleCase] = severities.flatMap { rule, severity -> [RuleCase] in
        let elsewhere = "OU=Staff,DC=other is not in this domain (--population-base)"
        return [
            .init(rule, "not asked for", .notApplicable, severity, on: domain),
            .init(rule, "asked for in another domain", .notApplicable, severity, on: domain) {
                $0.population(.notCollected(why: elsewhere))
            },
            .init(rule, "asked for, and not collected", .undecided, severity, on: domain) {
                $0.population(.notCollected(why: "the run was broken off"))
            },
            .init(rule, "asked for, and nothing came", .undecided, severity, on: domain) {
                $0.population(.notReturned)
            },
            .init(rule, "no domain controller", .undecided, severity, on: domain) {
                $0.population(.unreachable(why: "closed"))
            },
            .init(rule, "withheld", .undecided, severity, on: domain) { $0.population(.hidden(why: hidden)) },
            .init(rule, "nobody there", .notApplicable, severity, on: domain) { $0.population(.absent) },
            .init(rule, "nobody there, counted", .notApplicable, severity, on: domain) { $0.users([]) },
            .init(rule, "only trusts", .notApplicable, severity, on: domain) {
                $0.users { $0.flags = .value(.interdomainTrust) }
            },
            .init(rule, "all well", .met, severity, on: domain) { $0.users { _ in } },
            .init(rule, "the domains were not listed whole", .undecided, severity, on: domain) {
                $0.users { _ in }
                $0.forest.domains = .partial($0.forest.domains.known ?? [], why: "size limit")
            },
            .init(rule, "not asked for, and the domains not listed whole", .notApplicable, severity, on: domain) {
                $0.forest.domains = .partial($0.forest.domains.known ?? [], why: "size limit")
            },
            .init(rule, "no domain listed", .undecided, severity, on: domain) { $0.forest.domains = .value([]) },
        ]
    }

    // MARK: Whether anybody can be served

    private static let someUser: [RuleCase] = atLeastOne("WB-USR-001", .blocker, without: UsersFixture.properties)
    private static let someUserUnlocked: [RuleCase] =
        atLeastOne("WB-USR-002", .blocker, without: UsersFixture.reset)
        + [
            whole(
                "WB-USR-002", "nobody, where nobody is locked out", .notMet, .warning,
                forest: { $0.domain { $0.passwordPolicy.lockoutThreshold = .value(0) } },
                { $0.entries = UsersFixture.own }),
            whole(
                "WB-USR-002", "somebody, where nobody is locked out", .met, .warning,
                forest: { $0.domain { $0.passwordPolicy.lockoutThreshold = .value(0) } }),
            whole(
                "WB-USR-002", "not known, where nobody is locked out", .undecided, .warning,
                forest: { $0.domain { $0.passwordPolicy.lockoutThreshold = .value(0) } }, { $0.entries = nil }),
            .init("WB-USR-002", "not read, where nobody is locked out", .undecided, .warning, on: domain) {
                $0.population(.notReturned)
                $0.domain { $0.passwordPolicy.lockoutThreshold = .value(0) }
            },
            .init("WB-USR-002", "not asked for, where nobody is locked out", .notApplicable, .warning, on: domain) {
                $0.domain { $0.passwordPolicy.lockoutThreshold = .value(0) }
            },
            whole(
                "WB-USR-002", "nobody to serve, where nobody is locked out", .notApplicable, .warning,
                forest: { $0.domain { $0.passwordPolicy.lockoutThreshold = .value(0) } },
                { $0.flags = .value(.disabled) }),
        ]

    private static func atLeastOne(
        _ rule: RuleIdentifier, _ severity: Severity, without other: String
    ) -> [RuleCase] {
        let cutOff = UsersFixture.some(5) {
            $0.entries = UsersFixture.own
            $0.isProtected = true
        }
        return [
            whole(rule, "by the one entry that it needs", .met, severity) {
                $0.entries = UsersFixture.ordinary.filter { $0 != other }
            },
            .init(rule, "one of many", .met, severity, on: domain) {
                $0.users([cutOff, UsersFixture.some(1), UsersFixture.some(7) { $0.entries = nil }])
            },
            .init(rule, "one of the part that was read", .met, severity, on: domain) {
                $0.population(.partial(UsersFixture.population([UsersFixture.some(1)]), why: "a limit"))
            },
            .init(rule, "one below a container", .met, severity, on: domain) {
                $0.population(.value(UsersFixture.population([UsersFixture.some(1)], base: UsersFixture.staff)))
            },
            .init(rule, "nobody", .notMet, severity, on: domain) { $0.users([cutOff]) },
            .init(rule, "nobody but the connector account", .notMet, severity, on: domain) {
                $0.users([cutOff, UsersFixture.some(1) { $0.names = ["MSOL_0a1b2c3d4e5f"] }])
                $0.account {
                    $0.distinguishedName = DistinguishedName("CN=msol_0a1b2c3d4e5f,\(staff)")
                }
            },
            .init(rule, "nobody but disabled and protected users", .notMet, severity, on: domain) {
                $0.users([
                    cutOff, UsersFixture.some(3) { $0.flags = .value(.disabled) },
                    UsersFixture.some(2) {
                        $0.entries = UsersFixture.holder
                        $0.isProtected = true
                        $0.adminCount = .value(true)
                    },
                ])
            },
            .init(rule, "nobody in the part that was read", .undecided, severity, on: domain) {
                $0.population(.partial(UsersFixture.population([cutOff]), why: "a limit"))
            },
            .init(rule, "nobody below a container", .undecided, severity, on: domain) {
                $0.population(.value(UsersFixture.population([cutOff], base: UsersFixture.staff)))
            },
            .init(rule, "of one nothing is known", .undecided, severity, on: domain) {
                $0.users([cutOff, UsersFixture.some(1) { $0.entries = nil }])
            },
            whole(rule, "none to be served", .notApplicable, severity) { $0.flags = .value(.disabled) },
            .init(rule, "none to be served below a container", .notApplicable, severity, on: domain) {
                $0.population(
                    .value(
                        UsersFixture.population(
                            [UsersFixture.some { $0.flags = .value(.disabled) }], base: UsersFixture.staff)))
            },
            whole(rule, "only protected users", .notApplicable, severity) {
                $0.entries = UsersFixture.holder
                $0.isProtected = true
                $0.adminCount = .value(true)
            },
            whole(rule, "no account known", .undecided, severity, forest: { $0.forest.connectorAccounts = .value([]) }),
            whole(rule, "no token", .undecided, severity, forest: { $0.token(.notReturned) }),
            whole(rule, "flags not shown", .met, severity) { $0.flags = .notReturned },
        ]
    }

    // MARK: Flags

    private static let flags: [RuleCase] = [
        ("WB-USR-012", UserAccountControl.disabled, UserAccountControl.smartcardRequired),
        ("WB-USR-013", .passwordDoesNotExpire, .smartcardRequired),
        ("WB-USR-014", .smartcardRequired, .passwordDoesNotExpire),
    ].flatMap { (rule: RuleIdentifier, flag: UserAccountControl, other: UserAccountControl) -> [RuleCase] in
        var cases = [
            inside(rule, "set", .information) { $0.flags = .value(flag) },
            whole(rule, "another set", .met, .information) { $0.flags = .value(other) },
            whole(rule, "not shown", .undecided, .information) { $0.flags = .notReturned },
        ]
        if flag != .disabled {
            cases.append(
                whole(rule, "set on disabled users", .notApplicable, .information) {
                    $0.flags = .value([flag, .disabled])
                })
        } else {
            cases.append(
                inside(rule, "set on protected users", .information) {
                    held(&$0)
                    $0.adminCount = .value(true)
                    $0.flags = .value(.disabled)
                })
        }
        return cases
    }
}
