package import ActiveDirectory
package import LDAP
package import Networking

/// How to collect: whom to ask, over what, as whom, and how long.
package struct CollectionOptions: Sendable {
    /// Domain controllers named by the caller; they come first, and may be bound to without a netlogon answer.
    package var servers: [String] = []
    package var resolver: Resolver
    package var redirections: [Redirection] = []
    package var families: Set<IPAddress.Family> = [.v4, .v6]
    package var security: TransportSecurity = .plain
    package var trust: TrustRoots = .system
    package var identity: Identity
    /// How long one host may take to be found and connected to.
    package var connectTimeout: Duration = .seconds(3)
    /// How long an operation may go without an answer.
    package var operationTimeout: Duration = .seconds(10)
    /// When the whole run must have ended; nil for no limit.
    package var deadline: Deadline?
    /// How many domain controllers are read from at a time.
    package var jobs: Int = 64
    package var probesPorts = true
    package var probesAllDomainControllers = false
    package var scope: Scope = .forest
    /// Whether descriptors and connector accounts are read too.
    package var readsRights = false
    /// The account that Entra Connect uses, where the caller names it; else it is looked for.
    package var connectorAccount: AccountName?
    /// Which users are read; nil for none.
    package var population: PopulationOptions?
    /// An account to read with everything that password writeback to it depends on.
    package var user: AccountName?
    /// What else is written back: the facts of these are read too, together with the rights.
    package var otherWritebacks: Set<OtherWriteback> = []
    /// The container that groups are written to, where it is known.
    package var groupContainer: DistinguishedName?
    /// This host's name, for the record.
    package var vantageHost: String

    package init(resolver: Resolver, identity: Identity, vantageHost: String) {
        self.resolver = resolver
        self.identity = identity
        self.vantageHost = vantageHost
    }

    /// How much of the forest is read.
    package enum Scope: Sendable {
        case forest
        /// Every domain, and of the domain controllers only the PDC emulators: for a question about one account.
        case domains
        /// Only who the PDC emulator of the domain is.
        case pdcEmulator
    }

    /// As whom to bind.
    package enum Identity: Sendable {
        /// A name and a password, over TLS.
        case simple(name: String, password: LDAPPassword)
        /// Kerberos, sealed on a plain connection.
        case kerberos(mechanism: SASLMechanism, KerberosLogon)

        /// The word for reports.
        package var mechanism: String {
            switch self {
            case .simple: "simple"
            case .kerberos(let mechanism, _): mechanism.rawValue.lowercased()
            }
        }
    }
}

/// `--connect-to`: packets for one host and port go elsewhere, as through a tunnel.
package struct Redirection: Sendable, Hashable {
    package var host: String
    package var port: UInt16
    package var target: SocketAddress

    package init(host: String, port: UInt16, target: SocketAddress) {
        self.host = host
        self.port = port
        self.target = target
    }
}

/// Where a Kerberos ticket comes from, and where the private krb5.conf stands that names the KDCs.
package struct KerberosLogon: Sendable {
    package enum Source: Sendable {
        /// The default credentials cache.
        case defaultCache
        case cache(String)
        case keytab(String, principal: String?)
        /// A password that becomes a ticket, once.
        case password(SecretBytes, user: String)
    }

    package var source: Source
    package var configurationFile: KerberosConfigurationFile
    /// KDCs named by the caller; a realm without any is looked for among its domain controllers.
    package var namedKDCs: [KerberosRealm: [SocketAddress]]

    package init(
        source: Source, configurationFile: KerberosConfigurationFile, namedKDCs: [KerberosRealm: [SocketAddress]]
    ) {
        self.source = source
        self.configurationFile = configurationFile
        self.namedKDCs = namedKDCs
    }
}
