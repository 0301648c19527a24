/// The `trustAttributes` of a trusted domain object (MS-ADTS 6.1.6.7.9).
public struct TrustAttributes: NamedBits {
    public let rawValue: UInt32

    public init(rawValue: UInt32) {
        self.rawValue = rawValue
    }

    /// TANT: the trust is not handed on.
    public static let nonTransitive = Self(rawValue: 0x1)
    /// TAUO: only Windows 2000 and later may use the trust.
    public static let uplevelOnly = Self(rawValue: 0x2)
    /// SID filtering is on.
    public static let quarantined = Self(rawValue: 0x4)
    /// TAFT: a trust between two forests.
    public static let forestTransitive = Self(rawValue: 0x8)
    /// Selective authentication is on.
    public static let crossOrganization = Self(rawValue: 0x10)
    /// TAWF: both domains belong to one forest.
    public static let withinForest = Self(rawValue: 0x20)
    /// TATE: a forest trust filtered like an external one.
    public static let treatAsExternal = Self(rawValue: 0x40)
    /// TARC.
    public static let usesRC4 = Self(rawValue: 0x80)
    /// TANC: tickets are not delegated over the trust.
    public static let noTGTDelegation = Self(rawValue: 0x200)
    /// TAPT.
    public static let privilegedIdentityManagement = Self(rawValue: 0x400)
    /// Tickets are delegated over the trust, as an explicit choice.
    public static let enableTGTDelegation = Self(rawValue: 0x800)

    public static let bitNames: [(bit: Self, name: String)] = [
        (.nonTransitive, "non-transitive"),
        (.uplevelOnly, "uplevel only"),
        (.quarantined, "quarantined"),
        (.forestTransitive, "forest-transitive"),
        (.crossOrganization, "cross-organization"),
        (.withinForest, "within the forest"),
        (.treatAsExternal, "treated as external"),
        (.usesRC4, "uses RC4"),
        (.noTGTDelegation, "no TGT delegation"),
        (.privilegedIdentityManagement, "PIM trust"),
        (.enableTGTDelegation, "TGT delegation"),
    ]
}
