/// The kind and the scope of a group: `groupType` (MS-ADTS 2.2.12).
public struct GroupType: NamedBits {
    public let rawValue: UInt32

    public init(rawValue: UInt32) {
        self.rawValue = rawValue
    }

    public static let builtin = Self(rawValue: 0x1)
    public static let global = Self(rawValue: 0x2)
    public static let domainLocal = Self(rawValue: 0x4)
    public static let universal = Self(rawValue: 0x8)
    public static let applicationBasic = Self(rawValue: 0x10)
    public static let applicationQuery = Self(rawValue: 0x20)
    /// Clear for a distribution group.
    public static let security = Self(rawValue: 0x80000000)

    public static let bitNames: [(bit: Self, name: String)] = [
        (.builtin, "built in"),
        (.global, "global"),
        (.domainLocal, "domain local"),
        (.universal, "universal"),
        (.applicationBasic, "application basic"),
        (.applicationQuery, "application query"),
        (.security, "security"),
    ]
}
