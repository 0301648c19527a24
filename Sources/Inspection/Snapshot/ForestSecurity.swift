public import ActiveDirectory

/// What decides rights in every domain of a forest: defaults of the schema, and what its identifiers are called.
public struct ForestSecurity: Sendable, Equatable, Codable {
    /// `defaultSecurityDescriptor` of the class user, which a new user gets besides what it inherits: SDDL, whose aliases stand for
    /// groups of the user's own domain.
    public var userDefaults: Observed<String>
    /// The same of the class inetOrgPerson.
    public var inetOrgPersonDefaults: Observed<String>
    /// The attributes and rights of entries, where the forest has others than every forest has, or in other property sets.
    public var vocabulary: Observed<RightsVocabulary>
    /// What the accounts and groups are called that entries and tokens name.
    public var principals: [NamedPrincipal]

    public init(
        userDefaults: Observed<String>, inetOrgPersonDefaults: Observed<String>, vocabulary: Observed<RightsVocabulary>,
        principals: [NamedPrincipal]
    ) {
        self.userDefaults = userDefaults
        self.inetOrgPersonDefaults = inetOrgPersonDefaults
        self.vocabulary = vocabulary
        self.principals = principals
    }

    /// Nothing of it was read, for one reason.
    public static func notCollected(why: String) -> Self {
        Self(
            userDefaults: .notCollected(why: why), inetOrgPersonDefaults: .notCollected(why: why),
            vocabulary: .notCollected(why: why), principals: [])
    }

    /// The rights, property sets, attributes and classes of the forest, as far as they were read.
    public var catalogue: RightsCatalogue {
        var catalogue = RightsCatalogue.wellKnown
        for attribute in vocabulary.known?.attributes ?? [] {
            catalogue.insert(
                .init(guid: attribute.guid, name: attribute.name, propertySet: attribute.propertySet))
        }
        for right in vocabulary.known?.rights ?? [] {
            catalogue.insert(
                .init(guid: right.guid, name: right.name, displayName: right.displayName),
                validAccesses: AccessMask(rawValue: right.validAccesses))
        }
        for found in vocabulary.known?.classes ?? [] { catalogue.insertClass(found.guid, named: found.name) }
        return catalogue
    }

    /// What an account or group is called, as `DOMAIN\name`; nil where it was not found.
    public func name(of sid: SecurityIdentifier) -> String? { principals.first { $0.sid == sid }?.name }
}

/// Words of a forest's own for what entries are about.
public struct RightsVocabulary: Sendable, Equatable, Codable {
    /// An `attributeSchema` object.
    public struct Attribute: Sendable, Equatable, Codable {
        /// Its `schemaIDGUID`.
        public var guid: ObjectGUID
        /// Its `lDAPDisplayName`.
        public var name: String
        /// Its `attributeSecurityGUID`; nil where it has none.
        public var propertySet: ObjectGUID?

        public init(guid: ObjectGUID, name: String, propertySet: ObjectGUID?) {
            self.guid = guid
            self.name = name
            self.propertySet = propertySet
        }
    }

    /// A `controlAccessRight` object: an extended right, a validated write or a property set.
    public struct Right: Sendable, Equatable, Codable {
        /// Its `rightsGuid`.
        public var guid: ObjectGUID
        /// Its relative name.
        public var name: String
        public var displayName: String
        /// Its `validAccesses`.
        public var validAccesses: UInt32

        public init(guid: ObjectGUID, name: String, displayName: String, validAccesses: UInt32) {
            self.guid = guid
            self.name = name
            self.displayName = displayName
            self.validAccesses = validAccesses
        }
    }

    /// A `classSchema` object.
    public struct Class: Sendable, Equatable, Codable {
        /// Its `schemaIDGUID`.
        public var guid: ObjectGUID
        /// Its `lDAPDisplayName`.
        public var name: String

        public init(guid: ObjectGUID, name: String) {
            self.guid = guid
            self.name = name
        }
    }

    public var attributes: [Attribute]
    public var rights: [Right]
    public var classes: [Class]

    public init(attributes: [Attribute] = [], rights: [Right] = [], classes: [Class] = []) {
        self.attributes = attributes
        self.rights = rights
        self.classes = classes
    }
}

/// A security identifier and what it is called.
public struct NamedPrincipal: Sendable, Equatable, Codable {
    public var sid: SecurityIdentifier
    /// `DOMAIN\name`.
    public var name: String

    public init(sid: SecurityIdentifier, name: String) {
        self.sid = sid
        self.name = name
    }
}
