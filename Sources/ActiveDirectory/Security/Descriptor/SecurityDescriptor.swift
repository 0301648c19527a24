/// A security descriptor, as `nTSecurityDescriptor` holds it (MS-DTYP 2.4.6).
public struct SecurityDescriptor: Sendable, Hashable {
    /// What the lists are, and where they came from.
    public var control: Control
    /// Who owns the object; nil when the descriptor does not say, as one that was read without its owner.
    public var owner: SecurityIdentifier?
    /// The owner's primary group; nil when the descriptor does not say. No access depends on it.
    public var group: SecurityIdentifier?
    /// The list of what is audited; nil when there is none, or the reader may not see it.
    public var sacl: AccessControlList?
    /// The list of who may do what. Nil with ``Control/daclPresent`` is a NULL list, which like no list at all gives everybody
    /// every right; a list without entries gives nobody any.
    public var dacl: AccessControlList?

    /// Makes a descriptor. `control` is completed: a list that is given is marked present, and the form is self-relative.
    public init(
        control: Control = [], owner: SecurityIdentifier? = nil, group: SecurityIdentifier? = nil,
        sacl: AccessControlList? = nil, dacl: AccessControlList? = nil
    ) {
        self.control = control.union(.selfRelative)
        if sacl != nil { self.control.insert(.saclPresent) }
        if dacl != nil { self.control.insert(.daclPresent) }
        self.owner = owner
        self.group = group
        self.sacl = sacl
        self.dacl = dacl
    }

    /// What the lists are, and where they came from (MS-DTYP 2.4.6).
    public struct Control: OptionSet, Sendable, Hashable {
        public let rawValue: UInt16

        public init(rawValue: UInt16) {
            self.rawValue = rawValue
        }

        /// OD: the owner was not given but taken from a default.
        public static let ownerDefaulted = Self(rawValue: 0x0001)
        /// GD: the group was taken from a default.
        public static let groupDefaulted = Self(rawValue: 0x0002)
        /// DP: there is a DACL, which may be NULL.
        public static let daclPresent = Self(rawValue: 0x0004)
        /// DD: the DACL was taken from a default.
        public static let daclDefaulted = Self(rawValue: 0x0008)
        /// SP: there is a SACL, which may be NULL.
        public static let saclPresent = Self(rawValue: 0x0010)
        /// SD: the SACL was taken from a default.
        public static let saclDefaulted = Self(rawValue: 0x0020)
        /// DT: the ACL is trusted.
        public static let daclTrusted = Self(rawValue: 0x0040)
        /// SS: the entries were computed from those of a server.
        public static let serverSecurity = Self(rawValue: 0x0080)
        /// DC: inheritance is to be computed for the DACL.
        public static let daclAutoInheritRequired = Self(rawValue: 0x0100)
        /// SC: inheritance is to be computed for the SACL.
        public static let saclAutoInheritRequired = Self(rawValue: 0x0200)
        /// DI: the DACL was built by inheritance.
        public static let daclAutoInherited = Self(rawValue: 0x0400)
        /// SI: the SACL was built by inheritance.
        public static let saclAutoInherited = Self(rawValue: 0x0800)
        /// PD: the DACL takes nothing from the container above.
        public static let daclProtected = Self(rawValue: 0x1000)
        /// PS: the SACL takes nothing from the container above.
        public static let saclProtected = Self(rawValue: 0x2000)
        /// RM: the byte behind the revision belongs to the resource manager.
        public static let resourceManagerControl = Self(rawValue: 0x4000)
        /// SR: the parts stand behind the header, found by their offsets.
        public static let selfRelative = Self(rawValue: 0x8000)
    }

    /// Whether the DACL takes nothing from the container above: inheritance is switched off.
    public var isProtected: Bool { control.contains(.daclProtected) }

    /// Who may do what, as an access check sees it.
    public enum Discretion: Sendable, Hashable {
        /// No list, or a NULL one: everybody may do everything (MS-ADTS 5.1.3.3.2).
        case everything
        /// What the list says; an empty one gives nobody any right.
        case list(AccessControlList)
    }

    /// Who may do what. A list without the bit ``Control/daclPresent`` does not count.
    ///
    /// A descriptor that was read without its DACL says ``Discretion/everything`` too: ask for it with the SD_FLAGS control
    /// (owner 1, group 2, DACL 4).
    public var discretion: Discretion {
        guard control.contains(.daclPresent), let dacl else { return .everything }
        return .list(dacl)
    }
}
