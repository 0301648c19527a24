/// The `systemFlags` of a crossRef object (MS-ADTS 2.2.10, 6.1.1.2.1.1): which kind of naming context it stands for.
///
/// A domain has `namingContext` and `domain`, an application partition `namingContext` and `notReplicatedToGlobalCatalogs`.
public struct CrossRefFlags: NamedBits {
    public let rawValue: UInt32

    public init(rawValue: UInt32) {
        self.rawValue = rawValue
    }

    /// The naming context is held in this forest.
    public static let namingContext = Self(rawValue: 0x1)
    /// The naming context is a domain.
    public static let domain = Self(rawValue: 0x2)
    /// FLAG_CR_NTDS_NOT_GC_REPLICATED.
    public static let notReplicatedToGlobalCatalogs = Self(rawValue: 0x4)
    /// FLAG_DISALLOW_MOVE_ON_DELETE.
    public static let disallowMoveOnDelete = Self(rawValue: 0x2000000)
    /// FLAG_DOMAIN_DISALLOW_MOVE.
    public static let domainDisallowMove = Self(rawValue: 0x4000000)
    /// FLAG_DOMAIN_DISALLOW_RENAME.
    public static let domainDisallowRename = Self(rawValue: 0x8000000)
    /// FLAG_CONFIG_ALLOW_LIMITED_MOVE.
    public static let allowLimitedMove = Self(rawValue: 0x10000000)
    /// FLAG_CONFIG_ALLOW_MOVE.
    public static let allowMove = Self(rawValue: 0x20000000)
    /// FLAG_CONFIG_ALLOW_RENAME.
    public static let allowRename = Self(rawValue: 0x40000000)
    /// FLAG_DISALLOW_DELETE.
    public static let disallowDelete = Self(rawValue: 0x80000000)

    public static let bitNames: [(bit: Self, name: String)] = [
        (.namingContext, "naming context"),
        (.domain, "domain"),
        (.notReplicatedToGlobalCatalogs, "not replicated to global catalogs"),
        (.disallowMoveOnDelete, "disallow move on delete"),
        (.domainDisallowMove, "domain disallow move"),
        (.domainDisallowRename, "domain disallow rename"),
        (.allowLimitedMove, "allow limited move"),
        (.allowMove, "allow move"),
        (.allowRename, "allow rename"),
        (.disallowDelete, "disallow delete"),
    ]
}
