/// An attribute type (RFC 4512, section 4.1.2).
public struct AttributeTypeDescription: SchemaDescription {
    /// What an attribute is for. An open set.
    public struct Usage: RawRepresentable, Sendable, Hashable {
        /// The RFC's word, as the server wrote it.
        public let rawValue: String

        public init(rawValue: String) {
            self.rawValue = rawValue
        }

        /// User data.
        public static let userApplications = Self(rawValue: "userApplications")
        /// Operational, the same on all servers.
        public static let directoryOperation = Self(rawValue: "directoryOperation")
        /// Operational, shared by servers.
        public static let distributedOperation = Self(rawValue: "distributedOperation")
        /// Operational, each server's own.
        public static let dsaOperation = Self(rawValue: "dSAOperation")
    }

    public let identifier: String
    public let names: [String]
    public let explanation: String?
    public let isObsolete: Bool
    /// The type that it is derived from, by name or identifier.
    public let supertype: String?
    /// The rule by which values are equal; nil when it is inherited, or there is none.
    public let equalityRule: String?
    /// The rule by which values are ordered; nil when it is inherited, or there is none.
    public let orderingRule: String?
    /// The rule for parts of values; nil when it is inherited, or there is none.
    public let substringsRule: String?
    /// The object identifier of the syntax; nil when it is inherited.
    public let syntax: String?
    /// A length that servers should allow at least; nil when none is named.
    public let minimumUpperBound: Int?
    /// Whether an entry has one value of it at most.
    public let isSingleValued: Bool
    /// Whether its values are shared by a collection of entries (RFC 3671).
    public let isCollective: Bool
    /// Whether clients may change it, as far as the schema goes.
    public let isUserModifiable: Bool
    /// What it is for.
    public let usage: Usage
    public let extensions: [SchemaExtension]

    public init(parsing text: String) throws(SchemaDescriptionError) {
        let fields = try SchemaDescriptionFields(parsing: text)
        identifier = fields.identifier
        names = fields.texts("NAME")
        explanation = fields.text("DESC")
        isObsolete = fields.has("OBSOLETE")
        supertype = fields.text("SUP")
        equalityRule = fields.text("EQUALITY")
        orderingRule = fields.text("ORDERING")
        substringsRule = fields.text("SUBSTR")
        syntax = fields.text("SYNTAX")
        minimumUpperBound = fields.bound("SYNTAX")
        isSingleValued = fields.has("SINGLE-VALUE")
        isCollective = fields.has("COLLECTIVE")
        isUserModifiable = !fields.has("NO-USER-MODIFICATION")
        usage = fields.text("USAGE").map(Usage.init) ?? .userApplications
        extensions = fields.extensions
    }

    /// Whether a server keeps it for its own operation; a search returns such attributes only by name or for `+`.
    public var isOperational: Bool {
        usage.rawValue.lowercased() != Usage.userApplications.rawValue.lowercased()
    }

    public var description: String {
        var writer = SchemaDescriptionWriter(identifier)
        writer.quoted("NAME", names)
        writer.quoted("DESC", explanation.map { [$0] } ?? [])
        writer.flag("OBSOLETE", if: isObsolete)
        writer.word("SUP", supertype)
        writer.word("EQUALITY", equalityRule)
        writer.word("ORDERING", orderingRule)
        writer.word("SUBSTR", substringsRule)
        writer.word("SYNTAX", syntax.map { $0 + (minimumUpperBound.map { "{\($0)}" } ?? "") })
        writer.flag("SINGLE-VALUE", if: isSingleValued)
        writer.flag("COLLECTIVE", if: isCollective)
        writer.flag("NO-USER-MODIFICATION", if: !isUserModifiable)
        writer.word("USAGE", usage == .userApplications ? nil : usage.rawValue)
        writer.extensions(extensions)
        return writer.end
    }
}
