public import ActiveDirectory
public import LDAP

/// A domain controller, from its NTDS Settings object, its computer account, its own rootDSE and its netlogon answer.
public struct DomainController: Sendable, Equatable, Codable {
    public enum Kind: String, Sendable, Codable {
        case writable
        case readOnly
        /// A computer account that looks like a domain controller and is no machine, such as AzureADKerberos.
        case notAMachine
        case unknown
    }

    /// The relative name of the server object, or of the computer account where there is no server object.
    public var name: String
    /// The DNS host name.
    public var hostName: Observed<String>
    /// The DNS name of the domain it serves; nil when neither object tells.
    public var domain: String?
    public var site: Observed<String>
    public var kind: Kind
    /// `.absent` when the configuration naming context has no NTDS Settings object for it: only the computer account knows it.
    public var ntdsSettings: Observed<DistinguishedName>
    public var ntdsSettingsGUID: Observed<ObjectGUID>
    /// `.absent` or `.notReturned` when only the NTDS Settings object knows it.
    public var computerAccount: Observed<DistinguishedName>
    public var computerGUID: Observed<ObjectGUID>
    public var globalCatalog: Observed<Bool>
    /// `options` of the NTDS Settings object (MS-ADTS 6.1.1.2.2.1.2.1.1).
    public var options: Observed<UInt32>
    public var operatingSystem: OperatingSystemFacts
    /// `msDS-Behavior-Version` of the NTDS Settings object.
    public var functionalLevel: Observed<FunctionalLevel>
    public var reachability: Reachability
    /// Address texts that were found for the host name, sorted.
    public var addresses: [String]
    /// By port number: 88, 135, 389, 445, 464, 636, 3268.
    public var ports: [Int: Observed<PortState>]
    /// Seconds that this host's clock is ahead of the collecting host's, half the round trip subtracted.
    public var clockOffsetSeconds: Observed<Double>
    public var rootDSE: Observed<RootDSEFacts>
    public var netlogon: Observed<NetlogonFacts>

    public init(
        name: String, hostName: Observed<String>, domain: String?, site: Observed<String>, kind: Kind,
        ntdsSettings: Observed<DistinguishedName>, ntdsSettingsGUID: Observed<ObjectGUID>,
        computerAccount: Observed<DistinguishedName>, computerGUID: Observed<ObjectGUID>, globalCatalog: Observed<Bool>,
        options: Observed<UInt32>, operatingSystem: OperatingSystemFacts, functionalLevel: Observed<FunctionalLevel>,
        reachability: Reachability, addresses: [String], ports: [Int: Observed<PortState>],
        clockOffsetSeconds: Observed<Double>, rootDSE: Observed<RootDSEFacts>, netlogon: Observed<NetlogonFacts>
    ) {
        self.name = name
        self.hostName = hostName
        self.domain = domain
        self.site = site
        self.kind = kind
        self.ntdsSettings = ntdsSettings
        self.ntdsSettingsGUID = ntdsSettingsGUID
        self.computerAccount = computerAccount
        self.computerGUID = computerGUID
        self.globalCatalog = globalCatalog
        self.options = options
        self.operatingSystem = operatingSystem
        self.functionalLevel = functionalLevel
        self.reachability = reachability
        self.addresses = addresses
        self.ports = ports
        self.clockOffsetSeconds = clockOffsetSeconds
        self.rootDSE = rootDSE
        self.netlogon = netlogon
    }

    /// The host name, or the server's name where the host name is not known.
    public var displayName: String { hostName.known ?? name }
}

/// The operating system attributes of a computer account, as written by the machine itself.
public struct OperatingSystemFacts: Sendable, Equatable, Codable {
    /// `operatingSystem`.
    public var name: Observed<String>
    /// `operatingSystemVersion`, such as `10.0 (20348)`.
    public var version: Observed<String>
    /// `operatingSystemServicePack`.
    public var servicePack: Observed<String>

    public init(name: Observed<String>, version: Observed<String>, servicePack: Observed<String>) {
        self.name = name
        self.version = version
        self.servicePack = servicePack
    }
}

/// Whether a domain controller could be spoken to over LDAP.
public struct Reachability: Sendable, Equatable, Codable {
    public enum State: String, Sendable, Codable {
        /// An LDAP answer came.
        case answered
        /// The connection was refused.
        case refused
        /// Nothing came back within the timeout.
        case silent
        /// The host name has no address.
        case noAddress
        /// The server closed the connection before it answered.
        case closed
        /// Not asked: no machine, no host name, or not in scope.
        case notAsked
    }

    public var state: State
    /// What was tried and what came back, in words.
    public var why: String?
    /// Round trip of the first LDAP answer.
    public var milliseconds: Double?

    public init(state: State, why: String? = nil, milliseconds: Double? = nil) {
        self.state = state
        self.why = why
        self.milliseconds = milliseconds
    }
}

/// What a TCP connect to a port met.
public enum PortState: String, Sendable, Codable {
    case open
    case refused
    case silent
    /// The network said that the host or net cannot be reached.
    case unreachable
}

/// What a domain controller says of itself in its rootDSE (MS-ADTS 3.1.1.3.2).
public struct RootDSEFacts: Sendable, Equatable, Codable {
    public var dnsHostName: Observed<String>
    public var dsServiceName: Observed<DistinguishedName>
    public var supportedControls: Observed<[String]>
    public var supportedCapabilities: Observed<[String]>
    public var supportedSASLMechanisms: Observed<[String]>
    public var vendorName: Observed<String>
    public var isSynchronized: Observed<Bool>
    public var isGlobalCatalogReady: Observed<Bool>
    public var domainControllerFunctionality: Observed<FunctionalLevel>

    public init(
        dnsHostName: Observed<String>, dsServiceName: Observed<DistinguishedName>,
        supportedControls: Observed<[String]>,
        supportedCapabilities: Observed<[String]>, supportedSASLMechanisms: Observed<[String]>,
        vendorName: Observed<String>, isSynchronized: Observed<Bool>, isGlobalCatalogReady: Observed<Bool>,
        domainControllerFunctionality: Observed<FunctionalLevel>
    ) {
        self.dnsHostName = dnsHostName
        self.dsServiceName = dsServiceName
        self.supportedControls = supportedControls
        self.supportedCapabilities = supportedCapabilities
        self.supportedSASLMechanisms = supportedSASLMechanisms
        self.vendorName = vendorName
        self.isSynchronized = isSynchronized
        self.isGlobalCatalogReady = isGlobalCatalogReady
        self.domainControllerFunctionality = domainControllerFunctionality
    }
}

/// The part of a netlogon answer that is kept.
public struct NetlogonFacts: Sendable, Equatable, Codable {
    public var flags: DomainControllerFlags
    public var hostName: String?
    public var domain: String?
    public var forest: String?
    public var site: String?
    /// `udp` or `tcp`.
    public var carriedBy: String

    public init(
        flags: DomainControllerFlags, hostName: String?, domain: String?, forest: String?, site: String?,
        carriedBy: String
    ) {
        self.flags = flags
        self.hostName = hostName
        self.domain = domain
        self.forest = forest
        self.site = site
        self.carriedBy = carriedBy
    }
}
