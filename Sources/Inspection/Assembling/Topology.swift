import ActiveDirectory
import LDAP
import Networking

/// The configuration naming context, indexed: who is which server, and which domains there are.
struct Topology: Sendable {
    let configuration: ConfigurationReader.Configuration
    let domains: [CrossReference]
    private let serverByName: [DistinguishedName: ServerObject]
    private let settingsByName: [DistinguishedName: NTDSSettings]
    private let settingsByHost: [String: String]
    private let namingContexts: Set<DistinguishedName>
    /// Servers that run the directory service, in the order of their names.
    let directoryServers: [DirectoryServer]

    /// An NTDS Settings object with the server object above it.
    struct DirectoryServer: Sendable {
        var server: ServerObject?
        var settings: NTDSSettings
        /// The domain that it serves.
        var domain: CrossReference?
    }

    init(_ configuration: ConfigurationReader.Configuration) {
        self.configuration = configuration
        let crossRefs = configuration.crossRefs.known ?? []
        domains = crossRefs.filter(\.isDomain)
        namingContexts = Set(crossRefs.compactMap(\.namingContext.known))
        serverByName = Dictionary(
            (configuration.servers.known ?? []).map { ($0.name, $0) }, uniquingKeysWith: { a, _ in a })
        settingsByName = Dictionary(
            (configuration.settings.known ?? []).map { ($0.name, $0) }, uniquingKeysWith: { a, _ in a })
        let domainByContext = Dictionary(
            domains.compactMap { domain in domain.namingContext.known.map { ($0, domain) } },
            uniquingKeysWith: { a, _ in a })
        directoryServers = settingsByName.values
            .map { [serverByName] settings in
                let server = settings.name.parent.flatMap { serverByName[$0] }
                return DirectoryServer(
                    server: server, settings: settings, domain: Self.domain(of: server, settings, domainByContext))
            }
            .sorted { $0.settings.name.description < $1.settings.name.description }
        settingsByHost = Dictionary(
            directoryServers.compactMap { member in
                member.server?.dnsHostName.known.map {
                    (DomainName.normalized($0), member.settings.name.description.lowercased())
                }
            }, uniquingKeysWith: { a, _ in a })
    }

    func hasApplicationPartition(_ name: DistinguishedName) -> Bool { namingContexts.contains(name) }

    /// The domain that a server serves: where its computer account is, or the one domain of which it holds a whole copy.
    private static func domain(
        of server: ServerObject?, _ settings: NTDSSettings, _ domains: [DistinguishedName: CrossReference]
    ) -> CrossReference? {
        // A child's naming context is below its parent's: the first that is met on the way up is the account's own.
        var above = server?.computer.known?.parent
        while let name = above {
            if let domain = domains[name] { return domain }
            above = name.parent
        }
        let held = settings.domainNamingContexts + settings.masterNamingContexts + settings.fullReplicas
        return held.lazy.compactMap { domains[$0] }.first
    }

    /// The one name by which hosts are compared.
    func identity(ofHost host: String) -> String {
        let name = DomainName.normalized(host)
        return settingsByHost[name] ?? name
    }

    func host(ofSettings name: DistinguishedName) -> String? {
        name.parent.flatMap { serverByName[$0]?.dnsHostName.known }
    }

    /// Who owns a role, from the role object that was read.
    func owner(_ roleObject: Observed<Entry>) -> Observed<RoleOwner> {
        roleObject.then { EntryReader($0).name("fSMORoleOwner").map(owner) }
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
    /// The DNS name of the domain.
    var domainName: String? { dnsRoot.known ?? namingContext.known?.dnsName }
}

extension Topology {
    /// What is known of a fact of an NTDS Settings object that was not found: everybody may read the list of them.
    func withoutSettings<Value: Sendable>() -> Observed<Value> {
        configuration.settings.isValue ? .absent : .notReturned
    }
}
