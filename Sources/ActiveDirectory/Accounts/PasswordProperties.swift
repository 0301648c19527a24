/// The `pwdProperties` of a domain object (MS-SAMR 2.2.3.5).
public struct PasswordProperties: NamedBits {
    public let rawValue: UInt32

    public init(rawValue: UInt32) {
        self.rawValue = rawValue
    }

    /// DOMAIN_PASSWORD_COMPLEX.
    public static let complexity = Self(rawValue: 0x1)
    /// DOMAIN_PASSWORD_NO_ANON_CHANGE.
    public static let noAnonymousChange = Self(rawValue: 0x2)
    /// DOMAIN_PASSWORD_NO_CLEAR_CHANGE.
    public static let noClearChange = Self(rawValue: 0x4)
    /// DOMAIN_LOCKOUT_ADMINS.
    public static let lockoutAdministrators = Self(rawValue: 0x8)
    /// DOMAIN_PASSWORD_STORE_CLEARTEXT.
    public static let storeCleartext = Self(rawValue: 0x10)
    /// DOMAIN_REFUSE_PASSWORD_CHANGE.
    public static let refusePasswordChange = Self(rawValue: 0x20)

    public static let bitNames: [(bit: Self, name: String)] = [
        (.complexity, "complexity required"),
        (.noAnonymousChange, "no anonymous change"),
        (.noClearChange, "no clear change"),
        (.lockoutAdministrators, "lockout applies to administrators"),
        (.storeCleartext, "reversible encryption"),
        (.refusePasswordChange, "machine password change refused"),
    ]
}
