public import ActiveDirectory
public import FoundationEssentials
public import LDAP

/// One account that the caller asked for by name, as far as password writeback depends on it.
///
/// An attribute that did not come back is `.absent` where the object's own descriptor grants it to the caller, `.hidden` where the
/// descriptor does not, and `.notReturned` where neither is known.
public struct DirectoryUser: Sendable, Equatable, Codable {
    /// What kind of object the name led to; passwords are written back to the first two only.
    public enum Kind: String, Sendable, Equatable, Codable {
        case user, inetOrgPerson, computer, managedServiceAccount, groupManagedServiceAccount, group, other
    }

    public var distinguishedName: DistinguishedName
    /// The DNS name of its domain.
    public var domain: String
    /// The domain controller that it was read from.
    public var readFrom: String
    public var kind: Kind
    public var sid: Observed<SecurityIdentifier>
    public var guid: Observed<ObjectGUID>
    public var samAccountName: Observed<String>
    public var userPrincipalName: Observed<String>
    public var userAccountControl: Observed<UserAccountControl>
    /// `msDS-User-Account-Control-Computed`: lockout and password expiry as they are now.
    public var computedAccountControl: Observed<UserAccountControl>
    /// `lockoutTime`: when it was locked out last; `.absent` where it was not since the last unlock.
    public var lockoutTime: Observed<Date>
    /// `pwdLastSet`; `.absent` where the password must be changed at the next logon.
    public var passwordLastSet: Observed<Date>
    /// `accountExpires`; `.absent` for never.
    public var expires: Observed<Date>
    public var adminCount: Observed<Int>
    /// `msDS-ResultantPSO`: the password settings object that applies; `.absent` where the domain's own policy does.
    public var resultantPolicy: Observed<DistinguishedName>
    /// What that object says; `.absent` where there is none.
    public var passwordSettings: Observed<PasswordSettings>
    /// Its groups, as they are in its own domain: whether it is protected follows from them.
    public var token: Observed<Token>
    /// Owner, group and DACL.
    public var descriptor: Observed<SecurityDescriptor>
    /// The containers above it, its parent first and the domain root last.
    public var containers: [ContainerAbove]
    /// Of each attribute that was asked for, whether it came back, and else why not.
    public var attributes: [AttributeReading]

    public init(
        distinguishedName: DistinguishedName, domain: String, readFrom: String, kind: Kind,
        sid: Observed<SecurityIdentifier>, guid: Observed<ObjectGUID>, samAccountName: Observed<String>,
        userPrincipalName: Observed<String>, userAccountControl: Observed<UserAccountControl>,
        computedAccountControl: Observed<UserAccountControl>, lockoutTime: Observed<Date>,
        passwordLastSet: Observed<Date>, expires: Observed<Date>, adminCount: Observed<Int>,
        resultantPolicy: Observed<DistinguishedName>, passwordSettings: Observed<PasswordSettings>,
        token: Observed<Token>, descriptor: Observed<SecurityDescriptor>, containers: [ContainerAbove],
        attributes: [AttributeReading]
    ) {
        self.distinguishedName = distinguishedName
        self.domain = domain
        self.readFrom = readFrom
        self.kind = kind
        self.sid = sid
        self.guid = guid
        self.samAccountName = samAccountName
        self.userPrincipalName = userPrincipalName
        self.userAccountControl = userAccountControl
        self.computedAccountControl = computedAccountControl
        self.lockoutTime = lockoutTime
        self.passwordLastSet = passwordLastSet
        self.expires = expires
        self.adminCount = adminCount
        self.resultantPolicy = resultantPolicy
        self.passwordSettings = passwordSettings
        self.token = token
        self.descriptor = descriptor
        self.containers = containers
        self.attributes = attributes
    }
}

/// A container above an account, and what it hands down.
public struct ContainerAbove: Sendable, Equatable, Codable {
    public var distinguishedName: DistinguishedName
    public var descriptor: Observed<SecurityDescriptor>

    public init(distinguishedName: DistinguishedName, descriptor: Observed<SecurityDescriptor>) {
        self.distinguishedName = distinguishedName
        self.descriptor = descriptor
    }
}

/// What a password settings object says of passwords (class msDS-PasswordSettings, MS-ADTS 3.1.1.4.5.36).
public struct PasswordSettings: Sendable, Equatable, Codable {
    public var distinguishedName: DistinguishedName
    public var minimumPasswordAge: Observed<PasswordPolicy.Duration>
    public var minimumPasswordLength: Observed<Int>
    public var passwordHistoryLength: Observed<Int>
    public var complexityRequired: Observed<Bool>

    public init(
        distinguishedName: DistinguishedName, minimumPasswordAge: Observed<PasswordPolicy.Duration>,
        minimumPasswordLength: Observed<Int>, passwordHistoryLength: Observed<Int>, complexityRequired: Observed<Bool>
    ) {
        self.distinguishedName = distinguishedName
        self.minimumPasswordAge = minimumPasswordAge
        self.minimumPasswordLength = minimumPasswordLength
        self.passwordHistoryLength = passwordHistoryLength
        self.complexityRequired = complexityRequired
    }
}

/// Whether the caller got to see an attribute.
public struct AttributeReading: Sendable, Equatable, Codable {
    public enum State: String, Sendable, Equatable, Codable {
        /// It came back.
        case read
        /// It did not, and the descriptor grants it: it has no value.
        case empty
        /// It did not, and the descriptor does not grant it.
        case mayNotRead
        /// It did not, and whether the caller may read it is not known.
        case unknown
    }

    /// Its `lDAPDisplayName`.
    public var name: String
    public var state: State

    public init(name: String, state: State) {
        self.name = name
        self.state = state
    }
}
