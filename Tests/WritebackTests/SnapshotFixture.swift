import ActiveDirectory
import FoundationEssentials
import Inspection
import LDAP

@testable import Writeback

/// A healthy forest of two writable domain controllers and a read-only one, and the means to break one thing in it.
enum SnapshotFixture {
    static let root = "corp.example.test"
    static let configuration = "CN=Configuration,DC=corp,DC=example,DC=test"
    static let start = Date(timeIntervalSince1970: 1_760_000_000)
    static let asOf = Date(timeIntervalSince1970: 1_760_000_000)

    static func snapshot(_ change: (inout ForestSnapshot) -> Void = { _ in }) -> ForestSnapshot {
        var snapshot = ForestSnapshot(run: run(), forest: forest())
        change(&snapshot)
        return snapshot
    }

    static func run(target: String = root) -> CollectionRun {
        CollectionRun(
            target: target, startedAt: start, finishedAt: start + 2, complete: true,
            vantage: Vantage(
                host: "jump.example.test", principal: "CORP\\reader", mechanism: "gssapi", transport: "sealed",
                securityStrengthFactor: 256, server: "dc1.corp.example.test"))
    }

    static func forest(_ root: String = root) -> Forest {
        Forest(
            rootDomain: root, configurationNamingContext: DistinguishedName(configuration),
            schemaNamingContext: DistinguishedName("CN=Schema,\(configuration)"),
            functionalLevel: .value(FunctionalLevel(rawValue: 7)), schemaVersion: .value(88),
            schemaMaster: .value(owner("DC2")), domainNamingMaster: .value(owner("DC2")),
            forestDnsZones: .value(owner("DC1")), optionalFeatures: .value(["Recycle Bin Feature"]),
            upnSuffixes: .value([]), sites: .value([]), domains: .value([domain(root)]),
            domainControllers: .value([
                controller("DC1", 1), controller("DC2", 2), controller("RODC1", 3, kind: .readOnly),
            ]), security: RightsFixture.forestSecurity(),
            connectorAccounts: .value([RightsFixture.account(in: root)]),
            otherWritebacks: OtherWritebacksFixture.healthy(in: root))
    }

    static func domain(_ name: String = root, number: UInt8 = 9) -> Domain {
        let base = name.split(separator: ".").map { "DC=\($0)" }.joined(separator: ",")
        return Domain(
            dnsName: name, netbiosName: .value(String(name.prefix { $0 != "." }).uppercased()),
            distinguishedName: DistinguishedName(base),
            sid: .value(SecurityIdentifier(authority: 5, subAuthorities: [21, 1, 2, 3])), guid: .value(guid(number)),
            parent: .absent, functionalLevel: .value(FunctionalLevel(rawValue: 7)), pdcEmulator: .value(owner("DC1")),
            ridMaster: .value(owner("DC1")), infrastructureMaster: .value(owner("DC1")),
            domainDnsZones: .value(owner("DC1")), pdcConsensus: consensus(.confirmed),
            passwordPolicy: PasswordPolicy(
                minimumPasswordAge: .value(.seconds(0)), maximumPasswordAge: .value(.never),
                minimumPasswordLength: .value(8), passwordHistoryLength: .value(24), complexityRequired: .value(true),
                lockoutThreshold: .value(5), lockoutDuration: .value(.seconds(1800)),
                lockoutObservationWindow: .value(.seconds(1800))),
            passwordSettingsObjects: .value([policy("none", .seconds(0))]), trusts: .value([]),
            security: RightsFixture.security(),
            consistencyGuids: .value(ConsistencyGuids(readFrom: "dc2.corp.example.test", users: 10)))
    }

    static func policy(_ name: String, _ age: PasswordPolicy.Duration) -> PasswordSettingsObject {
        PasswordSettingsObject(
            name: name, distinguishedName: DistinguishedName("CN=\(name),CN=Password Settings Container"),
            precedence: .value(10), minimumPasswordAge: .value(age), appliesTo: .value([]))
    }

    static func consensus(_ agreement: PDCConsensus.Agreement, host: String? = "dc1.corp.example.test") -> PDCConsensus
    {
        PDCConsensus(
            witnesses: [
                .init(
                    source: .ownerAttribute, observedOn: "dc1.corp.example.test",
                    host: .value("dc1.corp.example.test"), authenticated: true, counted: true),
                .init(
                    source: .serviceRecord, observedOn: "192.0.2.53", host: .value("dc1.corp.example.test"),
                    authenticated: false, counted: true),
            ], agreement: agreement, host: host)
    }

    static func owner(_ server: String, _ state: RoleOwner.State = .registered) -> RoleOwner {
        let mangled = state == .deleted ? "\\0ADEL:11111111-2222-3333-4444-555555555555" : ""
        return RoleOwner(
            host: state == .registered ? .value("\(server.lowercased()).corp.example.test") : .notReturned,
            ntdsSettings: DistinguishedName(
                "CN=NTDS Settings\(mangled),CN=\(server)\(mangled),CN=Servers,CN=Default,CN=Sites,\(configuration)"),
            site: "Default", state: state)
    }

    static func controller(_ name: String, _ number: UInt8, kind: DomainController.Kind = .writable) -> DomainController
    {
        DomainController(
            name: name, hostName: .value("\(name.lowercased()).corp.example.test"), domain: root,
            site: .value("Default"), kind: kind,
            ntdsSettings: .value(
                DistinguishedName("CN=NTDS Settings,CN=\(name),CN=Servers,CN=Default,CN=Sites,\(configuration)")),
            ntdsSettingsGUID: .value(guid(number)),
            computerAccount: .value(
                DistinguishedName("CN=\(name),OU=Domain Controllers,DC=corp,DC=example,DC=test")),
            computerGUID: .value(guid(number + 100)), globalCatalog: .value(true), options: .value(1),
            operatingSystem: OperatingSystemFacts(
                name: .value("Windows Server 2022 Standard"), version: .value("10.0 (20348)"), servicePack: .absent),
            functionalLevel: .value(FunctionalLevel(rawValue: 7)),
            reachability: Reachability(state: .answered, milliseconds: 1), addresses: ["192.0.2.\(number)"],
            ports: [88: .value(.open), 135: .value(.open), 389: .value(.open), 445: .value(.open)],
            clockOffsetSeconds: .value(0.25),
            rootDSE: .value(
                RootDSEFacts(
                    dnsHostName: .value("\(name.lowercased()).corp.example.test"), dsServiceName: .notReturned,
                    supportedControls: .value([
                        PolicyControlRules.deprecatedControl, PolicyControlRules.control,
                    ]), supportedCapabilities: .value([]), supportedSASLMechanisms: .value([]), vendorName: .absent,
                    isSynchronized: .value(true), isGlobalCatalogReady: .value(true),
                    domainControllerFunctionality: .value(FunctionalLevel(rawValue: 7)))),
            netlogon: .notCollected(why: "not asked"))
    }

    static func guid(_ last: UInt8) -> ObjectGUID {
        ObjectGUID(textOrder: [UInt8](repeating: 0, count: 15) + [last]) ?? guid(last)
    }
}

extension ForestSnapshot {
    /// Changes the domain at a place in the list.
    mutating func domain(_ index: Int = 0, _ change: (inout Domain) -> Void) {
        guard case .value(var domains) = forest.domains, domains.indices.contains(index) else { return }
        change(&domains[index])
        forest.domains = .value(domains)
    }

    /// Changes the domain controller of a name.
    mutating func controller(_ name: String, _ change: (inout DomainController) -> Void) {
        guard case .value(var controllers) = forest.domainControllers,
            let index = controllers.firstIndex(where: { $0.name == name })
        else { return }
        change(&controllers[index])
        forest.domainControllers = .value(controllers)
    }

    mutating func clocks(_ offsets: [String: Double]) {
        for (name, offset) in offsets { controller(name) { $0.clockOffsetSeconds = .value(offset) } }
    }
}

extension DomainController {
    /// Changes what the domain controller says of itself.
    mutating func ownRootDSE(_ change: (inout RootDSEFacts) -> Void) {
        guard case .value(var facts) = rootDSE else { return }
        change(&facts)
        rootDSE = .value(facts)
    }
}

extension ReadinessReport {
    func finding(_ rule: RuleIdentifier, _ subject: String? = nil) -> Finding? {
        findings.first { $0.rule == rule && (subject == nil || $0.subject.name == subject) }
    }
}

func judge(
    _ snapshots: [ForestSnapshot], baseline: Baseline = .current, asOf: Date = SnapshotFixture.asOf,
    domains: [String] = [], planes: Set<Plane> = [], vantage: JudgingVantage = .elsewhere,
    evidence: Evidence = Evidence(), writebacks: Set<WritebackKind> = Set(WritebackKind.allCases),
    engine: SyncEngine = .automatic, by rules: [Rule] = Catalogue.rules
) -> ReadinessReport {
    var evaluation = Evaluation(
        baseline: baseline, asOf: asOf, domains: domains, requiredPlanes: planes, vantage: vantage)
    evaluation.evidence = evidence
    evaluation.writebacks = writebacks
    evaluation.engine = engine
    return evaluation.evaluate(snapshots, by: rules)
}
