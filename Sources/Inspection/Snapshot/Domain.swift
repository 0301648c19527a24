public import ActiveDirectory
public import LDAP

/// The facts of a domain.
public struct Domain: Sendable, Equatable, Codable {
    public var dnsName: String
    public var netbiosName: Observed<String>
    public var distinguishedName: DistinguishedName
    public var sid: Observed<SecurityIdentifier>
    public var guid: Observed<ObjectGUID>
    /// The DNS name of the parent domain; `.absent` for a tree root.
    public var parent: Observed<String>
    public var functionalLevel: Observed<FunctionalLevel>
    public var pdcEmulator: Observed<RoleOwner>
    public var ridMaster: Observed<RoleOwner>
    public var infrastructureMaster: Observed<RoleOwner>
    /// The infrastructure owner of the DomainDnsZones application partition; `.absent` where the domain has no such partition.
    public var domainDnsZones: Observed<RoleOwner>
    public var pdcConsensus: PDCConsensus
    public var passwordPolicy: PasswordPolicy
    /// Fine-grained password policies; empty only where the container is proved readable.
    public var passwordSettingsObjects: Observed<[PasswordSettingsObject]>
    public var trusts: Observed<[Trust]>
    /// Who may do what in the domain.
    public var security: DomainSecurity
    /// Its users, counted; read only where they were asked for.
    public var population: Observed<Population>
    /// What its users have in mS-DS-ConsistencyGuid; read only where it was asked for.
    public var consistencyGuids: Observed<ConsistencyGuids>

    public init(
        dnsName: String, netbiosName: Observed<String>, distinguishedName: DistinguishedName,
        sid: Observed<SecurityIdentifier>, guid: Observed<ObjectGUID>, parent: Observed<String>,
        functionalLevel: Observed<FunctionalLevel>, pdcEmulator: Observed<RoleOwner>, ridMaster: Observed<RoleOwner>,
        infrastructureMaster: Observed<RoleOwner>, domainDnsZones: Observed<RoleOwner>, pdcConsensus: PDCConsensus,
        passwordPolicy: PasswordPolicy, passwordSettingsObjects: Observed<[PasswordSettingsObject]>,
        trusts: Observed<[Trust]>,
        security: DomainSecurity = .notCollected(why: "rights were not asked for"),
        population: Observed<Population> = .notCollected(why: Self.populationNotAskedFor),
        consistencyGuids: Observed<ConsistencyGuids> = .notCollected(why: OtherWritebacks.notAskedFor)
    ) {
        self.dnsName = dnsName
        self.netbiosName = netbiosName
        self.distinguishedName = distinguishedName
        self.sid = sid
        self.guid = guid
        self.parent = parent
        self.functionalLevel = functionalLevel
        self.pdcEmulator = pdcEmulator
        self.ridMaster = ridMaster
        self.infrastructureMaster = infrastructureMaster
        self.domainDnsZones = domainDnsZones
        self.pdcConsensus = pdcConsensus
        self.passwordPolicy = passwordPolicy
        self.passwordSettingsObjects = passwordSettingsObjects
        self.trusts = trusts
        self.security = security
        self.population = population
        self.consistencyGuids = consistencyGuids
    }

    /// Why a population is not there where nobody asked for it.
    public static let populationNotAskedFor = "not asked for (--population)"
    /// How the reason ends why it is not there where the users of another domain alone were asked for.
    static let populationBaseElsewhere = "is not in this domain (--population-base)"

    /// Whether its users were to be read.
    public var isPopulationAskedFor: Bool {
        guard case .notCollected(let why) = population else { return true }
        return why != Self.populationNotAskedFor && !why.hasSuffix(Self.populationBaseElsewhere)
    }
}
