import ActiveDirectory
import Inspection
import LDAP
import Testing

@testable import Writeback

private typealias Fixture = OtherWritebacksFixture

private let account = RightsFixture.name
private let root = "corp.example.test"
private let sid = RightsFixture.sid
private let hidden = "insufficientAccessRights"

extension RuleCase {
    static let otherWritebacks: [RuleCase] = [
        device, deviceRights, groups, groupRights, exchange, exchangeRights, consistencyGuid, keyCredentials,
    ].flatMap(\.self)

    private static func right(
        _ rule: RuleIdentifier, _ name: String, _ outcome: Outcome, _ severity: Severity,
        _ change: @escaping @Sendable (inout ForestSnapshot) -> Void = { _ in }
    ) -> RuleCase {
        .init(rule, name, outcome, severity, on: account, change)
    }

    // MARK: Devices

    private static let device: [RuleCase] = [
        .init("WB-DEV-001", "2022", .met, .blocker),
        .init("WB-DEV-001", "2012 R2", .met, .blocker) { $0.forest.schemaVersion = .value(69) },
        .init("WB-DEV-001", "one older", .notMet, .blocker) { $0.forest.schemaVersion = .value(68) },
        .init("WB-DEV-001", "not read", .undecided, .blocker) { $0.forest.schemaVersion = .notReturned },
        .init("WB-DEV-002", "one", .met, .blocker),
        .init("WB-DEV-002", "none", .notMet, .blocker) { $0.others { $0.deviceServices = .value([]) } },
        .init("WB-DEV-002", "proved to have none", .notMet, .blocker) { $0.others { $0.deviceServices = .absent } },
        .init("WB-DEV-002", "two", .notMet, .blocker) {
            $0.others { $0.deviceServices = .value([Fixture.device(Fixture.service), Fixture.device("CN=Two")]) }
        },
        .init("WB-DEV-002", "two in the part that was read", .notMet, .blocker) {
            $0.others {
                $0.deviceServices = .partial(
                    [Fixture.device(Fixture.service), Fixture.device("CN=Two")], why: hidden)
            }
        },
        .init("WB-DEV-002", "one in the part that was read", .undecided, .blocker) {
            $0.others { $0.deviceServices = .partial([Fixture.device(Fixture.service)], why: hidden) }
        },
        .init("WB-DEV-002", "not read", .undecided, .blocker) { $0.others { $0.deviceServices = .notReturned } },
        .init("WB-DEV-003", "there", .met, .blocker, on: Fixture.service),
        .init("WB-DEV-003", "there, in other letters", .met, .blocker, on: Fixture.service) {
            $0.service { $0.container = .value(Fixture.container("CN=R", [], "MSDS-DEVICECONTAINER")) }
        },
        .init("WB-DEV-003", "of another class", .notMet, .blocker, on: Fixture.service) {
            $0.service { $0.container = .value(Fixture.container("CN=R", [], "container")) }
        },
        .init("WB-DEV-003", "not there", .notMet, .blocker, on: Fixture.service) {
            $0.service { $0.container = .absent }
        },
        .init("WB-DEV-003", "names none", .notMet, .blocker, on: Fixture.service) {
            $0.service {
                $0.location = .absent
                $0.container = .absent
            }
        },
        .init("WB-DEV-003", "not read where", .undecided, .blocker, on: Fixture.service) {
            $0.service {
                $0.location = .notReturned
                $0.container = .notReturned
            }
        },
        .init("WB-DEV-003", "not read", .undecided, .blocker, on: Fixture.service) {
            $0.service { $0.container = .hidden(why: hidden) }
        },
        .init("WB-DEV-003", "of a class that was not read", .undecided, .blocker, on: Fixture.service) {
            $0.service {
                var container = Fixture.container("CN=R", [])
                container.objectClass = .notReturned
                $0.container = .value(container)
            }
        },
        .init("WB-DEV-003", "no service", .notApplicable, .blocker, on: root) {
            $0.others { $0.deviceServices = .value([]) }
        },
        .init("WB-DEV-003", "proved to have no service", .notApplicable, .blocker, on: root) {
            $0.others { $0.deviceServices = .absent }
        },
        .init("WB-DEV-003", "not all services", .undecided, .blocker, on: root) {
            $0.others { $0.deviceServices = .partial([Fixture.device(Fixture.service)], why: hidden) }
        },
        .given("WB-DEV-006", "one forest", .met, .blocker),
        .given("WB-DEV-006", "two forests", .notMet, .blocker) {
            guard let first = $0.connectExport?.forests.first else { return }
            var second = first
            second.name = "other.example.test"
            $0.connectExport?.forests = [first, second]
        },
        .given("WB-DEV-006", "no forest in it", .undecided, .blocker) { $0.connectExport?.forests = [] },
        .given("WB-DEV-006", "no export", .undecided, .blocker) { $0.connectExport = nil },
    ]

    private static func entries(_ entries: [String]) -> @Sendable (inout ForestSnapshot) -> Void {
        { $0.service { $0.container = .value(Fixture.container(Fixture.registered.description, entries)) } }
    }

    private static func configuration(_ entries: [String]) -> @Sendable (inout ForestSnapshot) -> Void {
        { $0.others { $0.deviceConfiguration = .value(Fixture.container(Fixture.registration, entries)) } }
    }

    private static let deviceRights: [RuleCase] = [
        right("WB-DEV-004", "as the script grants it", .met, .blocker),
        right(
            "WB-DEV-004", "by entries for devices alone", .met, .blocker,
            entries(["(OA;;CC;\(Fixture.device);;\(sid))", "(OA;CIIO;RPWP;;\(Fixture.device);\(sid))"])),
        right("WB-DEV-004", "may not make them", .notMet, .blocker, entries(["(A;CI;RPWP;;;\(sid))"])),
        right("WB-DEV-004", "may not write them", .notMet, .blocker, entries(["(A;CI;CCRP;;;\(sid))"])),
        right("WB-DEV-004", "may not read them", .notMet, .blocker, entries(["(A;CI;CCWP;;;\(sid))"])),
        right("WB-DEV-004", "for the container only", .notMet, .blocker, entries(["(A;;CCRPWP;;;\(sid))"])),
        right("WB-DEV-004", "the descriptor is not read", .undecided, .blocker) {
            $0.service {
                var container = Fixture.container("CN=R", [])
                container.descriptor = .hidden(why: hidden)
                $0.container = .value(container)
            }
        },
        right("WB-DEV-004", "the container is not read", .undecided, .blocker) {
            $0.service { $0.container = .unreachable(why: hidden) }
        },
        right("WB-DEV-004", "in no domain that was read", .undecided, .blocker) {
            $0.service { $0.location = .value(DistinguishedName("CN=R,DC=other")) }
        },
        right("WB-DEV-004", "nobody knows where", .undecided, .blocker) {
            $0.service {
                $0.location = .notReturned
                $0.container = .notReturned
            }
        },
        right("WB-DEV-004", "no container", .notApplicable, .blocker) { $0.service { $0.container = .absent } },
        right("WB-DEV-004", "what the class gives is not known", .undecided, .blocker) {
            $0.service { $0.container = .value(Fixture.container("CN=R", ["(A;;CC;;;\(sid))"])) }
            $0.others { $0.classDefaults = [:] }
        },
        .init("WB-DEV-004", "no account", .undecided, .blocker, on: root) {
            $0.forest.connectorAccounts = .notReturned
        },
        .init("WB-DEV-004", "no service", .notApplicable, .blocker, on: root) {
            $0.others { $0.deviceServices = .value([]) }
        },
        right("WB-DEV-005", "as the script grants it", .met, .blocker),
        right("WB-DEV-005", "may only read", .notMet, .warning, configuration(["(A;;RP;;;\(sid))"])),
        right(
            "WB-DEV-005", "may read, and nobody knows whether write", .undecided, .warning,
            configuration(["(A;;RP;;;\(sid))", "(XA;;WP;;;\(sid);(@USER.x == 1))"])),
        right("WB-DEV-005", "may only write", .notMet, .blocker, configuration(["(A;;WP;;;\(sid))"])),
        right("WB-DEV-005", "nothing", .notMet, .blocker, configuration([])),
        right("WB-DEV-005", "the descriptor is not read", .undecided, .blocker) {
            $0.others {
                var container = Fixture.container(Fixture.registration, [])
                container.descriptor = .notReturned
                $0.deviceConfiguration = .value(container)
            }
        },
        right("WB-DEV-005", "not there", .notApplicable, .blocker) { $0.others { $0.deviceConfiguration = .absent } },
        right("WB-DEV-005", "not read", .undecided, .blocker) { $0.others { $0.deviceConfiguration = .notReturned } },
        right("WB-DEV-005", "the root domain is not known", .undecided, .blocker) {
            $0.forest.rootDomain = "other.test"
        },
        right("WB-DEV-005", "the root in other letters", .met, .blocker) { $0.forest.rootDomain = "CORP.example.test" },
    ]

    // MARK: Groups

    private static func ports(
        _ states: [String: [Int: PortState]], of snapshot: inout ForestSnapshot
    ) {
        for (name, ports) in states {
            snapshot.controller(name) { controller in
                for (port, state) in ports { controller.ports[port] = .value(state) }
            }
        }
    }

    private static let groups: [RuleCase] = [
        .init("WB-GRP-001", "Exchange", .met, .blocker),
        .init("WB-GRP-001", "no Exchange", .notMet, .blocker) { $0.others { $0.exchangeSchemaVersion = .absent } },
        .init("WB-GRP-001", "not read", .undecided, .blocker) { $0.others { $0.exchangeSchemaVersion = .notReturned } },
        .init("WB-GRP-001", "cloud sync needs none", .notApplicable, .blocker) {
            $0.others { $0.exchangeSchemaVersion = .absent }
            $0.cloudSync()
        },
        .init("WB-GRP-001", "cloud sync by the name of its account", .notApplicable, .blocker) {
            $0.account { $0.foundBy = [.cloudSyncName] }
        },
        .init("WB-GRP-001", "nobody knows who writes", .undecided, .blocker) {
            $0.others { $0.exchangeSchemaVersion = .absent }
            $0.forest.connectorAccounts = .value([])
        },
        .init("WB-GRP-001", "nobody knows who writes, and Exchange is there", .met, .blocker) {
            $0.forest.connectorAccounts = .value([])
        },
        .given("WB-GRP-001", "Connect is named", .notMet, .blocker, engine: .connect) { _ in
        } forest: {
            $0.others { $0.exchangeSchemaVersion = .absent }
            $0.cloudSync()
        },
        .given("WB-GRP-001", "cloud sync is named", .notApplicable, .blocker, engine: .cloudSync),
        .init("WB-GRP-006", "Connect needs it not", .notApplicable, .blocker),
        .init("WB-GRP-006", "there", .met, .blocker) { $0.cloudSync() },
        .init("WB-GRP-006", "not there", .notMet, .blocker) {
            $0.cloudSync()
            $0.schemaWithout { $0 == "msDS-ExternalDirectoryObjectId" }
        },
        .init("WB-GRP-006", "not seen in a new schema", .met, .blocker) {
            $0.cloudSync()
            $0.schemaWithout({ _ in true }, isWhole: false)
            $0.forest.schemaVersion = .value(87)
        },
        .init("WB-GRP-006", "not seen in an old schema", .undecided, .blocker) {
            $0.cloudSync()
            $0.schemaWithout({ _ in true }, isWhole: false)
            $0.forest.schemaVersion = .value(86)
        },
        .init("WB-GRP-006", "seen in an old schema", .met, .blocker) {
            $0.cloudSync()
            $0.schemaWithout({ $0 == "publicDelegates" }, isWhole: false)
            $0.forest.schemaVersion = .value(69)
        },
        .init("WB-GRP-006", "nothing read", .undecided, .blocker) {
            $0.cloudSync()
            $0.others { $0.attributes = .unreachable(why: hidden) }
            $0.forest.schemaVersion = .notReturned
        },
        .init("WB-GRP-006", "not there, and nobody knows who writes", .undecided, .blocker) {
            $0.forest.connectorAccounts = .value([])
            $0.schemaWithout { _ in true }
        },
        .init("WB-GRP-006", "there, and nobody knows who writes", .met, .blocker) {
            $0.forest.connectorAccounts = .value([])
        },
        .init("WB-GRP-007", "Connect needs them not", .notApplicable, .warning, on: root),
        .init("WB-GRP-007", "open on one", .met, .warning, on: root) {
            $0.cloudSync()
            ports(["DC1": [389: .open, 3268: .open], "DC2": [3268: .refused]], of: &$0)
        },
        .init("WB-GRP-007", "each open on another", .notMet, .warning, on: root) {
            $0.cloudSync()
            ports(["DC1": [389: .refused, 3268: .open], "DC2": [389: .open, 3268: .refused]], of: &$0)
        },
        .init("WB-GRP-007", "open on a read-only one alone", .notMet, .warning, on: root) {
            $0.cloudSync()
            ports(["DC1": [3268: .refused], "DC2": [3268: .refused], "RODC1": [3268: .open]], of: &$0)
        },
        .init("WB-GRP-007", "open on one of unknown kind", .met, .warning, on: root) {
            $0.cloudSync()
            $0.controller("DC1") { $0.kind = .unknown }
            ports(["DC1": [3268: .open]], of: &$0)
        },
        .init("WB-GRP-007", "silent", .undecided, .warning, on: root) {
            $0.cloudSync()
            ports(["DC1": [3268: .refused], "DC2": [3268: .silent]], of: &$0)
        },
        .init("WB-GRP-007", "not to be reached", .undecided, .warning, on: root) {
            $0.cloudSync()
            ports(["DC1": [3268: .unreachable], "DC2": [3268: .refused]], of: &$0)
        },
        .init("WB-GRP-007", "silent, seen from where Connect stands", .notMet, .warning, on: root, vantage: .connect) {
            $0.cloudSync()
            ports(["DC1": [3268: .unreachable], "DC2": [3268: .silent]], of: &$0)
        },
        .init("WB-GRP-007", "not probed", .undecided, .warning, on: root) { $0.cloudSync() },
        .init("WB-GRP-007", "no domain controller", .undecided, .warning, on: root) {
            $0.cloudSync()
            $0.forest.domainControllers = .value([])
        },
    ]

    /// With an export that names the container for groups, and what was read of it.
    private static func inContainer(
        _ rule: RuleIdentifier, _ name: String, _ outcome: Outcome, _ severity: Severity, _ entries: [String],
        configured: String = OtherWritebacksFixture.groupContainer.description,
        _ change: @escaping @Sendable (inout ForestSnapshot) -> Void = { _ in }
    ) -> RuleCase {
        .given(rule, name, outcome, severity, on: account) { evidence in
            guard var settings = evidence.connectExport?.settings.known else { return }
            settings.groupWritebackContainer = .value(configured)
            evidence.connectExport?.settings = .value(settings)
        } forest: {
            $0.others {
                $0.groupContainerName = Fixture.groupContainer
                $0.groupContainer = .value(Fixture.container(Fixture.groupContainer.description, entries))
            }
            change(&$0)
        }
    }

    private static let groupOnly = ["(OA;CIIO;RPWPCCDCSDDT;;\(OtherWritebacksFixture.group);\(RightsFixture.sid))"]

    private static let groupRights: [RuleCase] = [
        right("WB-GRP-002", "at the root", .met, .blocker),
        right("WB-GRP-002", "not at the root", .undecided, .blocker) {
            $0.root { $0.removeAll { $0 == Fixture.makeGroups } }
        },
        right("WB-GRP-002", "the root is not read", .undecided, .blocker) {
            $0.domain { $0.security.domainRoot = .notReturned }
        },
        inContainer("WB-GRP-002", "in the container", .met, .blocker, [Fixture.makeGroups]),
        inContainer("WB-GRP-002", "what the cmdlet grants at a root", .notMet, .blocker, groupOnly),
        inContainer("WB-GRP-002", "for another class", .notMet, .blocker, ["(OA;;CC;\(Fixture.contact);;\(sid))"]),
        inContainer("WB-GRP-002", "another container was read", .undecided, .blocker, []) {
            $0.others { $0.groupContainerName = DistinguishedName("OU=Other,DC=corp,DC=example,DC=test") }
        },
        inContainer("WB-GRP-002", "another container was not found", .undecided, .blocker, []) {
            $0.others {
                $0.groupContainerName = nil
                $0.groupContainer = .absent
            }
        },
        inContainer("WB-GRP-002", "the container does not exist", .notMet, .blocker, []) {
            $0.others { $0.groupContainer = .absent }
        },
        inContainer("WB-GRP-002", "the container is not read", .undecided, .blocker, []) {
            $0.others { $0.groupContainer = .hidden(why: hidden) }
        },
        inContainer("WB-GRP-002", "of another domain", .notApplicable, .blocker, [], configured: "OU=X,DC=other"),
        inContainer("WB-GRP-002", "none is configured", .met, .blocker, [], configured: ""),
        inContainer("WB-GRP-002", "not that of cloud sync", .met, .blocker, []) { $0.cloudSync() },
        right("WB-GRP-003", "at the root", .met, .blocker),
        right("WB-GRP-003", "not at the root", .undecided, .blocker) { $0.root { $0 = [Fixture.makeGroups] } },
        inContainer("WB-GRP-003", "in the container", .met, .blocker, groupOnly),
        inContainer("WB-GRP-003", "making them only", .notMet, .blocker, [Fixture.makeGroups]),
        inContainer(
            "WB-GRP-003", "reading them only", .notMet, .blocker, ["(OA;CIIO;RP;;\(Fixture.group);\(sid))"]),
        inContainer(
            "WB-GRP-003", "writing them only", .notMet, .blocker, ["(OA;CIIO;WP;;\(Fixture.group);\(sid))"]),
        right("WB-GRP-004", "by the container", .met, .warning),
        inContainer("WB-GRP-004", "by the groups", .met, .warning, groupOnly),
        inContainer("WB-GRP-004", "neither", .notMet, .warning, ["(OA;CI;CC;\(Fixture.group);;\(sid))"]),
        inContainer(
            "WB-GRP-004", "children of another class", .notMet, .warning, ["(OA;;DC;\(Fixture.contact);;\(sid))"]),
        inContainer(
            "WB-GRP-004", "on a condition", .undecided, .warning, ["(XA;CI;DC;;;\(sid);(@USER.x == 1))"]),
        right("WB-GRP-004", "not at the root", .undecided, .warning) { $0.root { $0 = [] } },
    ]

    // MARK: Exchange

    private static let exchange: [RuleCase] = [
        .init("WB-EXC-001", "Exchange", .met, .blocker),
        .init("WB-EXC-001", "no Exchange", .notMet, .blocker) { $0.others { $0.exchangeSchemaVersion = .absent } },
        .init("WB-EXC-001", "not read", .undecided, .blocker) { $0.others { $0.exchangeSchemaVersion = .notReturned } },
        .init("WB-EXC-002", "Exchange", .met, .warning),
        .init("WB-EXC-002", "no Exchange", .notMet, .warning) { $0.others { $0.exchangeConfiguration = .absent } },
        .init("WB-EXC-002", "not read", .undecided, .warning) {
            $0.others { $0.exchangeConfiguration = .hidden(why: hidden) }
        },
    ]

    private static let single = OtherWriteback.exchangeAttributes.map { OtherWritebacksFixture.write($0) }

    private static let exchangeRights: [RuleCase] = [
        right("WB-EXC-003", "all properties", .met, .blocker),
        right("WB-EXC-003", "each attribute", .met, .blocker) { $0.root { $0 = single } },
        right("WB-EXC-003", "all attributes but one", .notMet, .blocker) {
            $0.root { $0 = Array(single.dropLast()) }
        },
        right("WB-EXC-003", "all attributes that the schema has", .met, .blocker) {
            $0.schemaWithout { $0 == "publicDelegates" }
            $0.root { $0 = Array(single.dropLast()) }
        },
        right("WB-EXC-003", "nobody knows what else the schema has", .undecided, .blocker) {
            $0.schemaWithout({ $0 == "publicDelegates" }, isWhole: false)
        },
        right("WB-EXC-003", "nothing, whatever else the schema has", .notMet, .blocker) {
            $0.schemaWithout({ $0 == "publicDelegates" }, isWhole: false)
            $0.root { $0 = [] }
        },
        right("WB-EXC-003", "the schema has none", .notApplicable, .blocker) { $0.schemaWithout { _ in true } },
        right("WB-EXC-003", "nothing read", .undecided, .blocker) { $0.others { $0.attributes = .notReturned } },
        right("WB-EXC-003", "delegated to a container", .notMet, .warning) {
            $0.root { $0 = [] }
            $0.containers(.value([RightsFixture.container("Staff", [RightsFixture.properties])]))
        },
        right("WB-EXC-003", "in part delegated to a container", .notMet, .blocker) {
            $0.root { $0 = [] }
            $0.containers(.value([RightsFixture.container("Staff", [single[0]])]))
        },
        right("WB-EXC-003", "perhaps delegated", .undecided, .blocker) {
            $0.root { $0 = [] }
            $0.containers(.notReturned)
        },
        right("WB-EXC-003", "the root is not read", .undecided, .blocker) {
            $0.domain { $0.security.domainRoot = .hidden(why: hidden) }
        },
        right("WB-EXC-004", "none of the class", .notApplicable, .warning),
        right("WB-EXC-004", "proved to have none", .notApplicable, .warning) {
            $0.domain { $0.security.inetOrgPersons = .absent }
        },
        right("WB-EXC-004", "granted", .met, .warning) {
            $0.domain { $0.security.inetOrgPersons = .value(7) }
            $0.root {
                $0.append(RightsFixture.properties.replacing(RightsFixture.user, with: RightsFixture.inetOrgPerson))
            }
        },
        right("WB-EXC-004", "granted, and nobody knows of such accounts", .met, .warning) {
            $0.domain { $0.security.inetOrgPersons = .notReturned }
            $0.root {
                $0.append(RightsFixture.properties.replacing(RightsFixture.user, with: RightsFixture.inetOrgPerson))
            }
        },
        right("WB-EXC-004", "only to users", .notMet, .warning) {
            $0.domain { $0.security.inetOrgPersons = .value(7) }
        },
        right("WB-EXC-004", "only to users, and one was seen", .notMet, .warning) {
            $0.domain { $0.security.inetOrgPersons = .partial(1, why: hidden) }
        },
        right("WB-EXC-004", "only to users, and nobody knows of such accounts", .undecided, .warning) {
            $0.domain { $0.security.inetOrgPersons = .notReturned }
        },
        right("WB-EXC-004", "only to users, and none was seen", .undecided, .warning) {
            $0.domain { $0.security.inetOrgPersons = .partial(0, why: hidden) }
        },
        right("WB-EXC-005", "all properties", .met, .warning),
        right("WB-EXC-005", "proxyAddresses alone", .met, .warning) {
            $0.root { $0 = [Fixture.write("proxyAddresses", of: Fixture.group)] }
        },
        right("WB-EXC-005", "only to users", .notMet, .warning) { $0.root { $0 = [RightsFixture.properties] } },
        right("WB-EXC-005", "only to users, whatever containers there are", .notMet, .warning) {
            $0.root { $0 = [] }
            $0.containers(.notReturned)
        },
        right("WB-EXC-005", "the token is not read", .undecided, .warning) { $0.token(.notReturned) },
        right("WB-EXC-006", "all properties", .met, .warning),
        right("WB-EXC-006", "only to users", .notMet, .warning) { $0.root { $0 = [RightsFixture.properties] } },
        right("WB-EXC-006", "what the class gives is not known", .undecided, .warning) {
            $0.root { $0 = [] }
            $0.others { $0.classDefaults["contact"] = .notReturned }
        },
    ]

    // MARK: Source anchors

    private static func guids(
        _ withValue: Int, _ differing: Int = 0
    ) -> ConsistencyGuids {
        ConsistencyGuids(
            readFrom: "dc2.corp.example.test", users: 10, withValue: withValue, differing: differing,
            examples: differing > 0 ? [DistinguishedName("CN=moved,DC=corp")] : [])
    }

    private static func anchor(
        _ name: String, _ attribute: String, _ outcome: Outcome
    ) -> RuleCase {
        .given("WB-CGU-002", name, outcome, .warning, on: root) { evidence in
            guard var settings = evidence.connectExport?.settings.known else { return }
            settings.anchorAttribute = .value(attribute)
            evidence.connectExport?.settings = .value(settings)
        } forest: {
            $0.domain { $0.consistencyGuids = .value(guids(3)) }
        }
    }

    private static let consistencyGuid: [RuleCase] = [
        right("WB-CGU-001", "all properties", .met, .blocker),
        right("WB-CGU-001", "the attribute alone", .met, .blocker) {
            $0.root { $0 = [Fixture.write("mS-DS-ConsistencyGuid")] }
        },
        right("WB-CGU-001", "as every forest has it, where the schema was not read", .met, .blocker) {
            $0.root { $0 = [Fixture.write("mS-DS-ConsistencyGuid")] }
            $0.others { $0.attributes = .notReturned }
        },
        right("WB-CGU-001", "nothing", .notMet, .blocker) { $0.root { $0 = [] } },
        right("WB-CGU-001", "reading only", .notMet, .blocker) {
            $0.root { $0 = ["(OA;CIIO;RP;;\(RightsFixture.user);\(sid))"] }
        },
        right("WB-CGU-001", "delegated to a container", .notMet, .warning) {
            $0.root { $0 = [] }
            $0.containers(.value([RightsFixture.container("Staff", [RightsFixture.properties])]))
        },
        right("WB-CGU-001", "the token is not read", .undecided, .blocker) { $0.token(.notReturned) },
        .init("WB-CGU-002", "none", .met, .warning, on: root),
        .init("WB-CGU-002", "proved to have none", .met, .warning, on: root) {
            $0.domain { $0.consistencyGuids = .absent }
        },
        .init("WB-CGU-002", "some", .notMet, .warning, on: root) {
            $0.domain { $0.consistencyGuids = .value(guids(1)) }
        },
        .init("WB-CGU-002", "some in the part that was read", .notMet, .warning, on: root) {
            $0.domain { $0.consistencyGuids = .partial(guids(3), why: hidden) }
        },
        .init("WB-CGU-002", "none in the part that was read", .undecided, .warning, on: root) {
            $0.domain { $0.consistencyGuids = .partial(guids(0), why: hidden) }
        },
        .init("WB-CGU-002", "not read", .undecided, .warning, on: root) {
            $0.domain { $0.consistencyGuids = .notReturned }
        },
        anchor("Connect uses it", "ms-ds-consistencyguid", .met),
        anchor("Connect uses another", "objectGUID", .notMet),
        .init("WB-CGU-003", "none", .met, .warning, on: root),
        .init("WB-CGU-003", "values that are the objectGUID", .met, .warning, on: root) {
            $0.domain { $0.consistencyGuids = .value(guids(3)) }
        },
        .init("WB-CGU-003", "another value", .notMet, .warning, on: root) {
            $0.domain { $0.consistencyGuids = .value(guids(3, 1)) }
        },
        .init("WB-CGU-003", "another value in the part that was read", .notMet, .warning, on: root) {
            $0.domain { $0.consistencyGuids = .partial(guids(3, 2), why: hidden) }
        },
        .init("WB-CGU-003", "none in the part that was read", .undecided, .warning, on: root) {
            $0.domain { $0.consistencyGuids = .partial(guids(3), why: hidden) }
        },
        .init("WB-CGU-003", "not read", .undecided, .warning, on: root) {
            $0.domain { $0.consistencyGuids = .unreachable(why: hidden) }
        },
    ]

    // MARK: Keys

    static let keyAdmins = SecurityIdentifier(authority: 5, subAuthorities: [21, 1, 2, 3, 526])
    static let enterpriseKeyAdmins = SecurityIdentifier(authority: 5, subAuthorities: [21, 1, 2, 3, 527])

    static func keys(_ trustee: SecurityIdentifier, _ type: String = "5b47d60f-6090-40b2-9f37-2a4de88f3063") -> String {
        "(OA;CI;RPWP;\(type);;\(trustee))"
    }

    private static let keyCredentials: [RuleCase] = [
        .init("WB-KEY-001", "there", .met, .blocker),
        .init("WB-KEY-001", "not there", .notMet, .blocker) {
            $0.schemaWithout { $0 == "msDS-KeyCredentialLink" }
        },
        .init("WB-KEY-001", "not seen in the schema of 2016", .met, .blocker) {
            $0.schemaWithout({ _ in true }, isWhole: false)
            $0.forest.schemaVersion = .value(87)
        },
        .init("WB-KEY-001", "not seen in an older one", .undecided, .blocker) {
            $0.schemaWithout({ _ in true }, isWhole: false)
            $0.forest.schemaVersion = .value(86)
        },
        right("WB-KEY-002", "all properties", .met, .blocker),
        right("WB-KEY-002", "a member of Key Admins", .met, .blocker) {
            $0.root { $0 = [keys(keyAdmins)] }
            $0.token(.value(RightsFixture.token([keyAdmins])))
        },
        right("WB-KEY-002", "a member of Enterprise Key Admins", .met, .blocker) {
            $0.root { $0 = [keys(enterpriseKeyAdmins)] }
            $0.token(.value(RightsFixture.token([enterpriseKeyAdmins])))
        },
        right("WB-KEY-002", "by the property set", .met, .blocker) {
            $0.root { $0 = [keys(sid, "9b026da6-0d3c-465c-8bee-5199d7165cba")] }
        },
        right("WB-KEY-002", "a member of neither", .notMet, .blocker) {
            $0.root { $0 = [keys(keyAdmins), keys(enterpriseKeyAdmins)] }
        },
        right("WB-KEY-002", "another attribute", .notMet, .blocker) {
            $0.root { $0 = [keys(sid, "28630ebf-41d5-11d1-a9c1-0000f80367c1")] }
        },
        right("WB-KEY-002", "perhaps a member", .undecided, .blocker) {
            $0.root { $0 = [keys(keyAdmins)] }
            $0.token(.value(RightsFixture.token(gaps: [.init(.anyGroup, why: hidden)])))
        },
        right("WB-KEY-002", "nothing to write", .notApplicable, .blocker) {
            $0.root { $0 = [] }
            $0.schemaWithout { $0 == "msDS-KeyCredentialLink" }
        },
        right("WB-KEY-003", "nothing on AdminSDHolder", .met, .warning),
        right("WB-KEY-003", "an entry on AdminSDHolder", .notMet, .warning) {
            $0.domain { $0.security.adminSDHolder = .value(RightsFixture.descriptor([keys(sid)])) }
        },
        right("WB-KEY-003", "reading alone", .met, .warning) {
            $0.domain {
                $0.security.adminSDHolder = .value(
                    RightsFixture.descriptor([keys(sid).replacing("RPWP", with: "RP")]))
            }
        },
        right("WB-KEY-003", "not read", .undecided, .warning) {
            $0.domain { $0.security.adminSDHolder = .hidden(why: hidden) }
        },
    ]
}
