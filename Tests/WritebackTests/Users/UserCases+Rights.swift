import ActiveDirectory
import FoundationEssentials
import Inspection
import LDAP
import Testing

@testable import Writeback

private let domain = "corp.example.test"
private let staff = UsersFixture.staff.description
private let hidden = UsersFixture.hidden

extension UserCases {
    // MARK: Rights where permissions are inherited

    static let inheriting: [RuleCase] =
        rights("WB-USR-003", own: "00299570-246d-11d0-a768-00aa006e0529", "CR", without: UsersFixture.reset)
        + rights("WB-USR-004", own: "28630ebf-41d5-11d1-a9c1-0000f80367c1", "WP", without: UsersFixture.properties)
        + rights("WB-USR-005", own: "bf967a0a-0de6-11d0-a285-00aa003049e2", "WP", without: UsersFixture.properties)

    private static func rights(
        _ rule: RuleIdentifier, own: String, _ mask: String, without express: String
    ) -> [RuleCase] {
        let rest = UsersFixture.ordinary.filter { $0 != express }
        let entry: @Sendable (String, SecurityIdentifier) -> String = { kind, who in
            "(\(kind);ID;\(mask);\(own);\(RightsFixture.user);\(who))"
        }
        let ofGroup = entry("OA", RightsFixture.group)
        let second = UsersFixture.second()
        return [
            inside(rule, "no entry", .warning) { $0.entries = rest },
            inside(rule, "denied", .warning) {
                $0.entries = [entry("OD", RightsFixture.sid)] + UsersFixture.ordinary
            },
            whole(rule, "by its own entry", .met, .warning) { $0.entries = rest + [entry("OA", RightsFixture.sid)] },
            whole(
                rule, "by a group", .met, .warning,
                forest: { $0.token(.value(RightsFixture.token([RightsFixture.group]))) },
                { $0.entries = rest + [ofGroup] }),
            whole(
                rule, "by a group that it may be in", .undecided, .warning,
                forest: { $0.token(.partial(RightsFixture.token(gaps: [.init(.anyGroup, why: hidden)]), why: hidden)) },
                { $0.entries = rest + [ofGroup] }),
            whole(
                rule, "whatever groups it is in", .met, .warning,
                forest: { $0.token(.partial(RightsFixture.token(gaps: [.init(.anyGroup, why: hidden)]), why: hidden)) }
            ),
            whole(rule, "on a condition", .undecided, .warning) {
                $0.entries =
                    rest + ["(ZA;ID;\(mask);\(own);\(RightsFixture.user);\(RightsFixture.sid);(@USER.x == 1))"]
            },
            whole(rule, "descriptor not shown", .undecided, .warning) { $0.entries = nil },
            whole(rule, "descriptor not kept", .undecided, .warning) {
                $0.entries = nil
                $0.withheld = .notCollected(why: "there are more than 50000 distinct descriptors")
            },
            whole(rule, "a descriptor that is not there", .undecided, .warning) {
                $0.entries = nil
                $0.withheld = .value(7)
            },
            whole(rule, "no account known", .undecided, .warning, forest: { $0.forest.connectorAccounts = .value([]) }),
            whole(rule, "no token", .undecided, .warning, forest: { $0.token(.notReturned) }),
            whole(rule, "no token in the domain", .undecided, .warning, forest: { $0.account { $0.tokens = [] } }),
            whole(
                rule, "accounts not looked for everywhere", .undecided, .warning,
                forest: { $0.forest.connectorAccounts = .partial([RightsFixture.account()], why: hidden) }),
            whole(
                rule, "one of two accounts", .undecided, .warning,
                forest: { $0.forest.connectorAccounts = .value([RightsFixture.account(), second]) }),
            inside(
                rule, "neither of two accounts", .warning,
                forest: { $0.forest.connectorAccounts = .value([RightsFixture.account(), second]) },
                { $0.entries = rest }),
            whole(
                rule, "both of two accounts", .met, .warning,
                forest: { $0.forest.connectorAccounts = .value([RightsFixture.account(), second]) },
                { $0.entries = ["(A;ID;GA;;;WD)"] }),
            .init(rule, "all well in the part that was read", .undecided, .warning, on: domain) {
                $0.population(.partial(UsersFixture.population([UsersFixture.some()]), why: "a limit"))
            },
            .init(rule, "nobody in the part that was read", .undecided, .warning, on: domain) {
                $0.population(.partial(UsersFixture.population([]), why: "a limit"))
            },
            whole(rule, "disabled users", .notApplicable, .warning) {
                $0.entries = rest
                $0.flags = .value(.disabled)
            },
            inside(rule, "users that may be disabled", .warning) {
                $0.entries = rest
                $0.flags = .notReturned
            },
            whole(
                rule, "disabled users, and accounts not looked for everywhere", .notApplicable, .warning,
                forest: { $0.forest.connectorAccounts = .partial([RightsFixture.account()], why: hidden) },
                {
                    $0.entries = rest
                    $0.flags = .value(.disabled)
                }),
            whole(rule, "users that are cut off", .notApplicable, .warning) {
                $0.entries = rest
                $0.isProtected = true
            },
            whole(
                rule, "users below a container that is cut off", .notApplicable, .warning,
                forest: {
                    $0.containers(.value([RightsFixture.container("Staff", UsersFixture.own, protected: true)]))
                }, { $0.entries = rest }),
            inside(
                rule, "users below a container with entries of its own", .warning,
                forest: { $0.containers(.value([RightsFixture.container("Staff", UsersFixture.own)])) },
                { $0.entries = rest }),
            whole(rule, "users of another class", .notApplicable, .warning) {
                $0.entries = rest
                $0.objectClass = .value("inetOrgPerson")
            },
            inside(rule, "users of a class that is not known", .warning) {
                $0.entries = rest
                $0.objectClass = .notReturned
            },
            inside(rule, "users of the class in other letters", .warning) {
                $0.entries = rest
                $0.objectClass = .value("User")
            },
            inside(rule, "users that were protected once, and inherit", .warning) {
                $0.entries = rest
                $0.adminCount = .value(true)
            },
        ]
    }

    // MARK: Inheritance and class

    static let cutOff: [RuleCase] = [
        inside("WB-USR-006", "off on the users", .warning) {
            $0.entries = UsersFixture.own
            $0.isProtected = true
        },
        inside("WB-USR-006", "off on the users, and one right granted", .warning) {
            $0.entries = UsersFixture.own + [UsersFixture.reset]
            $0.isProtected = true
        },
        inside("WB-USR-006", "off on the users, and pwdLastSet not granted", .warning) {
            $0.entries = UsersFixture.own + [UsersFixture.reset, UsersFixture.lockoutTime]
            $0.isProtected = true
        },
        whole("WB-USR-006", "off on the users, and every right granted there", .met, .warning) {
            $0.entries =
                UsersFixture.own + [UsersFixture.reset, UsersFixture.lockoutTime, UsersFixture.pwdLastSet]
            $0.isProtected = true
        },
        inside(
            "WB-USR-006", "off at the container", .warning,
            forest: { $0.containers(.value([RightsFixture.container("Staff", UsersFixture.own, protected: true)])) },
            { $0.entries = UsersFixture.own }),
        .init(
            "WB-USR-006", "off at a container above", .notMet, .warning,
            on: "OU=Inner,OU=Middle,\(staff)"
        ) {
            $0.containers(.value([RightsFixture.container("Staff", UsersFixture.own, protected: true)]))
            $0.users {
                $0.entries = UsersFixture.own
                $0.container = DistinguishedName("OU=Inner,OU=Middle,\(staff)")
            }
        },
        whole(
            "WB-USR-006", "off at the container beside", .met, .warning,
            forest: { $0.containers(.value([RightsFixture.container("Vault", UsersFixture.own, protected: true)])) },
            { $0.entries = UsersFixture.own }),
        whole("WB-USR-006", "nothing granted, and inherited", .met, .warning) { $0.entries = UsersFixture.own },
        whole(
            "WB-USR-006", "nothing granted, and the containers not read", .undecided, .warning,
            forest: { $0.containers(.notReturned) }, { $0.entries = UsersFixture.own }),
        whole(
            "WB-USR-006", "nothing granted, and not all containers read", .undecided, .warning,
            forest: { $0.containers(.partial([], why: hidden)) }, { $0.entries = UsersFixture.own }),
        whole(
            "WB-USR-006", "everything granted, and the containers not read", .met, .warning,
            forest: { $0.containers(.notReturned) }),
        whole(
            "WB-USR-006", "no containers of their own", .met, .warning, forest: { $0.containers(.absent) },
            { $0.entries = UsersFixture.own }),
        whole("WB-USR-006", "descriptor not shown", .undecided, .warning) { $0.entries = nil },
        whole(
            "WB-USR-006", "off, and no account known", .undecided, .warning,
            forest: { $0.forest.connectorAccounts = .value([]) },
            {
                $0.entries = UsersFixture.own
                $0.isProtected = true
            }),
        whole(
            "WB-USR-006", "off, and it hangs on a group", .undecided, .warning,
            forest: { $0.token(.value(RightsFixture.token(gaps: [.init(.anyGroup, why: hidden)]))) },
            {
                $0.entries = ["(A;;GA;;;\(RightsFixture.group))"]
                $0.isProtected = true
            }),
        whole(
            "WB-USR-006", "on, and no account known", .met, .warning,
            forest: { $0.forest.connectorAccounts = .value([]) }),
        whole("WB-USR-006", "off on disabled users", .notApplicable, .warning) {
            $0.entries = UsersFixture.own
            $0.isProtected = true
            $0.flags = .value(.disabled)
        },
        whole("WB-USR-006", "off on protected users", .notApplicable, .warning) {
            $0.entries = UsersFixture.holder
            $0.isProtected = true
            $0.adminCount = .value(true)
        },
        whole("WB-USR-006", "off on users that were protected", .notApplicable, .warning) {
            $0.entries = UsersFixture.own
            $0.isProtected = true
            $0.adminCount = .value(true)
        },
        whole("WB-USR-006", "on for users that were protected", .met, .warning) { $0.adminCount = .value(true) },
        inside(
            "WB-USR-006", "off on users that may be protected", .warning,
            forest: { $0.domain { $0.security.adminSDHolder = .notReturned } },
            {
                $0.entries = ["(A;;GA;;;DA)"]
                $0.isProtected = true
            }),
    ]

    static let otherClass: [RuleCase] = [
        inside("WB-USR-009", "inetOrgPersons without", .warning) {
            $0.objectClass = .value("inetOrgPerson")
            $0.entries = UsersFixture.own
        },
        inside("WB-USR-009", "a class of one's own without", .warning) {
            $0.objectClass = .value("contosoUser")
            $0.entries = UsersFixture.own + [UsersFixture.reset]
        },
        whole("WB-USR-009", "inetOrgPersons with", .met, .warning) { $0.objectClass = .value("inetOrgPerson") },
        whole("WB-USR-009", "users without", .met, .warning) { $0.entries = UsersFixture.own },
        whole(
            "WB-USR-009", "users, and no account known", .met, .warning,
            forest: { $0.forest.connectorAccounts = .value([]) }),
        whole("WB-USR-009", "descriptor not shown", .undecided, .warning) {
            $0.objectClass = .value("inetOrgPerson")
            $0.entries = nil
        },
        whole("WB-USR-009", "a class that is not shown, without", .undecided, .warning) {
            $0.objectClass = .notReturned
            $0.entries = UsersFixture.own
        },
        whole("WB-USR-009", "a class that is not shown, with", .met, .warning) { $0.objectClass = .notReturned },
        whole("WB-USR-009", "cut off", .notApplicable, .warning) {
            $0.objectClass = .value("inetOrgPerson")
            $0.entries = UsersFixture.own
            $0.isProtected = true
        },
        whole("WB-USR-009", "disabled", .notApplicable, .warning) {
            $0.objectClass = .value("inetOrgPerson")
            $0.entries = UsersFixture.own
            $0.flags = .value(.disabled)
        },
    ]
}
