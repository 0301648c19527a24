/// Identifiers that are the same everywhere (MS-DTYP 2.4.2.4).
extension SecurityIdentifier {
    /// Everyone, `S-1-1-0`.
    public static let everyone = Self(authority: 1, subAuthorities: [0])
    /// Creator Owner, `S-1-3-0`.
    public static let creatorOwner = Self(authority: 3, subAuthorities: [0])
    /// Creator Group, `S-1-3-1`.
    public static let creatorGroup = Self(authority: 3, subAuthorities: [1])
    /// Owner Rights, `S-1-3-4`: what the owner is granted in place of the implicit rights.
    public static let ownerRights = Self(authority: 3, subAuthorities: [4])
    /// Network, `S-1-5-2`: whoever logged on over the network.
    public static let network = Self(authority: 5, subAuthorities: [2])
    /// Anonymous Logon, `S-1-5-7`.
    public static let anonymous = Self(authority: 5, subAuthorities: [7])
    /// Enterprise Domain Controllers, `S-1-5-9`.
    public static let enterpriseDomainControllers = Self(authority: 5, subAuthorities: [9])
    /// PRINCIPAL_SELF: the object that the descriptor belongs to.
    public static let principalSelf = Self(authority: 5, subAuthorities: [10])
    /// Authenticated Users, `S-1-5-11`.
    public static let authenticatedUsers = Self(authority: 5, subAuthorities: [11])
    /// This Organization, `S-1-5-15`; not across a trust with selective authentication.
    public static let thisOrganization = Self(authority: 5, subAuthorities: [15])
    /// Local System, `S-1-5-18`.
    public static let localSystem = Self(authority: 5, subAuthorities: [18])

    /// The Builtin domain, `S-1-5-32`.
    public static let builtinDomain = Self(authority: 5, subAuthorities: [32])
    /// Administrators.
    public static let builtinAdministrators = Self(authority: 5, subAuthorities: [32, 544])
    /// Account Operators.
    public static let builtinAccountOperators = Self(authority: 5, subAuthorities: [32, 548])
    /// Server Operators.
    public static let builtinServerOperators = Self(authority: 5, subAuthorities: [32, 549])
    /// Print Operators.
    public static let builtinPrintOperators = Self(authority: 5, subAuthorities: [32, 550])
    /// Backup Operators.
    public static let builtinBackupOperators = Self(authority: 5, subAuthorities: [32, 551])
    /// Replicator.
    public static let builtinReplicator = Self(authority: 5, subAuthorities: [32, 552])
    /// Pre-Windows 2000 Compatible Access.
    public static let builtinPreWindows2000CompatibleAccess = Self(authority: 5, subAuthorities: [32, 554])
    /// Incoming Forest Trust Builders.
    public static let builtinIncomingForestTrustBuilders = Self(authority: 5, subAuthorities: [32, 557])
}

/// The last part of an identifier: an account or a group within its domain (MS-DTYP 2.4.2.4).
///
/// An open set: a number that has no name here stays what it is.
public struct RelativeIdentifier: RawRepresentable, Sendable, Hashable {
    /// The number.
    public let rawValue: UInt32

    public init(rawValue: UInt32) {
        self.rawValue = rawValue
    }

    /// Enterprise Read-only Domain Controllers, in the forest root domain.
    public static let enterpriseReadOnlyDomainControllers = Self(rawValue: 498)
    /// Administrator.
    public static let administrator = Self(rawValue: 500)
    /// The account of the key distribution center.
    public static let krbtgt = Self(rawValue: 502)
    /// Domain Admins.
    public static let domainAdmins = Self(rawValue: 512)
    /// Domain Users.
    public static let domainUsers = Self(rawValue: 513)
    /// Domain Computers.
    public static let domainComputers = Self(rawValue: 515)
    /// Domain Controllers: the primary group of the writable ones.
    public static let domainControllers = Self(rawValue: 516)
    /// Cert Publishers.
    public static let certPublishers = Self(rawValue: 517)
    /// Schema Admins, in the forest root domain.
    public static let schemaAdmins = Self(rawValue: 518)
    /// Enterprise Admins, in the forest root domain.
    public static let enterpriseAdmins = Self(rawValue: 519)
    /// Group Policy Creator Owners.
    public static let groupPolicyCreatorOwners = Self(rawValue: 520)
    /// Read-only Domain Controllers: their primary group.
    public static let readOnlyDomainControllers = Self(rawValue: 521)
    /// Cloneable Domain Controllers.
    public static let cloneableDomainControllers = Self(rawValue: 522)
    /// Protected Users.
    public static let protectedUsers = Self(rawValue: 525)
    /// Key Admins.
    public static let keyAdmins = Self(rawValue: 526)
    /// Enterprise Key Admins, in the forest root domain.
    public static let enterpriseKeyAdmins = Self(rawValue: 527)
}
