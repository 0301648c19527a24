/// A right that somebody wants on an object (MS-ADTS 5.1.3.2).
public struct DirectoryRight: Sendable, Hashable {
    /// The bits that all have to be granted.
    public let mask: AccessMask
    /// What the right is limited to, most general first: a property set and an attribute of it, an attribute alone, a control
    /// access right. Empty for a right on the object as a whole.
    public let objectTypes: [ObjectGUID]
    /// Whether an entry for the object's class as a whole counts too (MS-ADTS 5.1.3.3.3): not so for control access rights and
    /// validated writes (MS-ADTS 5.1.3.3.4, 5.1.3.3.5).
    public let includesClass: Bool

    /// Makes a right that has no name here.
    public init(mask: AccessMask, objectTypes: [ObjectGUID] = [], includesClass: Bool = true) {
        self.mask = mask
        self.objectTypes = objectTypes
        self.includesClass = includesClass
    }

    /// A control access right (extended right), by its `rightsGuid` (MS-ADTS 5.1.3.3.4).
    public static func controlAccess(_ right: ObjectGUID) -> Self {
        Self(mask: .controlAccess, objectTypes: [right], includesClass: false)
    }

    /// A validated write, by its `rightsGuid` (MS-ADTS 5.1.3.3.5).
    public static func validatedWrite(_ right: ObjectGUID) -> Self {
        Self(mask: .validatedWrite, objectTypes: [right], includesClass: false)
    }

    /// Reading an attribute.
    ///
    /// - Parameters:
    ///   - attribute: Its `schemaIDGUID`.
    ///   - propertySet: Its `attributeSecurityGUID`, if it has one.
    ///   - isConfidential: Whether its `searchFlags` have fCONFIDENTIAL: control access is then needed too
    ///     (MS-ADTS 3.1.1.4.4).
    public static func readProperty(
        _ attribute: ObjectGUID, in propertySet: ObjectGUID?, isConfidential: Bool = false
    ) -> Self {
        Self(
            mask: isConfidential ? [.readProperty, .controlAccess] : .readProperty,
            objectTypes: (propertySet.map { [$0] } ?? []) + [attribute])
    }

    /// Writing an attribute, by its `schemaIDGUID` and, if it has one, its `attributeSecurityGUID`.
    public static func writeProperty(_ attribute: ObjectGUID, in propertySet: ObjectGUID?) -> Self {
        Self(mask: .writeProperty, objectTypes: (propertySet.map { [$0] } ?? []) + [attribute])
    }

    /// Creating a child of a class, by its `schemaIDGUID`.
    public static func createChild(ofClass childClass: ObjectGUID) -> Self {
        Self(mask: .createChild, objectTypes: [childClass], includesClass: false)
    }

    /// Seeing the children of a container.
    public static let listContents = Self(mask: .listContents)
    /// Reading the descriptor, without its SACL.
    public static let readControl = Self(mask: .readControl)
    /// Changing the DACL.
    public static let writeDACL = Self(mask: .writeDACL)
    /// Everything.
    public static let fullControl = Self(mask: .fullControl)
}
