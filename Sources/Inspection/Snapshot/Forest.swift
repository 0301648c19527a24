public import ActiveDirectory
public import LDAP

/// The facts of a forest.
public struct Forest: Sendable, Equatable, Codable {
    /// The DNS name of the forest root domain.
    public var rootDomain: String
    public var configurationNamingContext: DistinguishedName
    public var schemaNamingContext: DistinguishedName
    public var functionalLevel: Observed<FunctionalLevel>
    /// `objectVersion` of the schema naming context.
    public var schemaVersion: Observed<Int>
    public var schemaMaster: Observed<RoleOwner>
    public var domainNamingMaster: Observed<RoleOwner>
    /// The infrastructure owner of the ForestDnsZones application partition; `.absent` where the forest has no such partition.
    public var forestDnsZones: Observed<RoleOwner>
    /// Names of the optional features enabled forest-wide, such as `Recycle Bin Feature`.
    public var optionalFeatures: Observed<[String]>
    public var upnSuffixes: Observed<[String]>
    public var sites: Observed<[Site]>
    /// Sorted by DNS name, the forest root first.
    public var domains: Observed<[Domain]>
    /// Sorted by domain, then by name.
    public var domainControllers: Observed<[DomainController]>
    /// What decides rights in every domain.
    public var security: ForestSecurity
    /// The accounts that may be the connector account, sorted by SID.
    public var connectorAccounts: Observed<[ConnectorAccount]>
    /// The accounts that the name fits which the caller gave; usually one.
    public var users: Observed<[DirectoryUser]>
    /// What there is for the writebacks besides that of passwords; read only where they were asked for.
    public var otherWritebacks: OtherWritebacks

    static let withoutUser = "no account was asked for"

    public init(
        rootDomain: String, configurationNamingContext: DistinguishedName, schemaNamingContext: DistinguishedName,
        functionalLevel: Observed<FunctionalLevel>, schemaVersion: Observed<Int>, schemaMaster: Observed<RoleOwner>,
        domainNamingMaster: Observed<RoleOwner>, forestDnsZones: Observed<RoleOwner>,
        optionalFeatures: Observed<[String]>, upnSuffixes: Observed<[String]>, sites: Observed<[Site]>,
        domains: Observed<[Domain]>, domainControllers: Observed<[DomainController]>,
        security: ForestSecurity = .notCollected(why: "rights were not asked for"),
        connectorAccounts: Observed<[ConnectorAccount]> = .notCollected(why: "rights were not asked for"),
        users: Observed<[DirectoryUser]> = .notCollected(why: "no account was asked for"),
        otherWritebacks: OtherWritebacks = .notCollected(why: OtherWritebacks.notAskedFor)
    ) {
        self.rootDomain = rootDomain
        self.configurationNamingContext = configurationNamingContext
        self.schemaNamingContext = schemaNamingContext
        self.functionalLevel = functionalLevel
        self.schemaVersion = schemaVersion
        self.schemaMaster = schemaMaster
        self.domainNamingMaster = domainNamingMaster
        self.forestDnsZones = forestDnsZones
        self.optionalFeatures = optionalFeatures
        self.upnSuffixes = upnSuffixes
        self.sites = sites
        self.domains = domains
        self.domainControllers = domainControllers
        self.security = security
        self.connectorAccounts = connectorAccounts
        self.users = users
        self.otherWritebacks = otherWritebacks
    }
}

/// A site: its subnets, and the domain controllers that stand in it.
public struct Site: Sendable, Equatable, Codable {
    public var name: String
    /// Subnet names such as `10.20.0.0/16`, sorted; `.notReturned` where the list came back empty and nothing proves it is.
    public var subnets: Observed<[String]>
    /// Host names (or server names, where a server has no host name), sorted.
    public var domainControllers: [String]

    public init(name: String, subnets: Observed<[String]>, domainControllers: [String]) {
        self.name = name
        self.subnets = subnets
        self.domainControllers = domainControllers
    }
}
