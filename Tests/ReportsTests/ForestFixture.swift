import ActiveDirectory
import FoundationEssentials
import Inspection
import LDAP
import Writeback

@testable import Reports

/// The lab's forest as a snapshot, and the means to change one thing in it.
enum ForestFixture {
    static let root = "corp.example.test"
    static let configuration = "CN=Configuration,DC=corp,DC=example,DC=test"
    static let start = Date(timeIntervalSince1970: 1_796_122_400)
    static let tool = ToolIdentity(name: "adinspect", version: "0.1.0")

    static func healthy(_ change: (inout ForestSnapshot) -> Void = { _ in }) -> ForestSnapshot {
        var snapshot = ForestSnapshot(run: run(), forest: forest())
        change(&snapshot)
        return snapshot
    }

    static func report(
        _ snapshots: [ForestSnapshot], baseline: Baseline = .current, planes: Set<Plane> = [],
        asOf: Date = start
    ) -> ReadinessReport {
        Evaluation(baseline: baseline, asOf: asOf, requiredPlanes: planes).evaluate(snapshots)
    }

    static func run() -> CollectionRun {
        CollectionRun(
            target: root, startedAt: start, finishedAt: start + 1.8, complete: true,
            vantage: Vantage(
                host: "jump.example.test", principal: "CORP\\reader", mechanism: "gssapi", transport: "sealed",
                securityStrengthFactor: 256, server: "dc1.corp.example.test"))
    }

    static func forest() -> Forest {
        Forest(
            rootDomain: root, configurationNamingContext: DistinguishedName(configuration),
            schemaNamingContext: DistinguishedName("CN=Schema,\(configuration)"),
            functionalLevel: .value(.windowsServer2016), schemaVersion: .value(88),
            schemaMaster: .value(owner("DC2")), domainNamingMaster: .value(owner("DC2")),
            forestDnsZones: .value(owner("DC1")), optionalFeatures: .value(["Recycle Bin Feature"]),
            upnSuffixes: .value(["example.test"]),
            sites: .value([
                Site(
                    name: "Default-First-Site-Name", subnets: .value(["10.20.0.0/16"]),
                    domainControllers: ["dc1.corp.example.test", "dc2.corp.example.test"]),
                Site(
                    name: "Löhne", subnets: .value(["10.21.0.0/24", "fd00:21::/64"]),
                    domainControllers: ["rodc1.corp.example.test"]),
            ]), domains: .value([domain()]),
            domainControllers: .value([
                controller("DC1", 1), controller("DC2", 2, system: ("Windows Server 2019 Standard", "10.0 (17763)")),
                controller("RODC1", 3, kind: .readOnly, site: "Löhne"),
            ]), security: RightsFixture.forestSecurity(), connectorAccounts: .value([RightsFixture.account()]))
    }

    static func domain(_ name: String = root) -> Domain {
        Domain(
            dnsName: name, netbiosName: .value("CORP"),
            distinguishedName: DistinguishedName(name.split(separator: ".").map { "DC=\($0)" }.joined(separator: ",")),
            sid: .value(
                SecurityIdentifier(authority: 5, subAuthorities: [21, 1_004_336_348, 1_177_238_915, 682_003_330])),
            guid: .value(guid(9)), parent: .absent, functionalLevel: .value(.windowsServer2016),
            pdcEmulator: .value(owner("DC1")), ridMaster: .value(owner("DC1")),
            infrastructureMaster: .value(owner("DC1")), domainDnsZones: .value(owner("DC1")),
            pdcConsensus: consensus(),
            passwordPolicy: PasswordPolicy(
                minimumPasswordAge: .value(.seconds(0)), maximumPasswordAge: .value(.seconds(42 * 86_400)),
                minimumPasswordLength: .value(7), passwordHistoryLength: .value(24), complexityRequired: .value(true),
                lockoutThreshold: .value(10), lockoutDuration: .value(.seconds(1800)),
                lockoutObservationWindow: .value(.seconds(1800))),
            passwordSettingsObjects: .value([
                PasswordSettingsObject(
                    name: "Admins",
                    distinguishedName: DistinguishedName("CN=Admins,CN=Password Settings Container,CN=System"),
                    precedence: .value(10), minimumPasswordAge: .value(.seconds(0)),
                    appliesTo: .value([DistinguishedName("CN=Domain Admins,CN=Users,DC=corp,DC=example,DC=test")]))
            ]),
            trusts: .value([
                Trust(
                    partner: "partner.example", flatName: .value("PARTNER"), sid: .notReturned, direction: .value(3),
                    type: .value(2), attributes: .value(0x8))
            ]), security: RightsFixture.security())
    }

    static func witness(
        _ source: PDCConsensus.Witness.Source, on observer: String, _ host: Observed<String>, counted: Bool = true
    ) -> PDCConsensus.Witness {
        .init(
            source: source, observedOn: observer, host: host, authenticated: source == .ownerAttribute && counted,
            counted: counted)
    }

    static func consensus() -> PDCConsensus {
        let dc1 = "dc1.corp.example.test"
        return PDCConsensus(
            witnesses: [
                witness(.ownerAttribute, on: dc1, .value(dc1)),
                witness(.ownerAttribute, on: "dc2.corp.example.test", .value(dc1)),
                witness(.serviceRecord, on: "10.20.0.2", .value(dc1)),
                witness(.netlogonFlag, on: dc1, .value(dc1)),
                witness(.netlogonFlag, on: "dc2.corp.example.test", .absent),
                witness(.netlogonFlag, on: "rodc1.corp.example.test", .absent, counted: false),
            ], agreement: .confirmed, host: dc1)
    }

    static func owner(_ server: String, _ state: RoleOwner.State = .registered) -> RoleOwner {
        let mark = state == .deleted ? "\\0ADEL:11111111-2222-3333-4444-555555555555" : ""
        return RoleOwner(
            host: state == .registered ? .value("\(server.lowercased()).corp.example.test") : .notReturned,
            ntdsSettings: settings(server, mark: mark), site: "Default-First-Site-Name", state: state)
    }

    static func settings(_ server: String, mark: String = "") -> DistinguishedName {
        DistinguishedName(
            "CN=NTDS Settings\(mark),CN=\(server)\(mark),CN=Servers,CN=Default-First-Site-Name,CN=Sites,\(configuration)"
        )
    }

    static func controller(
        _ name: String, _ number: UInt8, kind: DomainController.Kind = .writable,
        site: String = "Default-First-Site-Name",
        system: (String, String) = ("Windows Server 2022 Standard", "10.0 (20348)")
    ) -> DomainController {
        let host = "\(name.lowercased()).corp.example.test"
        let ports = [88, 135, 389, 445, 464, 636, 3268]
        return DomainController(
            name: name, hostName: .value(host), domain: root, site: .value(site), kind: kind,
            ntdsSettings: .value(settings(name)), ntdsSettingsGUID: .value(guid(number)),
            computerAccount: .value(DistinguishedName("CN=\(name),OU=Domain Controllers,DC=corp,DC=example,DC=test")),
            computerGUID: .value(guid(number &+ 100)), globalCatalog: .value(true), options: .value(1),
            operatingSystem: OperatingSystemFacts(
                name: .value(system.0), version: .value(system.1), servicePack: .absent),
            functionalLevel: .value(.windowsServer2016),
            reachability: Reachability(state: .answered, milliseconds: 2.125), addresses: ["10.20.0.\(number)"],
            ports: Dictionary(uniqueKeysWithValues: ports.map { ($0, .value(.open)) }),
            clockOffsetSeconds: .value(0.25),
            rootDSE: .value(
                RootDSEFacts(
                    dnsHostName: .value(host), dsServiceName: .value(settings(name)),
                    supportedControls: .value([
                        "1.2.840.113556.1.4.319", "1.2.840.113556.1.4.2066", "1.2.840.113556.1.4.2239",
                    ]),
                    supportedCapabilities: .value([]), supportedSASLMechanisms: .value(["GSSAPI", "GSS-SPNEGO"]),
                    vendorName: .absent, isSynchronized: .value(true), isGlobalCatalogReady: .value(true),
                    domainControllerFunctionality: .value(.windowsServer2016))),
            netlogon: .notCollected(why: "not asked"))
    }

    static func guid(_ last: UInt8) -> ObjectGUID {
        ObjectGUID(textOrder: [UInt8](repeating: 0, count: 15) + [last]) ?? guid(last)
    }
}

extension ForestSnapshot {
    /// Changes the first domain.
    mutating func domain(_ change: (inout Domain) -> Void) {
        guard var domains = forest.domains.known, !domains.isEmpty else { return }
        change(&domains[0])
        forest.domains = .value(domains)
    }

    /// Changes the domain controller of a name.
    mutating func controller(_ name: String, _ change: (inout DomainController) -> Void) {
        guard var controllers = forest.domainControllers.known,
            let index = controllers.firstIndex(where: { $0.name == name })
        else { return }
        change(&controllers[index])
        forest.domainControllers = .value(controllers)
    }
}
