/// The names of what entries are about: control access rights, property sets, attributes, classes, by their GUIDs; and which
/// attribute is in which property set.
///
/// It begins with those that every forest has. What is read from a forest's schema and its `CN=Extended-Rights` is laid over
/// them, since a forest may have more, and attributes may have been put into other property sets.
public struct RightsCatalogue: Sendable {
    /// A control access right, a validated write or a property set.
    public struct Right: Sendable, Hashable {
        /// Its `rightsGuid`.
        public let guid: ObjectGUID
        /// The name of its object in `CN=Extended-Rights`: `User-Force-Change-Password`.
        public let name: String
        /// The name that Windows shows: `Reset Password`.
        public let displayName: String

        public init(guid: ObjectGUID, name: String, displayName: String) {
            self.guid = guid
            self.name = name
            self.displayName = displayName
        }
    }

    /// An attribute of the schema.
    public struct Attribute: Sendable, Hashable {
        /// Its `schemaIDGUID`.
        public let guid: ObjectGUID
        /// Its `lDAPDisplayName`.
        public let name: String
        /// Its `attributeSecurityGUID`: the property set that it is in.
        public let propertySet: ObjectGUID?

        public init(guid: ObjectGUID, name: String, propertySet: ObjectGUID?) {
            self.guid = guid
            self.name = name
            self.propertySet = propertySet
        }
    }

    private var controlAccessRights: [ObjectGUID: Right] = [:]
    private var validatedWrites: [ObjectGUID: Right] = [:]
    private var propertySets: [ObjectGUID: Right] = [:]
    private var attributes: [ObjectGUID: Attribute] = [:]
    private var classes: [ObjectGUID: String] = [:]
    private var attributesByName: [String: ObjectGUID] = [:]
    private var classesByName: [String: ObjectGUID] = [:]

    private init() {}

    /// What every forest has.
    public static let wellKnown: Self = {
        var catalogue = Self()
        let tables: [(AccessMask, [WellKnownRights.Row])] = [
            (.controlAccess, WellKnownRights.controlAccessRights),
            (.validatedWrite, WellKnownRights.validatedWrites),
            ([.readProperty, .writeProperty], WellKnownRights.propertySets),
        ]
        for (accesses, rows) in tables {
            for row in rows {
                guard let guid = ObjectGUID(row.guid) else { continue }
                catalogue.insert(
                    Right(guid: guid, name: row.name, displayName: row.displayName), validAccesses: accesses)
            }
        }
        for row in WellKnownSchema.attributes {
            guard let guid = ObjectGUID(row.guid) else { continue }
            catalogue.insert(
                Attribute(guid: guid, name: row.name, propertySet: row.propertySet.flatMap { ObjectGUID($0) }))
        }
        for row in WellKnownSchema.classes {
            guard let guid = ObjectGUID(row.guid) else { continue }
            catalogue.insertClass(guid, named: row.name)
        }
        return catalogue
    }()
}

// MARK: - From a forest

extension RightsCatalogue {
    /// Adds a `controlAccessRight` object, or lays it over the one known by its GUID.
    ///
    /// - Parameter validAccesses: Its `validAccesses`, which say what it is (MS-ADTS 5.1.3.2.1).
    public mutating func insert(_ right: Right, validAccesses: AccessMask) {
        if validAccesses.contains(.controlAccess) { controlAccessRights[right.guid] = right }
        if validAccesses.contains(.validatedWrite) { validatedWrites[right.guid] = right }
        if !validAccesses.isDisjoint(with: [.readProperty, .writeProperty]) { propertySets[right.guid] = right }
    }

    /// Adds an `attributeSchema` object, or lays it over the one known by its GUID.
    public mutating func insert(_ attribute: Attribute) {
        attributes[attribute.guid] = attribute
        attributesByName[attribute.name.lowercased()] = attribute.guid
    }

    /// Adds a `classSchema` object by its `schemaIDGUID` and `lDAPDisplayName`.
    public mutating func insertClass(_ guid: ObjectGUID, named name: String) {
        classes[guid] = name
        classesByName[name.lowercased()] = guid
    }
}

// MARK: - Looking up

extension RightsCatalogue {
    /// A control access right by its `rightsGuid`.
    public func controlAccessRight(_ guid: ObjectGUID) -> Right? { controlAccessRights[guid] }
    /// A validated write by its `rightsGuid`.
    public func validatedWrite(_ guid: ObjectGUID) -> Right? { validatedWrites[guid] }
    /// A property set by its `rightsGuid`.
    public func propertySet(_ guid: ObjectGUID) -> Right? { propertySets[guid] }
    /// An attribute by its `schemaIDGUID`.
    public func attribute(_ guid: ObjectGUID) -> Attribute? { attributes[guid] }
    /// An attribute by its `lDAPDisplayName`, in any letter case.
    public func attribute(named name: String) -> Attribute? {
        attributesByName[name.lowercased()].flatMap { attributes[$0] }
    }
    /// The `lDAPDisplayName` of a class.
    public func className(_ guid: ObjectGUID) -> String? { classes[guid] }
    /// The `schemaIDGUID` of a class by its `lDAPDisplayName`, in any letter case.
    public func classGUID(named name: String) -> ObjectGUID? { classesByName[name.lowercased()] }

    /// What an entry with this mask means by an object type: a right, a property set, an attribute or a class; nil when the
    /// GUID is not known. The same GUID can be an attribute and a validated write of it.
    public func name(ofObjectType guid: ObjectGUID, for mask: AccessMask) -> String? {
        if mask.contains(.controlAccess), let right = controlAccessRights[guid] { return right.displayName }
        if !mask.isDisjoint(with: [.readProperty, .writeProperty]) || mask.contains(.controlAccess) {
            if let name = propertySets[guid]?.displayName ?? attributes[guid]?.name { return name }
        }
        if mask.contains(.validatedWrite), let right = validatedWrites[guid] { return right.displayName }
        return classes[guid] ?? controlAccessRights[guid]?.displayName ?? propertySets[guid]?.displayName
            ?? attributes[guid]?.name ?? validatedWrites[guid]?.displayName
    }

    /// Reading an attribute, in the property set in which this forest has it; nil for an attribute that is not known.
    public func readProperty(_ name: String) -> DirectoryRight? {
        attribute(named: name).map { .readProperty($0.guid, in: $0.propertySet) }
    }

    /// Writing an attribute, in the property set in which this forest has it; nil for an attribute that is not known.
    public func writeProperty(_ name: String) -> DirectoryRight? {
        attribute(named: name).map { .writeProperty($0.guid, in: $0.propertySet) }
    }
}
