/// An object class (RFC 4512, section 4.1.1).
public struct ObjectClassDescription: SchemaDescription {
    /// What a class is for (RFC 4512, section 2.4).
    public enum Kind: String, Sendable, Hashable {
        /// Others are derived from it; no entry is of it alone.
        case abstract = "ABSTRACT"
        /// What an entry is: each has exactly one such class, with its superclasses.
        case structural = "STRUCTURAL"
        /// What an entry may be beside that.
        case auxiliary = "AUXILIARY"
    }

    public let identifier: String
    public let names: [String]
    public let explanation: String?
    public let isObsolete: Bool
    /// The classes that it is derived from, by name or identifier.
    public let superclasses: [String]
    /// What the class is for; structural when the server does not say.
    public let kind: Kind
    /// Attributes that an entry of the class must have, beside those of its superclasses.
    public let requiredAttributes: [String]
    /// Attributes that an entry of the class may have, beside those of its superclasses.
    public let allowedAttributes: [String]
    public let extensions: [SchemaExtension]

    public init(parsing text: String) throws(SchemaDescriptionError) {
        let fields = try SchemaDescriptionFields(parsing: text)
        identifier = fields.identifier
        names = fields.texts("NAME")
        explanation = fields.text("DESC")
        isObsolete = fields.has("OBSOLETE")
        superclasses = fields.texts("SUP")
        kind = [.abstract, .auxiliary].first { fields.has($0.rawValue) } ?? .structural
        requiredAttributes = fields.texts("MUST")
        allowedAttributes = fields.texts("MAY")
        extensions = fields.extensions
    }

    public var description: String {
        var writer = SchemaDescriptionWriter(identifier)
        writer.quoted("NAME", names)
        writer.quoted("DESC", explanation.map { [$0] } ?? [])
        writer.flag("OBSOLETE", if: isObsolete)
        writer.words("SUP", superclasses)
        writer.flag(kind.rawValue, if: true)
        writer.words("MUST", requiredAttributes)
        writer.words("MAY", allowedAttributes)
        writer.extensions(extensions)
        return writer.end
    }
}
