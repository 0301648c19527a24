/// The `trustAttributes` of a trusted domain object (MS-ADTS 6.1.6.7.9).
public struct TrustAttributes: NamedBits {
    public let rawValue: UInt32

    public init(rawValue: UInt32) {
        self.rawValue = rawValue
    }

    public static let nonTransitive = Self(rawValue: 0x1)
    public static let uplevelOnly = Self(rawValue: 0x2)
    /// SID filtering is on.
    public static let quarantined = Self(rawValue: 0x4)
    public static let forestTransitive = Self(rawValue: 0x8)
    /// Selective authentication is on.
    public static let crossOrganization = Self(rawValue: 0x10)
    public static let withinForest = Self(rawValue: 0x20)
    public static let treatAsExternal = Self(rawValue: 0x40)
    public static let usesRC4 = Self(rawValue: 0x80)
    public static let noTGTDelegation = Self(rawValue: 0x200)
    public static let privilegedIdentityManagement = Self(rawValue: 0x400)
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
