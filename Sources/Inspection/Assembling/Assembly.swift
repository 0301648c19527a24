import ActiveDirectory
import LDAP
import Networking

/// Puts the readings together into the facts of the forest.
struct Assembly {
    let topology: Topology
    let domains: [DomainSurvey.Result]
    let controllers: [ControllerSurvey.Result]
    /// Nil where rights were not asked for.
    let security: SecuritySurvey.Result?
    let options: CollectionOptions
    let rootDSE: RootDSE
    private let controllersByDomain: [DistinguishedName: [ControllerSurvey.Result]]

    init(
        topology: Topology, domains: [DomainSurvey.Result], controllers: [ControllerSurvey.Result],
        security: SecuritySurvey.Result? = nil, options: CollectionOptions, rootDSE: RootDSE
    ) {
        self.topology = topology
        self.domains = domains
        self.controllers = controllers
        self.security = security
        self.options = options
        self.rootDSE = rootDSE
        controllersByDomain = Dictionary(grouping: controllers.filter { $0.domain != nil }) {
            $0.domain?.name ?? DistinguishedName("")
        }
    }

    func forest() -> Forest {
        let configuration = topology.configuration
        let partitions = configuration.partitions
        let members = domainControllers()
        return Forest(
            rootDomain: rootDSE.rootDomainNamingContext?.dnsName ?? "",
            configurationNamingContext: rootDSE.configurationNamingContext ?? DistinguishedName(""),
            schemaNamingContext: rootDSE.schemaNamingContext ?? DistinguishedName(""),
            // MS-ADTS 6.1.4.4: without the attribute the level is Windows 2000's, 0. The Partitions container is a crossRef container.
            functionalLevel: partitions.then { EntryReader($0).level("msDS-Behavior-Version") },
            schemaVersion: configuration.schemaHead.then { EntryReader($0).integer("objectVersion") },
            schemaMaster: topology.owner(configuration.schemaHead),
            domainNamingMaster: topology.owner(partitions),
            forestDnsZones: forestDnsZones(),
            optionalFeatures: optionalFeatures(),
            upnSuffixes: partitions.then { EntryReader($0).texts("uPNSuffixes").map { $0.sorted() } },
            sites: sites(members.known ?? []), domains: domainFacts(), domainControllers: members,
            security: security?.forest ?? .notCollected(why: Self.withoutRights),
            connectorAccounts: security?.accounts ?? .notCollected(why: Self.withoutRights),
            users: security?.users ?? .notCollected(why: Forest.withoutUser),
            otherWritebacks: security?.otherWritebacks ?? .notCollected(why: Self.withoutRights))
    }

    private static let withoutRights = "rights were not asked for"

    /// Who may do what in a domain.
    private func rights(_ result: DomainSurvey.Result) -> DomainSecurity {
        guard let security else { return .notCollected(why: Self.withoutRights) }
        return result.domain.namingContext.known.flatMap { security.domains[$0] }
            ?? .unreachable(why: result.facts.head.why ?? "the domain was not read")
    }

    private func forestDnsZones() -> Observed<RoleOwner> {
        guard let root = rootDSE.rootDomainNamingContext else { return .notReturned }
        let partition = root.child("DC", "ForestDnsZones")
        guard topology.hasApplicationPartition(partition) else {
            return topology.configuration.crossRefs.isValue ? .absent : .notReturned
        }
        guard let object = domains.compactMap(\.facts.forestDnsInfrastructure).first else {
            let reading = domains.first { $0.domain.namingContext.known == root }
            return .notCollected(why: reading?.facts.head.why ?? "the forest root domain was not read")
        }
        return topology.owner(object)
    }

    /// The names of the features that the Partitions container enables for the whole forest.
    private func optionalFeatures() -> Observed<[String]> {
        topology.configuration.partitions.then { partitions in
            let enabled = EntryReader(partitions).names("msDS-EnabledFeature")
            return enabled.map { $0.map { $0.rdn?.value ?? $0.description }.sorted() }
        }
    }

    // MARK: Sites

    private func sites(_ members: [DomainController]) -> Observed<[Site]> {
        let membersBySite = Dictionary(grouping: members) { $0.site.known }
        let subnetsBySite = topology.configuration.subnets.map { subnets in
            Dictionary(grouping: subnets) { $0.text("siteObject").map { DistinguishedName($0) } }
        }
        return topology.configuration.sites.map { sites in
            sites.map { entry in
                let name = entry.text("cn") ?? entry.text("name") ?? entry.distinguishedName.rdn?.value ?? ""
                let subnets = subnetsBySite.map { bySite in
                    (bySite[entry.distinguishedName] ?? []).compactMap { $0.text("cn") }.sorted()
                }
                return Site(
                    name: name, subnets: subnets.emptyIsNotReturned,
                    domainControllers: (membersBySite[name] ?? []).map(\.displayName).sorted())
            }.sorted { $0.name < $1.name }
        }
    }

    // MARK: Domains

    private func domainFacts() -> Observed<[Domain]> {
        let facts = domains.map(domain).sorted { left, right in
            let root = rootDSE.rootDomainNamingContext
            let (leftIsRoot, rightIsRoot) = (left.distinguishedName == root, right.distinguishedName == root)
            return leftIsRoot != rightIsRoot ? leftIsRoot : left.dnsName < right.dnsName
        }
        switch topology.configuration.crossRefs {
        case .value: return .value(facts)
        case .partial(_, let why): return .partial(facts, why: why)
        default: return topology.configuration.crossRefs.map { _ in facts }
        }
    }

    private func domain(_ result: DomainSurvey.Result) -> Domain {
        let reference = result.domain
        let head = result.facts.head
        let dnsName = reference.domainName ?? reference.name.description
        let parent = reference.trustParent.map { parent in
            topology.domains.first { $0.name == parent }?.domainName ?? parent.description
        }
        return Domain(
            dnsName: dnsName, netbiosName: reference.netbiosName,
            distinguishedName: reference.namingContext.known ?? DistinguishedName(""),
            sid: head.then { EntryReader($0).sid("objectSid") }, guid: head.then { EntryReader($0).guid("objectGUID") },
            parent: parent, functionalLevel: head.then { EntryReader($0).level("msDS-Behavior-Version") },
            pdcEmulator: topology.owner(head),
            ridMaster: topology.owner(result.facts.ridManager),
            infrastructureMaster: topology.owner(result.facts.infrastructure),
            domainDnsZones: dnsZones(result), pdcConsensus: consensus(result),
            passwordPolicy: PasswordPolicy(head), passwordSettingsObjects: result.facts.passwordSettings,
            trusts: result.facts.trusts, security: rights(result), population: result.population,
            consistencyGuids: result.consistencyGuids)
    }

    private func dnsZones(_ result: DomainSurvey.Result) -> Observed<RoleOwner> {
        guard let name = result.domain.namingContext.known,
            topology.hasApplicationPartition(name.child("DC", "DomainDnsZones"))
        else { return topology.configuration.crossRefs.isValue ? .absent : .notReturned }
        return topology.owner(result.facts.dnsInfrastructure)
    }

    /// What every source says of the domain's PDC emulator.
    private func consensus(_ result: DomainSurvey.Result) -> PDCConsensus {
        var witnesses: [PDCConsensus.Witness] = []
        for controller in controllersByDomain[result.domain.name] ?? [] {
            guard let settings = controller.settings, let host = controller.host.map(DomainName.normalized) else {
                continue
            }
            let counted = !settings.isReadOnly
            if counted {
                let named: Observed<String> = controller.facts.pdcOwner.then { owner in
                    // A name that leads to no host is still what this controller says.
                    .value(topology.host(ofSettings: owner).map { DomainName.normalized($0) } ?? owner.description)
                }
                witnesses.append(
                    .init(
                        source: .ownerAttribute, observedOn: host, host: named,
                        authenticated: controller.facts.isAuthenticated, counted: true))
            }
            witnesses.append(
                .init(
                    source: .netlogonFlag, observedOn: host, host: flag(controller, host), authenticated: false,
                    counted: counted))
        }
        switch result.pdcRecord {
        case .value(let records), .partial(let records, _):
            for record in records {
                witnesses.append(
                    .init(
                        source: .serviceRecord, observedOn: "DNS", host: .value(DomainName.normalized(record.target)),
                        authenticated: false, counted: true))
            }
        default:
            witnesses.append(
                .init(
                    source: .serviceRecord, observedOn: "DNS", host: result.pdcRecord.map { _ in "" },
                    authenticated: false, counted: true))
        }
        return PDCConsensus(witnesses: witnesses, identity: topology.identity(ofHost:))
    }

    private func flag(_ controller: ControllerSurvey.Result, _ host: String) -> Observed<String> {
        guard let flags = controller.contact?.flags else {
            return .unreachable(why: controller.contact?.reachability.why ?? "no netlogon answer")
        }
        return flags.contains(.pdc) ? .value(host) : .absent
    }

    // MARK: Domain controllers

    private func domainControllers() -> Observed<[DomainController]> {
        let accounts = ComputerAccounts(domains.flatMap { $0.facts.computers.known ?? [] })
        let readings = Dictionary(domains.map { ($0.domain.name, $0) }, uniquingKeysWith: { a, _ in a })
        let members = controllers.map { controller in
            let account = controller.account ?? accounts.account(of: controller.server)
            let reading = controller.domain.flatMap { readings[$0.name] }
            return DomainController(controller, account: account, accounts: reading?.facts.computers, topology)
        }.sorted { ($0.domain ?? "", $0.name, $0.displayName) < ($1.domain ?? "", $1.name, $1.displayName) }
        switch topology.configuration.settings {
        case .value: break
        case .partial(_, let why): return .partial(members, why: why)
        case let other: return other.map { _ in members }
        }
        // Accounts that could not be listed may hide a domain controller that no NTDS Settings object knows.
        let unread = domains.filter { !$0.facts.computers.isValue }
        if options.scope == .forest, let first = unread.first {
            return .partial(
                members,
                why:
                    "the computer accounts of \(first.domain.domainName ?? "a domain") were not read: \(first.facts.computers.why ?? "")"
            )
        }
        return .value(members)
    }
}
