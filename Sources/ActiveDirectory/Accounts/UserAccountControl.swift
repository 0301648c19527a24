/// What `userAccountControl` says of an account (MS-ADTS 2.2.16), and `msDS-User-Account-Control-Computed` adds to it.
public struct UserAccountControl: NamedBits {
    public let rawValue: UInt32

    public init(rawValue: UInt32) {
        self.rawValue = rawValue
    }

    /// ADS_UF_ACCOUNT_DISABLE.
    public static let disabled = Self(rawValue: 0x2)
    /// ADS_UF_HOMEDIR_REQUIRED.
    public static let homeDirectoryRequired = Self(rawValue: 0x8)
    /// Kept only in `msDS-User-Account-Control-Computed`.
    public static let lockedOut = Self(rawValue: 0x10)
    /// ADS_UF_PASSWD_NOTREQD.
    public static let passwordNotRequired = Self(rawValue: 0x20)
    /// Not kept in the directory: the right to change is in the descriptor.
    public static let passwordCannotChange = Self(rawValue: 0x40)
    /// ADS_UF_ENCRYPTED_TEXT_PASSWORD_ALLOWED.
    public static let reversibleEncryption = Self(rawValue: 0x80)
    /// ADS_UF_NORMAL_ACCOUNT.
    public static let normalAccount = Self(rawValue: 0x200)
    /// ADS_UF_INTERDOMAIN_TRUST_ACCOUNT.
    public static let interdomainTrust = Self(rawValue: 0x800)
    /// ADS_UF_WORKSTATION_TRUST_ACCOUNT.
    public static let workstation = Self(rawValue: 0x1000)
    /// SERVER_TRUST: the account of a writable domain controller.
    public static let domainController = Self(rawValue: 0x2000)
    /// ADS_UF_DONT_EXPIRE_PASSWD.
    public static let passwordDoesNotExpire = Self(rawValue: 0x10000)
    /// ADS_UF_MNS_LOGON_ACCOUNT.
    public static let majorityNodeSet = Self(rawValue: 0x20000)
    /// ADS_UF_SMARTCARD_REQUIRED.
    public static let smartcardRequired = Self(rawValue: 0x40000)
    /// ADS_UF_TRUSTED_FOR_DELEGATION.
    public static let trustedForDelegation = Self(rawValue: 0x80000)
    /// ADS_UF_NOT_DELEGATED.
    public static let notDelegated = Self(rawValue: 0x100000)
    /// ADS_UF_USE_DES_KEY_ONLY.
    public static let desKeysOnly = Self(rawValue: 0x200000)
    /// ADS_UF_DONT_REQUIRE_PREAUTH.
    public static let preauthenticationNotRequired = Self(rawValue: 0x400000)
    /// Kept only in `msDS-User-Account-Control-Computed`.
    public static let passwordExpired = Self(rawValue: 0x800000)
    /// ADS_UF_TRUSTED_TO_AUTHENTICATE_FOR_DELEGATION.
    public static let trustedToAuthenticateForDelegation = Self(rawValue: 0x1000000)
    /// ADS_UF_NO_AUTH_DATA_REQUIRED.
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
