import ActiveDirectory
import LDAP
import Networking

/// The configuration naming context, indexed: who is which server, and which domains there are.
struct Topology: Sendable {
    let configuration: ConfigurationReader.Configuration
    let domains: [CrossReference]
    private let serverByName: [DistinguishedName: ServerObject]
    private let settingsByName: [DistinguishedName: NTDSSettings]
    private let settingsByHost: [String: DistinguishedName]
    /// Servers that run the directory service: each NTDS Settings object with the server object above it.
    let directoryServers: [(server: ServerObject?, settings: NTDSSettings)]

    init(_ configuration: ConfigurationReader.Configuration) {
        self.configuration = configuration
        domains = (configuration.crossRefs.known ?? []).filter(\.isDomain)
        serverByName = Dictionary(
            (configuration.servers.known ?? []).map { ($0.name, $0) }, uniquingKeysWith: { a, _ in a })
        settingsByName = Dictionary(
            (configuration.settings.known ?? []).map { ($0.name, $0) }, uniquingKeysWith: { a, _ in a })
        directoryServers = settingsByName.values
            .map { [serverByName] settings in (settings.name.parent.flatMap { serverByName[$0] }, settings) }
            .sorted { $0.settings.name.description < $1.settings.name.description }
        settingsByHost = Dictionary(
            directoryServers.compactMap { pair in
                pair.server?.dnsHostName.known.map { (DomainName.normalized($0), pair.settings.name) }
            }, uniquingKeysWith: { a, _ in a })
    }

    func hasApplicationPartition(_ name: DistinguishedName) -> Bool {
        (configuration.crossRefs.known ?? []).contains { $0.namingContext.known == name }
    }

    /// The domain that a server serves: where its computer account is, or the one domain of which it holds a whole copy.
    func domain(of server: ServerObject?, _ settings: NTDSSettings) -> CrossReference? {
        if let computer = server?.computer.known {
            let holders = domains.filter { $0.namingContext.known.map { computer.isDescendant(of: $0) } ?? false }
            // A child's naming context is below its parent's: the longest is the account's own.
            if let holder = holders.max(by: { $0.depth < $1.depth }) { return holder }
        }
        let held = settings.domainNamingContexts + settings.masterNamingContexts + settings.fullReplicas
        return domains.first { domain in domain.namingContext.known.map { held.contains($0) } ?? false }
    }

    /// The one name by which hosts are compared.
    func identity(ofHost host: String) -> String {
        let name = DomainName.normalized(host)
        return settingsByHost[name]?.description.lowercased() ?? name
    }

    func host(ofSettings name: DistinguishedName) -> String? {
        name.parent.flatMap { serverByName[$0]?.dnsHostName.known }
    }

    /// Who owns a role, from the role object that was read.
    func owner(_ roleObject: Observed<Entry>, isReadableByEverybody: Bool) -> Observed<RoleOwner> {
        roleObject.then { entry in
            EntryReader(entry, readableByEverybody: isReadableByEverybody).name("fSMORoleOwner").unproved.map(owner)
        }
    }

    func owner(_ name: DistinguishedName) -> RoleOwner {
        let parsed = NTDSSettingsName(name.description)
        let server = name.parent.flatMap { serverByName[$0] }
        let state: RoleOwner.State
        if settingsByName[name] != nil, server?.dnsHostName.known != nil {
            state = .registered
        } else if parsed?.isDeleted == true {
            state = .deleted
        } else if settingsByName[name] != nil {
            state = .unknown
        } else {
            // The list of NTDS Settings objects is readable by everybody: whole and without this one means that it is gone.
            state = configuration.settings.isValue ? .missing : .unknown
        }
        return RoleOwner(
            host: server?.dnsHostName ?? .notReturned, ntdsSettings: name, site: parsed?.siteName, state: state)
    }
}

extension CrossReference {
    fileprivate var depth: Int { namingContext.known?.rdns?.count ?? 0 }

    /// The DNS name of the domain.
    var domainName: String? { dnsRoot.known ?? namingContext.known?.dnsName }
}

extension Topology {
    /// What is known of the GUID of an NTDS Settings object that was not found.
    var missingSettingsGUID: Observed<ObjectGUID> { configuration.settings.isValue ? .absent : .notReturned }
}
