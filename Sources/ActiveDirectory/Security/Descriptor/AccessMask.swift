/// The rights that an entry grants or denies, or that somebody asks for (MS-DTYP 2.4.3; for directory objects MS-ADTS 5.1.3.2).
///
/// An open set: a bit without a name here is kept.
public struct AccessMask: OptionSet, Sendable, Hashable {
    public let rawValue: UInt32

    public init(rawValue: UInt32) {
        self.rawValue = rawValue
    }

    /// CC: create a child of the class that the entry names, or of any.
    public static let createChild = Self(rawValue: 0x1)
    /// DC: delete a child.
    public static let deleteChild = Self(rawValue: 0x2)
    /// LC: list the children.
    public static let listContents = Self(rawValue: 0x4)
    /// SW, also VW: write within the limits of a validated write.
    public static let validatedWrite = Self(rawValue: 0x8)
    /// RP: read the attribute or property set that the entry names, or all.
    public static let readProperty = Self(rawValue: 0x10)
    /// WP: write the attribute or property set that the entry names, or all.
    public static let writeProperty = Self(rawValue: 0x20)
    /// DT: delete the object with all below it.
    public static let deleteTree = Self(rawValue: 0x40)
    /// LO: see the object where its container may not be listed.
    public static let listObject = Self(rawValue: 0x80)
    /// CR: the control access right (extended right) that the entry names, or all.
    public static let controlAccess = Self(rawValue: 0x100)
    /// SD: delete the object.
    public static let delete = Self(rawValue: 0x1_0000)
    /// RC: read the descriptor, without the SACL.
    public static let readControl = Self(rawValue: 0x2_0000)
    /// WD: change the DACL.
    public static let writeDACL = Self(rawValue: 0x4_0000)
    /// WO: take ownership.
    public static let writeOwner = Self(rawValue: 0x8_0000)
    /// Waiting on the object; means nothing in the directory.
    public static let synchronize = Self(rawValue: 0x10_0000)
    /// Read and change the SACL.
    public static let accessSystemSecurity = Self(rawValue: 0x100_0000)
    /// Asked for only: all that is allowed.
    public static let maximumAllowed = Self(rawValue: 0x200_0000)
    /// GA.
    public static let genericAll = Self(rawValue: 0x1000_0000)
    /// GX.
    public static let genericExecute = Self(rawValue: 0x2000_0000)
    /// GW.
    public static let genericWrite = Self(rawValue: 0x4000_0000)
    /// GR.
    public static let genericRead = Self(rawValue: 0x8000_0000)

    /// All rights that a directory object has; what ``genericAll`` stands for there, "Full control" in Windows' dialogues.
    public static let fullControl: Self = [
        .createChild, .deleteChild, .listContents, .validatedWrite, .readProperty, .writeProperty, .deleteTree,
        .listObject, .controlAccess, .delete, .readControl, .writeDACL, .writeOwner,
    ]
}

extension AccessMask {
    /// The mask with the generic rights replaced by what they stand for on a directory object (MS-ADTS 5.1.3.2).
    ///
    /// Active Directory stores entries in force already so; generic rights are left in entries that are only handed down.
    public var mappedForDirectory: Self {
        let generic: Self = [.genericRead, .genericWrite, .genericExecute, .genericAll]
        guard !isDisjoint(with: generic) else { return self }
        var mapped = subtracting(generic)
        if contains(.genericRead) { mapped.formUnion([.readControl, .listContents, .readProperty, .listObject]) }
        if contains(.genericWrite) { mapped.formUnion([.readControl, .validatedWrite, .writeProperty]) }
        if contains(.genericExecute) { mapped.formUnion([.readControl, .listContents]) }
        if contains(.genericAll) { mapped.formUnion(.fullControl) }
        return mapped
    }
}
