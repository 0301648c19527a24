/// One entry of an access control list, an ACE (MS-DTYP 2.4.4).
public struct AccessControlEntry: Sendable, Hashable {
    /// What the entry does, and how its bytes are laid out.
    public var kind: Kind
    /// How the entry is handed down, and whether it was.
    public var flags: Flags
    /// The rights that the entry is about.
    public var mask: AccessMask
    /// The control access right, property set, attribute, validated write or class that the entry is limited to; nil when it is
    /// about all of them. Only in types that name objects.
    public var objectType: ObjectGUID?
    /// The class of object that inherits the entry; nil for every class. Only in types that name objects.
    ///
    /// It rules inheritance alone: an entry in force counts on the object that holds it, whatever stands here.
    public var inheritedObjectType: ObjectGUID?
    /// Whom the entry is about. Nil only when the layout of ``kind`` is not known.
    public var trustee: SecurityIdentifier?
    /// The bytes behind the SID: the condition of a conditional entry, the value of a resource attribute, padding. When the
    /// layout of ``kind`` is not known, all bytes behind the header.
    public var applicationData: [UInt8]

    /// Makes an entry.
    public init(
        _ kind: Kind, flags: Flags = [], mask: AccessMask, objectType: ObjectGUID? = nil,
        inheritedObjectType: ObjectGUID? = nil, trustee: SecurityIdentifier?, applicationData: [UInt8] = []
    ) {
        self.kind = kind
        self.flags = flags
        self.mask = mask
        self.objectType = objectType
        self.inheritedObjectType = inheritedObjectType
        self.trustee = trustee
        self.applicationData = applicationData
    }

    /// How an entry is handed down (MS-DTYP 2.4.4.1).
    public struct Flags: OptionSet, Sendable, Hashable {
        public let rawValue: UInt8

        public init(rawValue: UInt8) {
            self.rawValue = rawValue
        }

        /// OI: handed down to children that are no containers. In the directory every object is a container.
        public static let objectInherit = Self(rawValue: 0x01)
        /// CI: handed down to children.
        public static let containerInherit = Self(rawValue: 0x02)
        /// NP: handed down one level only.
        public static let noPropagate = Self(rawValue: 0x04)
        /// IO: not in force on the object that holds it, only handed down.
        public static let inheritOnly = Self(rawValue: 0x08)
        /// ID: came from a container above.
        public static let inherited = Self(rawValue: 0x10)
        /// CR: may not be removed, in a process trust label.
        public static let critical = Self(rawValue: 0x20)
        /// SA: audits success.
        public static let successfulAccess = Self(rawValue: 0x40)
        /// FA: audits failure.
        public static let failedAccess = Self(rawValue: 0x80)
    }

    /// Whether the entry is in force on the object that holds it; else it is only handed down to children.
    public var isInForce: Bool { !flags.contains(.inheritOnly) }
    /// Whether the entry came from a container above.
    public var isInherited: Bool { flags.contains(.inherited) }
}
