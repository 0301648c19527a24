/// Why Active Directory refused a bind: the number after `data` in its diagnostic text, a Win32 or SSPI error code
/// (MS-ERREF 2.2 and 2.1).
///
/// An open set: a number that is not known stays what it is.
public struct ADBindFailure: RawRepresentable, Sendable, Hashable {
    public let rawValue: UInt32

    public init(rawValue: UInt32) {
        self.rawValue = rawValue
    }

    /// ERROR_INVALID_PARAMETER, which a refused channel binding takes on when the mechanism is Kerberos.
    public static let invalidParameter = Self(rawValue: 0x57)
    /// ERROR_NO_LOGON_SERVERS.
    public static let noLogonServers = Self(rawValue: 0x51F)
    /// ERROR_NO_SUCH_USER.
    public static let userNotFound = Self(rawValue: 0x525)
    /// ERROR_LOGON_FAILURE.
    public static let invalidCredentials = Self(rawValue: 0x52E)
    /// ERROR_ACCOUNT_RESTRICTION.
    public static let accountRestriction = Self(rawValue: 0x52F)
    /// ERROR_INVALID_LOGON_HOURS.
    public static let logonHours = Self(rawValue: 0x530)
    /// ERROR_INVALID_WORKSTATION.
    public static let workstationRestriction = Self(rawValue: 0x531)
    /// ERROR_PASSWORD_EXPIRED.
    public static let passwordExpired = Self(rawValue: 0x532)
    /// ERROR_ACCOUNT_DISABLED.
    public static let accountDisabled = Self(rawValue: 0x533)
    /// ERROR_NONE_MAPPED; lists in circulation give this number for ``logonTypeNotGranted``.
    public static let noneMapped = Self(rawValue: 0x534)
    /// ERROR_NO_SUCH_DOMAIN.
    public static let noSuchDomain = Self(rawValue: 0x54B)
    /// ERROR_TOO_MANY_CONTEXT_IDS.
    public static let tooManyContextIdentifiers = Self(rawValue: 0x568)
    /// ERROR_LOGON_TYPE_NOT_GRANTED.
    public static let logonTypeNotGranted = Self(rawValue: 0x569)
    /// ERROR_TRUSTED_DOMAIN_FAILURE.
    public static let trustedDomainFailure = Self(rawValue: 0x6FC)
    /// ERROR_TRUSTED_RELATIONSHIP_FAILURE.
    public static let trustRelationshipFailure = Self(rawValue: 0x6FD)
    /// ERROR_ACCOUNT_EXPIRED.
    public static let accountExpired = Self(rawValue: 0x701)
    /// ERROR_PASSWORD_MUST_CHANGE.
    public static let passwordMustChange = Self(rawValue: 0x773)
    /// ERROR_ACCOUNT_LOCKED_OUT.
    public static let accountLockedOut = Self(rawValue: 0x775)
    /// SEC_E_INVALID_TOKEN.
    public static let invalidToken = Self(rawValue: 0x8009_0308)
    /// SEC_E_LOGON_DENIED.
    public static let logonDenied = Self(rawValue: 0x8009_030C)
    /// SEC_E_NO_AUTHENTICATING_AUTHORITY.
    public static let noAuthenticatingAuthority = Self(rawValue: 0x8009_0311)
    /// SEC_E_TIME_SKEW.
    public static let timeSkew = Self(rawValue: 0x8009_0324)
    /// SEC_E_BAD_BINDINGS.
    public static let badBindings = Self(rawValue: 0x8009_0346)

    /// The number as Active Directory writes it, in hexadecimal.
    public var code: String { String(rawValue, radix: 16) }

    /// Whether the number is one that is explained here.
    public var isKnown: Bool { Self.explanations[self] != nil }

    /// What the code means, in one sentence.
    public var meaning: String {
        Self.explanations[self]?.meaning ?? "The server refused the bind with code \(code), which is not known here."
    }

    /// What to do about it, in one sentence.
    public var advice: String {
        Self.explanations[self]?.advice
            ?? "Look the code up among the Win32 error codes, or in the Security log of the domain controller."
    }

    private static let explanations: [Self: (meaning: String, advice: String)] = [
        .userNotFound: (
            "The account does not exist in this domain.",
            "Check the user name and its domain part; give it as user@domain or DOMAIN\\user."
        ),
        .invalidCredentials: (
            "The user name or the password is wrong.",
            "Check both before the next try: each refused one counts towards the lockout threshold."
        ),
        .accountRestriction: (
            "A restriction on the account forbids this logon, such as a blank password or an authentication policy.",
            "Check the account's restrictions, and whether it is a member of Protected Users, which forbids NTLM."
        ),
        .logonHours: (
            "The account may not log on at this time of day.",
            "Try within the account's logon hours, or have them changed."
        ),
        .workstationRestriction: (
            "The account may not log on from this computer.",
            "Add this host to the account's \"Log On To\" list, or use an account without such a list."
        ),
        .passwordExpired: (
            "The password is right, but has expired.",
            "Change the password of the account, then run again."
        ),
        .accountDisabled: (
            "The account is disabled.",
            "Have the account enabled, or use another."
        ),
        .noLogonServers: (
            "The server found no domain controller of the account's domain to check the password with.",
            "Check that the domain controllers of the account's domain are up, and the trust to that domain."
        ),
        .noSuchDomain: (
            "The server does not know the domain that the user name gives.",
            "Check the domain part of the user name."
        ),
        .trustedDomainFailure: (
            "The trust between the server's domain and the account's failed.",
            "Have the trust validated, or use an account of the server's own domain."
        ),
        .trustRelationshipFailure: (
            "The trust between the domain controller and its domain, or the account's domain, failed.",
            "Ask another domain controller; have the trust or the controller's secure channel reset."
        ),
        .noneMapped: (
            "The server could not map the account name, or has not granted it the network logon right.",
            "Check the user name, and \"Access this computer from the network\" in the domain controllers' policy."
        ),
        .invalidToken: (
            "The domain controller could not use what was sent to prove who binds, and does not say why.",
            "Check the user name, the password and both clocks; the Security log of the domain controller has the reason."
        ),
        .logonDenied: (
            "The domain controller refused the logon, and does not say why.",
            "Check the user name and the password; the Security log of the domain controller has the reason."
        ),
        .noAuthenticatingAuthority: (
            "The server found no domain controller that could check who binds.",
            "Check that the domain controllers of the account's domain are up, and the trust to that domain."
        ),
        .timeSkew: (
            "The clocks of this host and of the domain controller are too far apart for Kerberos.",
            "Set this host's clock by the domain controllers."
        ),
        .logonTypeNotGranted: (
            "The account has not been granted the network logon right on this domain controller.",
            "Check \"Access this computer from the network\" in the domain controllers' policy."
        ),
        .tooManyContextIdentifiers: (
            "The account is in too many groups: its access token holds more security identifiers than Windows allows.",
            "Use an account that is a member of fewer groups."
        ),
        .accountExpired: (
            "The account has expired.",
            "Have the account's expiry date moved, or use another account."
        ),
        .passwordMustChange: (
            "The password must be changed before the first logon.",
            "Change the password of the account, then run again."
        ),
        .accountLockedOut: (
            "The account is locked out.",
            "Wait until the lockout ends or have the account unlocked; do not try further passwords."
        ),
        .badBindings: (
            "The domain controller demands a channel binding token for TLS, and the one sent was missing or wrong.",
            "Bind with sealing on port 389 in place of TLS, or with a client library that sends the token."
        ),
        .invalidParameter: (
            "The domain controller did not accept the security token; with Kerberos over TLS this is a refused channel binding.",
            "Bind with sealing on port 389 in place of TLS, or with a client library that sends the token."
        ),
    ]
}
