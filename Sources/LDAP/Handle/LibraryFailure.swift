/// A failure as libldap reports it: its result code and its text, nothing added.
struct LibraryFailure: Error, Sendable {
    var code: LDAPResultCode
    var diagnosticMessage: String?
}

extension LDAPResultCode {
    // libldap's own codes (ldap.h), where this layer tells them apart.
    static let libraryServerDown = Self(rawValue: -1)
    static let libraryLocalError = Self(rawValue: -2)
    static let libraryDecodingError = Self(rawValue: -4)
    static let libraryTimeout = Self(rawValue: -5)
    static let libraryAuthUnknown = Self(rawValue: -6)
    static let libraryConnectError = Self(rawValue: -11)
    static let saslBindInProgressCode = Self(rawValue: 14)
}
