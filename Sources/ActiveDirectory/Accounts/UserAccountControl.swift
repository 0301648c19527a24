/// What `userAccountControl` says of an account (MS-ADTS 2.2.16), and `msDS-User-Account-Control-Computed` adds to it.
public struct UserAccountControl: NamedBits {
    public let rawValue: UInt32

    public init(rawValue: UInt32) {
        self.rawValue = rawValue
    }

    public static let disabled = Self(rawValue: 0x2)
    public static let homeDirectoryRequired = Self(rawValue: 0x8)
    /// Kept only in `msDS-User-Account-Control-Computed`.
    public static let lockedOut = Self(rawValue: 0x10)
    public static let passwordNotRequired = Self(rawValue: 0x20)
    /// Not kept in the directory: the right to change is in the descriptor.
    public static let passwordCannotChange = Self(rawValue: 0x40)
    public static let reversibleEncryption = Self(rawValue: 0x80)
    public static let normalAccount = Self(rawValue: 0x200)
    public static let interdomainTrust = Self(rawValue: 0x800)
    public static let workstation = Self(rawValue: 0x1000)
    /// SERVER_TRUST: the account of a writable domain controller.
    public static let domainController = Self(rawValue: 0x2000)
    public static let passwordDoesNotExpire = Self(rawValue: 0x10000)
    public static let majorityNodeSet = Self(rawValue: 0x20000)
    public static let smartcardRequired = Self(rawValue: 0x40000)
    public static let trustedForDelegation = Self(rawValue: 0x80000)
    public static let notDelegated = Self(rawValue: 0x100000)
    public static let desKeysOnly = Self(rawValue: 0x200000)
    public static let preauthenticationNotRequired = Self(rawValue: 0x400000)
    /// Kept only in `msDS-User-Account-Control-Computed`.
    public static let passwordExpired = Self(rawValue: 0x800000)
    public static let trustedToAuthenticateForDelegation = Self(rawValue: 0x1000000)
    public static let noAuthorizationData = Self(rawValue: 0x2000000)
    /// The account of a read-only domain controller.
    public static let partialSecrets = Self(rawValue: 0x4000000)
    /// Kept only in `msDS-User-Account-Control-Computed`.
    public static let aesKeysOnly = Self(rawValue: 0x8000000)

    public static let bitNames: [(bit: Self, name: String)] = [
        (.disabled, "disabled"),
        (.homeDirectoryRequired, "home directory required"),
        (.lockedOut, "locked out"),
        (.passwordNotRequired, "password not required"),
        (.passwordCannotChange, "password cannot change"),
        (.reversibleEncryption, "reversible encryption"),
        (.normalAccount, "normal account"),
        (.interdomainTrust, "interdomain trust"),
        (.workstation, "workstation"),
        (.domainController, "domain controller"),
        (.passwordDoesNotExpire, "password does not expire"),
        (.majorityNodeSet, "majority node set"),
        (.smartcardRequired, "smartcard required"),
        (.trustedForDelegation, "trusted for delegation"),
        (.notDelegated, "not delegated"),
        (.desKeysOnly, "DES keys only"),
        (.preauthenticationNotRequired, "preauthentication not required"),
        (.passwordExpired, "password expired"),
        (.trustedToAuthenticateForDelegation, "trusted to authenticate for delegation"),
        (.noAuthorizationData, "no authorization data"),
        (.partialSecrets, "partial secrets"),
        (.aesKeysOnly, "AES keys only"),
    ]
}
