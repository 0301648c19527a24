public import ActiveDirectory
public import FoundationEssentials
public import LDAP

/// An account that may be the one with which Entra Connect, or cloud sync, works in the directory.
///
/// It is found by what it may do and by its name; which candidate it is, is judged elsewhere.
public struct ConnectorAccount: Sendable, Equatable, Codable {
    /// What made an account a candidate. An open set.
    public struct Reason: RawRepresentable, Sendable, Hashable, Codable {
        public let rawValue: String
        public init(rawValue: String) { self.rawValue = rawValue }

        /// The caller named it.
        public static let given = Self(rawValue: "given")
        /// `MSOL_` and twelve hexadecimal digits (or DirSync's `MSOL_AD_SYNC`): an installer's name.
        public static let name = Self(rawValue: "name")
        /// The managed service account of cloud sync, `provAgentgMSA$` or `pGMSA_…$`.
        public static let cloudSyncName = Self(rawValue: "cloudSyncName")
        /// An entry on a domain root grants it Replicating Directory Changes All, itself or by a group.
        public static let replicationRights = Self(rawValue: "replicationRights")
        /// An entry on a domain root grants it, by its own name, Reset Password on users.
        public static let resetPassword = Self(rawValue: "resetPassword")
    }

    /// The kind of object; `foreign` for an account of another forest, of which only the identifier is known here.
    public enum Kind: String, Sendable, Equatable, Codable {
        case user, inetOrgPerson, groupManagedServiceAccount, managedServiceAccount, computer, foreign, unknown
    }

    public var samAccountName: Observed<String>
    public var distinguishedName: DistinguishedName
    public var sid: SecurityIdentifier
    public var guid: Observed<ObjectGUID>
    /// The DNS name of its own domain.
    public var domain: String
    public var kind: Kind
    public var foundBy: [Reason]
    public var userAccountControl: Observed<UserAccountControl>
    /// `msDS-User-Account-Control-Computed`: the bits that userAccountControl does not keep, lockout among them.
    public var computedAccountControl: Observed<UserAccountControl>
    /// When it expires; `.absent` for never.
    public var expires: Observed<Date>
    public var passwordLastSet: Observed<Date>
    /// `lastLogonTimestamp`, which lags behind by up to two weeks.
    public var lastLogon: Observed<Date>
    public var adminCount: Observed<Int>
    public var description: Observed<String>
    /// What the description says of the installation; nil where it says nothing.
    public var installation: InstallationHint?
    /// The computer that the description names, as the directory has it; `.absent` only where no computer of that name is proved to be.
    public var server: Observed<SyncServer>
    /// Its token in each domain that was read, its own among them.
    public var tokens: [DomainToken]

    public init(
        samAccountName: Observed<String>, distinguishedName: DistinguishedName, sid: SecurityIdentifier,
        guid: Observed<ObjectGUID>, domain: String, kind: Kind, foundBy: [Reason],
        userAccountControl: Observed<UserAccountControl>, computedAccountControl: Observed<UserAccountControl>,
        expires: Observed<Date>, passwordLastSet: Observed<Date>, lastLogon: Observed<Date>, adminCount: Observed<Int>,
        description: Observed<String>, installation: InstallationHint?, server: Observed<SyncServer>,
        tokens: [DomainToken]
    ) {
        self.samAccountName = samAccountName
        self.distinguishedName = distinguishedName
        self.sid = sid
        self.guid = guid
        self.domain = domain
        self.kind = kind
        self.foundBy = foundBy
        self.userAccountControl = userAccountControl
        self.computedAccountControl = computedAccountControl
        self.expires = expires
        self.passwordLastSet = passwordLastSet
        self.lastLogon = lastLogon
        self.adminCount = adminCount
        self.description = description
        self.installation = installation
        self.server = server
        self.tokens = tokens
    }
}

/// What an account carries when it comes to a domain controller of one domain.
public struct DomainToken: Sendable, Equatable, Codable {
    /// The DNS name of the domain.
    public var domain: String
    public var token: Observed<Token>

    public init(domain: String, token: Observed<Token>) {
        self.domain = domain
        self.token = token
    }
}

/// The computer that runs Entra Connect, as its computer object describes it.
public struct SyncServer: Sendable, Equatable, Codable {
    public var name: String
    public var dnsHostName: Observed<String>
    public var domain: String
    public var enabled: Observed<Bool>
    public var isDomainController: Observed<Bool>
    public var operatingSystem: Observed<String>
    public var operatingSystemVersion: Observed<String>
    /// Whether the description named it outright, or one of its words is this computer's name.
    public var isNamedOutright: Bool

    public init(
        name: String, dnsHostName: Observed<String>, domain: String, enabled: Observed<Bool>,
        isDomainController: Observed<Bool>, operatingSystem: Observed<String>,
        operatingSystemVersion: Observed<String>, isNamedOutright: Bool
    ) {
        self.name = name
        self.dnsHostName = dnsHostName
        self.domain = domain
        self.enabled = enabled
        self.isDomainController = isDomainController
        self.operatingSystem = operatingSystem
        self.operatingSystemVersion = operatingSystemVersion
        self.isNamedOutright = isNamedOutright
    }
}
