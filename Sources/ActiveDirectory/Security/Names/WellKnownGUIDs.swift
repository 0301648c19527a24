/// Control access rights that have a name here (MS-ADTS 5.1.3.2.1).
extension DirectoryRight {
    /// User-Force-Change-Password, "Reset Password": setting a password without the old one.
    public static let resetPassword = controlAccess(.resetPassword)
    /// User-Change-Password, "Change Password": setting a password with the old one.
    public static let changePassword = controlAccess(.changePassword)
    /// Unexpire-Password, on the domain object: setting a password without a new expiry.
    public static let unexpirePassword = controlAccess(.unexpirePassword)
    /// DS-Replication-Get-Changes, on the domain object.
    public static let replicateChanges = controlAccess(.replicateChanges)
    /// DS-Replication-Get-Changes-All, on the domain object: secrets too.
    public static let replicateAllChanges = controlAccess(.replicateAllChanges)
    /// Writing `lockoutTime`, which is in no property set: unlocking an account.
    public static let writeLockoutTime = writeProperty(.lockoutTime, in: nil)
    /// Writing `pwdLastSet`, of the property set Account Restrictions: a password that has to be changed at the next logon.
    public static let writePwdLastSet = writeProperty(.pwdLastSet, in: .accountRestrictions)
}

/// The `rightsGuid` and `schemaIDGUID` values that have a name here; those of every other are in ``RightsCatalogue``.
extension ObjectGUID {
    /// User-Force-Change-Password.
    public static let resetPassword = Self(0x0029_9570, 0x246D, 0x11D0, 0xA768, 0x00AA_006E_0529)
    /// User-Change-Password.
    public static let changePassword = Self(0xAB72_1A53, 0x1E2F, 0x11D0, 0x9819, 0x00AA_0040_529B)
    /// Unexpire-Password. Tools in the wild give this name to `280f369c-…`, which is Update-Password-Not-Required-Bit.
    public static let unexpirePassword = Self(0xCCC2_DC7D, 0xA6AD, 0x4A7A, 0x8846, 0xC04E_3CC5_3501)
    /// DS-Replication-Get-Changes.
    public static let replicateChanges = Self(0x1131_F6AA, 0x9C07, 0x11D1, 0xF79F, 0x00C0_4FC2_DCD2)
    /// DS-Replication-Get-Changes-All.
    public static let replicateAllChanges = Self(0x1131_F6AD, 0x9C07, 0x11D1, 0xF79F, 0x00C0_4FC2_DCD2)
    /// The property set User-Account-Restrictions.
    public static let accountRestrictions = Self(0x4C16_4200, 0x20C0, 0x11D0, 0xA768, 0x00AA_006E_0529)
    /// The attribute `lockoutTime`.
    public static let lockoutTime = Self(0x2863_0EBF, 0x41D5, 0x11D1, 0xA9C1, 0x0000_F803_67C1)
    /// The attribute `pwdLastSet`.
    public static let pwdLastSet = Self(0xBF96_7A0A, 0x0DE6, 0x11D0, 0xA285, 0x00AA_0030_49E2)
    /// The class `user`.
    public static let userClass = Self(0xBF96_7ABA, 0x0DE6, 0x11D0, 0xA285, 0x00AA_0030_49E2)
    /// The class `inetOrgPerson`.
    public static let inetOrgPersonClass = Self(0x4828_CC14, 0x1437, 0x45BC, 0x9B07, 0xAD6F_015E_5F28)
    /// The class `group`.
    public static let groupClass = Self(0xBF96_7A9C, 0x0DE6, 0x11D0, 0xA285, 0x00AA_0030_49E2)
    /// The class `computer`.
    public static let computerClass = Self(0xBF96_7A86, 0x0DE6, 0x11D0, 0xA285, 0x00AA_0030_49E2)
    /// The class `domainDNS`: the object at the top of a domain.
    public static let domainClass = Self(0x1919_5A5B, 0x6DA0, 0x11D0, 0xAFD3, 0x00C0_4FD9_30C9)
    /// The class `organizationalUnit`.
    public static let organizationalUnitClass = Self(0xBF96_7AA5, 0x0DE6, 0x11D0, 0xA285, 0x00AA_0030_49E2)
    /// The class container.
    public static let containerClass = Self(0xBF96_7A8B, 0x0DE6, 0x11D0, 0xA285, 0x00AA_0030_49E2)
    /// The class msDS-DeviceContainer.
    public static let deviceContainerClass = Self(0x7C9E_8C58, 0x901B, 0x4EA8, 0xB6EC, 0x4EB9_E9FC_0E11)
    /// The class contact.
    public static let contactClass = Self(0x5CB4_1ED0, 0x0E4C, 0x11D0, 0xA286, 0x00AA_0030_49E2)
    /// The class msDS-Device.
    public static let deviceClass = Self(0x5DF2_B673, 0x6D41, 0x4774, 0xB3E8, 0xD52E_8EE9_FF99)
    /// The class msDS-DeviceRegistrationService.
    public static let deviceRegistrationServiceClass = Self(0x96BC_3A1A, 0xE3D2, 0x49D3, 0xAF11, 0x7B0D_F79D_67F5)

    /// The five groups of the text form.
    private init(_ first: UInt32, _ second: UInt16, _ third: UInt16, _ fourth: UInt16, _ fifth: UInt64) {
        let high = UInt64(first) << 32 | UInt64(second) << 16 | UInt64(third)
        let low = UInt64(fourth) << 48 | fifth & 0xFFFF_FFFF_FFFF
        self.init(highHalf: high, lowHalf: low)
    }
}
