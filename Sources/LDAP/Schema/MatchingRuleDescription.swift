/// A matching rule (RFC 4512, section 4.1.3).
public struct MatchingRuleDescription: SchemaDescription {
    public let identifier: String
    public let names: [String]
    public let explanation: String?
    public let isObsolete: Bool
    /// The object identifier of the syntax of what is compared with; the RFC asks for it, some servers leave it out.
    public let syntax: String?
    public let extensions: [SchemaExtension]

    public init(parsing text: String) throws(SchemaDescriptionError) {
        let fields = try SchemaDescriptionFields(parsing: text)
        identifier = fields.identifier
        names = fields.texts("NAME")
        explanation = fields.text("DESC")
        isObsolete = fields.has("OBSOLETE")
        syntax = fields.text("SYNTAX")
        extensions = fields.extensions
    }

    public var description: String {
        var writer = SchemaDescriptionWriter(identifier)
        writer.quoted("NAME", names)
        writer.quoted("DESC", explanation.map { [$0] } ?? [])
        writer.flag("OBSOLETE", if: isObsolete)
        writer.word("SYNTAX", syntax)
        writer.extensions(extensions)
        return writer.end
    }
}

/// The attribute types that a matching rule can be used with in an extensible filter (RFC 4512, section 4.1.4).
public struct MatchingRuleUseDescription: SchemaDescription {
    /// The object identifier of the matching rule.
    public let identifier: String
    public let names: [String]
    public let explanation: String?
    public let isObsolete: Bool
    /// The attribute types, by name or identifier.
    public let attributeTypes: [String]
    public let extensions: [SchemaExtension]

    public init(parsing text: String) throws(SchemaDescriptionError) {
        let fields = try SchemaDescriptionFields(parsing: text)
        identifier = fields.identifier
        names = fields.texts("NAME")
        explanation = fields.text("DESC")
        isObsolete = fields.has("OBSOLETE")
        attributeTypes = fields.texts("APPLIES")
        extensions = fields.extensions
    }

    public var description: String {
        var writer = SchemaDescriptionWriter(identifier)
        writer.quoted("NAME", names)
        writer.quoted("DESC", explanation.map { [$0] } ?? [])
        writer.flag("OBSOLETE", if: isObsolete)
        writer.words("APPLIES", attributeTypes)
        writer.extensions(extensions)
        return writer.end
    }
}

/// The syntax of attribute values (RFC 4512, section 4.1.5). It has no names.
public struct SyntaxDescription: SchemaDescription {
    public let identifier: String
    public let explanation: String?
    public let extensions: [SchemaExtension]
    /// Always empty: a syntax is known by its object identifier alone.
    public var names: [String] { [] }
    /// Always false: the RFC has no obsolete syntaxes.
    public var isObsolete: Bool { false }

    public init(parsing text: String) throws(SchemaDescriptionError) {
        let fields = try SchemaDescriptionFields(parsing: text)
        identifier = fields.identifier
        explanation = fields.text("DESC")
        extensions = fields.extensions
    }

    public var description: String {
        var writer = SchemaDescriptionWriter(identifier)
        writer.quoted("DESC", explanation.map { [$0] } ?? [])
        writer.extensions(extensions)
        return writer.end
    }
}
