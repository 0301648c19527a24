import ActiveDirectory
import FoundationEssentials
import Inspection
import LDAP

@testable import Writeback

private let account = RightsFixture.name
private let root = "corp.example.test"
private let dc1 = "dc1.corp.example.test"
private let dc2 = "dc2.corp.example.test"
private let why = "the connection was lost"

// Where one of two conditions decides alone, and where a bound lies: what a rule that is a little wrong would get wrong.
extension RuleCase {
    static let edges: [RuleCase] = [
        clockEdges, hostEdges, domainEdges, choiceEdges, accountEdges, rightsEdges, readingEdges,
    ]
    .flatMap(
        \.self)

    private static let clockEdges: [RuleCase] = [
        .init("WB-CLK-001", "no machine, whose clock is not among the others", .met, .blocker, on: dc1) {
            $0.controller("DC1") { $0.kind = .notAMachine }
            $0.clocks(["DC1": 400, "DC2": 400, "RODC1": 0])
        },
        .init("WB-CLK-003", "at the limit", .met, .warning) { $0.clocks(["DC1": 300, "DC2": 300, "RODC1": 300]) },
        .init("WB-CLK-003", "two that agree", .notMet, .warning) {
            $0.clocks(["DC1": 400, "DC2": 401])
            $0.controller("RODC1") { $0.clockOffsetSeconds = .notReturned }
        },
        .init("WB-CLK-003", "one alone", .undecided, .warning) {
            $0.clocks(["DC1": 400])
            for name in ["DC2", "RODC1"] { $0.controller(name) { $0.clockOffsetSeconds = .notReturned } }
        },
    ]

    private static let hostEdges: [RuleCase] = [
        .init("WB-PDC-004", "no machine", .notMet, .blocker, on: dc1) {
            $0.controller("DC1") { $0.kind = .notAMachine }
        },
        .init("WB-DC-001", "not asked", .undecided, .warning, on: dc2) {
            $0.controller("DC2") { $0.reachability.state = .notAsked }
        },
        .init("WB-DC-003", "no machine", .notApplicable, .information, on: dc2) {
            $0.controller("DC2") { $0.kind = .notAMachine }
        },
        .init("WB-DC-003", "NTDS Settings not returned", .undecided, .information, on: dc2) {
            $0.controller("DC2") { $0.ntdsSettings = .notReturned }
        },
        .init("WB-DC-006", "Samba under its own name", .met, .information, on: dc1) {
            $0.controller("DC1") {
                $0.operatingSystem.name = .value("Samba")
                $0.ownRootDSE { $0.vendorName = .value("Samba Team (https://www.samba.org)") }
            }
        },
        .init("WB-DC-006", "Microsoft under a Windows name", .met, .information, on: dc1) {
            $0.controller("DC1") { $0.ownRootDSE { $0.vendorName = .value("Microsoft") } }
        },
    ]

    private static let domainEdges: [RuleCase] = [
        .init("WB-DOM-005", "a policy whose age was not returned", .undecided, .information, on: "shy") {
            var policy = SnapshotFixture.policy("shy", .seconds(0))
            policy.minimumPasswordAge = .notReturned
            $0.domain { $0.passwordSettingsObjects = .value([policy]) }
        }
    ]

    private static func foundByRights(
        _ name: String, _ outcome: Outcome, _ severity: Severity, number: UInt32 = 1104,
        _ change: @escaping @Sendable (inout ConnectorAccount) -> Void = { _ in }
    ) -> RuleCase {
        .init("WB-ACC-001", name, outcome, severity) {
            var account = RightsFixture.account(number, because: [.replicationRights])
            change(&account)
            $0.forest.connectorAccounts = .value([account])
        }
    }

    /// A SID that looks like Domain Admins and is not.
    private static func noAdministrator(_ name: String, _ authority: UInt64, _ numbers: [UInt32]) -> RuleCase {
        .init("WB-ACC-005", name, .met, .warning, on: account) {
            $0.token(.value(RightsFixture.token([.init(authority: authority, subAuthorities: numbers)])))
        }
    }

    private static let choiceEdges: [RuleCase] = [
        .init("WB-ACC-001", "by the name that cloud sync gives", .met, .blocker) {
            $0.account { $0.foundBy = [.cloudSyncName] }
        },
        foundByRights("the first number that is no built-in one's", .undecided, .warning, number: 1000),
        foundByRights("a built-in account", .undecided, .blocker, number: 999),
        foundByRights("a machine", .undecided, .blocker) { $0.kind = .computer },
        foundByRights("groups that are not known", .undecided, .warning) { $0.tokens[0].token = .notReturned },
        noAdministrator("of another authority", 9, [21, 1, 2, 3, 512]),
        noAdministrator("of no domain", 5, [22, 1, 2, 3, 512]),
        noAdministrator("too short", 5, [21, 1, 2, 512]),
    ]

    private static let accountEdges: [RuleCase] = [
        .init("WB-ACC-002", "expires at this moment", .notMet, .blocker, on: account) {
            $0.account { $0.expires = .value(SnapshotFixture.asOf) }
        },
        .init("WB-ACC-002", "expiry not read", .undecided, .blocker, on: account) {
            $0.account { $0.expires = .notReturned }
        },
        .init("WB-ACC-003", "another has taken its place", .notMet, .information, on: "CORP\\MSOL_old") {
            var old = RightsFixture.account(1105, "MSOL_old")
            old.userAccountControl = .value([.normalAccount, .disabled])
            $0.forest.connectorAccounts = .value([RightsFixture.account(), old])
        },
        .init("WB-ACC-003", "its description names no server", .met, .warning, on: account) {
            $0.account {
                $0.description = .value("ask Bob")
                $0.installation = nil
                $0.server = .notCollected(why: "the description names no server")
            }
        },
        .init("WB-ACC-003", "what it is was not read", .undecided, .warning, on: account) {
            $0.account { $0.userAccountControl = .notReturned }
        },
        .init("WB-ACC-003", "silent for 30 days", .met, .warning, on: account) {
            $0.account { $0.lastLogon = .value(SnapshotFixture.start - 86_400 * 30) }
        },
        .init("WB-ACC-003", "its server may be another, and is disabled", .met, .warning, on: account) {
            $0.account {
                var server = RightsFixture.server()
                server.isNamedOutright = false
                server.enabled = .value(false)
                $0.server = .value(server)
            }
        },
        .init("WB-ACC-005", "token not returned", .undecided, .warning, on: account) { $0.token(.notReturned) },
        .init("WB-ACC-005", "no token", .undecided, .warning, on: account) { $0.account { $0.tokens = [] } },
        .init("WB-ACC-005", "the groups of a domain that is not listed", .met, .warning, on: account) {
            $0.token(.value(RightsFixture.token([.init(authority: 5, subAuthorities: [21, 1, 2, 3, 513])])))
        },
        .init("WB-ACC-007", "newer than known", .notMet, .warning, on: account) {
            $0.account {
                var server = RightsFixture.server()
                server.operatingSystem = .value("Windows Server 2031")
                server.operatingSystemVersion = .value("10.0 (99000)")
                $0.server = .value(server)
            }
        },
    ]

    private static let condition =
        "(ZA;CIIO;CR;00299570-246d-11d0-a768-00aa006e0529;\(RightsFixture.user);"
        + "\(RightsFixture.sid);(@USER.x == 1))"

    private static let rightsEdges: [RuleCase] = [
        .init("WB-ACL-002", "by an entry for all of the class", .met, .blocker, on: account) {
            let user = RightsFixture.user
            $0.root { $0 = ["(OA;CIIO;WP;\(user);\(user);\(RightsFixture.sid))"] }
        },
        .init("WB-ACL-001", "granted, whatever the class has by default", .met, .blocker, on: account) {
            $0.forest.security.userDefaults = .notReturned
        },
        .init("WB-ACL-001", "a default that names the forest's administrators", .notMet, .blocker, on: account) {
            $0.forest.security.userDefaults = .value("D:(A;;GA;;;EA)")
            $0.root { $0.removeAll { $0 == RightsFixture.reset } }
        },
        .init("WB-ACL-001", "perhaps granted below", .undecided, .blocker, on: account) {
            $0.root { $0.removeAll { $0 == RightsFixture.reset } }
            $0.containers(.value([RightsFixture.container("Staff", [condition])]))
        },
        .init("WB-ACL-006", "the root is not read", .undecided, .warning, on: account) {
            $0.domain { $0.security.domainRoot = .notReturned }
        },
        .init("WB-ACL-006", "a container that grants on a condition", .undecided, .warning, on: account) {
            $0.containers(
                .value([RightsFixture.container("Staff", [condition, RightsFixture.properties], protected: true)]))
        },
        .init("WB-ACL-007", "proved to have none", .met, .warning, on: account) {
            $0.domain { $0.security.inetOrgPersons = .absent }
        },
        .init("WB-ACL-007", "none in the part that was read", .undecided, .warning, on: account) {
            $0.domain { $0.security.inetOrgPersons = .partial(0, why: why) }
        },
        .init("WB-ACL-007", "some, and their class's default not read", .undecided, .warning, on: account) {
            $0.domain { $0.security.inetOrgPersons = .value(7) }
            $0.forest.security.inetOrgPersonDefaults = .notReturned
        },
    ]

    private static let readingEdges: [RuleCase] = [
        .init("WB-ACL-012", "hardened, and no account that could read", .notMet, .warning, on: root) {
            $0.domain { $0.security.preWindows2000Members = .value([]) }
            $0.forest.connectorAccounts = .value([])
        }
    ]
}
