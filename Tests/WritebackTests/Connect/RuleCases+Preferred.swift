import ActiveDirectory
import Inspection
import LDAP

@testable import Writeback

private let dc1 = "dc1.corp.example.test"
private let dc2 = "dc2.corp.example.test"
private let rodc = "rodc1.corp.example.test"
private let gone = "dc9.corp.example.test"
private let root = "corp.example.test"
private let why = "the connection was lost"

/// Leaves the domain controllers there, and proves no more that there are no others.
@Sendable private func listInPart(_ snapshot: inout ForestSnapshot) {
    guard case .value(let controllers) = snapshot.forest.domainControllers else { return }
    snapshot.forest.domainControllers = .partial(controllers, why: why)
}

@Sendable private func fallSilent(_ snapshot: inout ForestSnapshot) {
    for name in ["DC1", "DC2", "RODC1"] { snapshot.controller(name) { $0.reachability.state = .silent } }
}

extension RuleCase {
    static let connectPreferred = exists + writable + holdsPDC + answers

    private static let exists: [RuleCase] = [
        .given("WB-CON-012", "it does", .met, .warning, on: dc1),
        .given("WB-CON-012", "by its short name", .met, .warning, on: dc2) { $0.preferred("dc2") },
        .given("WB-CON-012", "in capitals, with the final dot", .met, .warning, on: dc2) {
            $0.preferred("DC2.CORP.example.test.")
        },
        .given("WB-CON-012", "nobody is called so", .notMet, .warning, on: gone) { $0.preferred(dc1, gone) },
        .given("WB-CON-012", "the list is not whole", .undecided, .warning, on: gone) {
            $0.preferred(gone)
        } forest: {
            listInPart(&$0)
        },
        .given(
            "WB-CON-012", "no list", .undecided, .warning, on: dc1,
            forest: {
                $0.forest.domainControllers = .unreachable(why: why)
            }),
        .given("WB-CON-012", "a host name is not known", .undecided, .warning, on: gone) {
            $0.preferred(gone)
        } forest: {
            $0.controller("DC2") { $0.hostName = .notReturned }
        },
        .given("WB-CON-012", "of another domain", .notMet, .warning, on: dc2) {
            $0.preferred(dc2)
        } forest: {
            $0.addChild()
            $0.controller("DC2") { $0.domain = "emea.corp.example.test" }
        },
        .given("WB-CON-012", "of the domain, in capitals", .met, .warning, on: dc2) {
            $0.preferred(dc2)
        } forest: {
            $0.controller("DC2") { $0.domain = "CORP.EXAMPLE.TEST" }
        },
        .given("WB-CON-012", "its domain is not known", .undecided, .warning, on: dc2) {
            $0.preferred(dc2)
        } forest: {
            $0.controller("DC2") { $0.domain = nil }
        },
        .given("WB-CON-012", "the partition is no domain that was read", .undecided, .warning, on: dc1) {
            $0.partition { $0.distinguishedName = "DC=old,DC=corp,DC=example,DC=test" }
        },
        .given(
            "WB-CON-012", "no NTDS Settings", .notMet, .warning, on: dc1,
            forest: {
                $0.controller("DC1") { $0.ntdsSettings = .absent }
            }),
        .given(
            "WB-CON-012", "NTDS Settings not returned", .undecided, .warning, on: dc1,
            forest: {
                $0.controller("DC1") { $0.ntdsSettings = .notReturned }
            }),
        .given("WB-CON-012", "none preferred", .notApplicable, .warning, on: root) { $0.preferred() },
        .given("WB-CON-012", "no partition selected", .notApplicable, .warning, on: root) {
            $0.partition { $0.isSelected = false }
        },
        .given("WB-CON-012", "the domain is not judged", .notApplicable, .warning, on: root, domains: [root]) {
            $0.connector {
                $0.partitions[0].isSelected = false
                $0.partitions[1] = $0.partitions[0]
                $0.partitions[1].isSelected = true
                $0.partitions[1].distinguishedName = "DC=emea,DC=corp,DC=example,DC=test"
            }
        } forest: {
            $0.addChild()
        },
        .given("WB-CON-012", "of which forest is not known", .undecided, .warning, on: root) {
            $0.connector {
                $0.forestName = .absent
                $0.partitions = []
            }
        },
        .given("WB-CON-012", "the partition tells of which forest", .met, .warning, on: dc1) {
            $0.connector { $0.forestName = .absent }
        },
        .given("WB-CON-012", "no export", .undecided, .warning, on: ConnectFixture.server) { $0.connectExport = nil },
    ]

    private static let writable: [RuleCase] = [
        .given("WB-CON-013", "it is", .met, .blocker, on: dc1),
        .given("WB-CON-013", "read-only", .notMet, .blocker, on: rodc) { $0.preferred(dc1, rodc) },
        .given(
            "WB-CON-013", "not known", .undecided, .blocker, on: dc1,
            forest: {
                $0.controller("DC1") { $0.kind = .unknown }
            }),
        .given(
            "WB-CON-013", "no machine", .undecided, .blocker, on: dc1,
            forest: {
                $0.controller("DC1") { $0.kind = .notAMachine }
            }),
        .given("WB-CON-013", "the list is not whole", .undecided, .blocker, on: gone) {
            $0.preferred(gone)
        } forest: {
            listInPart(&$0)
        },
        .given("WB-CON-013", "nobody is called so", .notApplicable, .blocker, on: gone) { $0.preferred(gone) },
        .given("WB-CON-013", "none preferred", .notApplicable, .blocker, on: root) { $0.preferred() },
    ]

    private static let holdsPDC: [RuleCase] = [
        .given("WB-CON-014", "it is", .met, .warning, on: root),
        .given("WB-CON-014", "among others", .met, .warning, on: root) { $0.preferred(dc2, "DC1") },
        .given("WB-CON-014", "it is not", .notMet, .warning, on: root) { $0.preferred(dc2) },
        .given(
            "WB-CON-014", "the role's owner is gone", .undecided, .warning, on: root,
            forest: {
                $0.domain { $0.pdcEmulator = .value(SnapshotFixture.owner("OLD", .deleted)) }
            }),
        .given("WB-CON-014", "the partition is no domain that was read", .undecided, .warning, on: "old") {
            $0.partition {
                $0.distinguishedName = "DC=old"
                $0.domainName = .value("old")
            }
        },
        .given("WB-CON-014", "none preferred", .notApplicable, .warning, on: root) { $0.preferred() },
    ]

    private static let answers: [RuleCase] = [
        .given(
            "WB-CON-015", "others may be used, it is silent", .met, .warning, on: dc1,
            forest: {
                $0.controller("DC1") { $0.reachability.state = .silent }
            }),
        .given("WB-CON-015", "others may be used, nobody is called so", .met, .warning, on: gone) {
            $0.preferred(gone)
        },
        only("it answers", .met),
        only("silent", .notMet) { $0.controller("DC1") { $0.reachability.state = .silent } },
        only("refusing", .notMet) { $0.controller("DC1") { $0.reachability.state = .refused } },
        only("not asked", .undecided) { $0.controller("DC1") { $0.reachability.state = .notAsked } },
        only("nobody answers", .undecided, fallSilent),
        .given("WB-CON-015", "only it, and nobody is called so", .undecided, .warning, on: gone) {
            $0.preferred(gone)
            $0.partition { $0.failsOver = .value(false) }
        },
        .given("WB-CON-015", "not told, it answers", .met, .warning, on: dc1) {
            $0.partition { $0.failsOver = .absent }
        },
        .given("WB-CON-015", "not told, it is silent", .undecided, .warning, on: dc1) {
            $0.partition { $0.failsOver = .absent }
        } forest: {
            $0.controller("DC1") { $0.reachability.state = .silent }
        },
        .given("WB-CON-015", "none preferred", .notApplicable, .warning, on: root) { $0.preferred() },
    ]

    private static func only(
        _ name: String, _ outcome: Outcome, _ change: @escaping @Sendable (inout ForestSnapshot) -> Void = { _ in }
    ) -> RuleCase {
        .given(
            "WB-CON-015", "only it: \(name)", outcome, .warning, on: dc1,
            { evidence in
                evidence.partition { $0.failsOver = .value(false) }
            }, forest: change)
    }

    // MARK: - Last used

    private static func last(
        _ name: String, _ outcome: Outcome, _ severity: Severity, _ host: String? = dc2, on subject: String? = nil,
        _ change: @escaping @Sendable (inout ForestSnapshot) -> Void = { _ in }
    ) -> RuleCase {
        .given(
            "WB-CON-016", name, outcome, severity, on: subject ?? host ?? root,
            { evidence in
                evidence.partition { $0.lastDomainController = host.map { .value($0) } ?? .absent }
            }, forest: change)
    }

    static let connectLast: [RuleCase] = [
        last("writable, and answers", .met, .blocker),
        last("read-only", .notMet, .blocker, rodc),
        last("of what kind is not known", .undecided, .blocker) { $0.controller("DC2") { $0.kind = .unknown } },
        last("no machine", .undecided, .blocker) { $0.controller("DC2") { $0.kind = .notAMachine } },
        last("silent", .notMet, .warning) { $0.controller("DC2") { $0.reachability.state = .silent } },
        last("refusing", .notMet, .warning) { $0.controller("DC2") { $0.reachability.state = .refused } },
        last("without an address", .notMet, .warning) { $0.controller("DC2") { $0.reachability.state = .noAddress } },
        last("closing", .notMet, .warning) { $0.controller("DC2") { $0.reachability.state = .closed } },
        last("nobody answers", .undecided, .warning) { fallSilent(&$0) },
        last("not asked", .undecided, .warning) { $0.controller("DC2") { $0.reachability.state = .notAsked } },
        last("nobody is called so", .notMet, .information, gone),
        last("the list is not whole", .undecided, .blocker, gone) { listInPart(&$0) },
        last("not in the file", .notApplicable, .blocker, nil),
        .given("WB-CON-016", "no export", .undecided, .blocker, on: ConnectFixture.server) { $0.connectExport = nil },
    ]

    // MARK: - The control on preferred domain controllers

    private static let withoutControl: @Sendable (inout ForestSnapshot) -> Void = {
        $0.controller("DC2") { $0.ownRootDSE { $0.supportedControls = .value([]) } }
    }

    private static func control(
        _ name: String, _ outcome: Outcome, _ severity: Severity, on subject: String = dc2,
        engine: SyncEngine = .automatic, _ evidence: @escaping @Sendable (inout Evidence) throws -> Void,
        forest change: @escaping @Sendable (inout ForestSnapshot) -> Void = withoutControl
    ) -> RuleCase {
        .given("WB-CTL-002", name, outcome, severity, on: subject, engine: engine, evidence, forest: change)
    }

    static let preferredControls: [RuleCase] = [
        control("another is preferred", .notMet, .warning, { _ in }),
        control("preferred", .notMet, .blocker, { $0.preferred(dc2) }),
        control("preferred by its short name", .notMet, .blocker, { $0.preferred(dc1, "dc2") }),
        control(
            "preferred, where cloud sync writes back", .notMet, .warning, engine: .cloudSync, { $0.preferred(dc2) }),
        control(
            "preferred in a partition that is not selected", .notMet, .warning,
            {
                $0.preferred(dc2)
                $0.partition { $0.isSelected = false }
            }),
        control(
            "preferred by a connector to another forest", .notMet, .warning,
            {
                $0.export {
                    $0.forests.append($0.forests[0])
                    $0.forests[1].forestName = .value("partner.example")
                    $0.forests[1].partitions[0].preferredDomainControllers = .value([dc2])
                }
            }),
        control("preferred, and it was not read", .undecided, .blocker, { $0.preferred(dc2) }) {
            $0.controller("DC2") { $0.rootDSE = .unreachable(why: why) }
        },
        control("preferred, and it has it", .met, .blocker, { $0.preferred(dc2) }) { _ in },
        control(
            "the list is not whole, and some are preferred", .undecided, .blocker, on: root, { _ in },
            forest: listInPart),
        control(
            "the list is not whole, and none is", .undecided, .warning, on: root, { $0.preferred() }, forest: listInPart
        ),
    ]
}
