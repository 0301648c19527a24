/// The kind and the scope of a group: `groupType` (MS-ADTS 2.2.12).
public struct GroupType: NamedBits {
    public let rawValue: UInt32

    public init(rawValue: UInt32) {
        self.rawValue = rawValue
    }

    /// GROUP_TYPE_BUILTIN_LOCAL_GROUP.
    public static let builtin = Self(rawValue: 0x1)
    /// GROUP_TYPE_ACCOUNT_GROUP.
    public static let global = Self(rawValue: 0x2)
    /// GROUP_TYPE_RESOURCE_GROUP.
    public static let domainLocal = Self(rawValue: 0x4)
    /// GROUP_TYPE_UNIVERSAL_GROUP.
    public static let universal = Self(rawValue: 0x8)
    /// GROUP_TYPE_APP_BASIC_GROUP.
    public static let applicationBasic = Self(rawValue: 0x10)
    /// GROUP_TYPE_APP_QUERY_GROUP.
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
