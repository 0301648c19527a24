/// Identifiers that are the same everywhere (MS-DTYP 2.4.2.4).
extension SecurityIdentifier {
    public static let everyone = Self(authority: 1, subAuthorities: [0])
    public static let creatorOwner = Self(authority: 3, subAuthorities: [0])
    public static let ownerRights = Self(authority: 3, subAuthorities: [4])
    public static let network = Self(authority: 5, subAuthorities: [2])
    public static let anonymous = Self(authority: 5, subAuthorities: [7])
    public static let enterpriseDomainControllers = Self(authority: 5, subAuthorities: [9])
    /// PRINCIPAL_SELF: the object that the descriptor belongs to.
    public static let principalSelf = Self(authority: 5, subAuthorities: [10])
    public static let authenticatedUsers = Self(authority: 5, subAuthorities: [11])
    public static let thisOrganization = Self(authority: 5, subAuthorities: [15])
    public static let localSystem = Self(authority: 5, subAuthorities: [18])

    /// The Builtin domain, `S-1-5-32`.
    public static let builtinDomain = Self(authority: 5, subAuthorities: [32])
    public static let builtinAdministrators = Self(authority: 5, subAuthorities: [32, 544])
    public static let builtinAccountOperators = Self(authority: 5, subAuthorities: [32, 548])
    public static let builtinServerOperators = Self(authority: 5, subAuthorities: [32, 549])
    public static let builtinPrintOperators = Self(authority: 5, subAuthorities: [32, 550])
    public static let builtinBackupOperators = Self(authority: 5, subAuthorities: [32, 551])
    public static let builtinReplicator = Self(authority: 5, subAuthorities: [32, 552])
    /// Pre-Windows 2000 Compatible Access.
    public static let builtinPreWindows2000CompatibleAccess = Self(authority: 5, subAuthorities: [32, 554])
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

    public static let enterpriseReadOnlyDomainControllers = Self(rawValue: 498)
    public static let administrator = Self(rawValue: 500)
    public static let krbtgt = Self(rawValue: 502)
    public static let domainAdmins = Self(rawValue: 512)
    public static let domainUsers = Self(rawValue: 513)
    public static let domainComputers = Self(rawValue: 515)
    public static let domainControllers = Self(rawValue: 516)
    public static let certPublishers = Self(rawValue: 517)
    public static let schemaAdmins = Self(rawValue: 518)
    public static let enterpriseAdmins = Self(rawValue: 519)
    public static let groupPolicyCreatorOwners = Self(rawValue: 520)
    public static let readOnlyDomainControllers = Self(rawValue: 521)
    public static let cloneableDomainControllers = Self(rawValue: 522)
    public static let protectedUsers = Self(rawValue: 525)
    public static let keyAdmins = Self(rawValue: 526)
    public static let enterpriseKeyAdmins = Self(rawValue: 527)
}
