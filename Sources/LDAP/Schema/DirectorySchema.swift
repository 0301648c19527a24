/// The schema that a server publishes in a subschema entry (RFC 4512, section 4.4).
///
/// Definitions are found by name or object identifier, without regard to case. What a server writes in a way that cannot be read
/// is kept in ``unreadable`` and left out of the rest: one odd line does not cost the others.
public struct DirectorySchema: Sendable {
    /// A description that could not be read.
    public struct Unreadable: Sendable {
        /// The attribute that it is a value of, such as `attributeTypes`.
        public let attribute: String
        /// Why not, with the whole text.
        public let error: SchemaDescriptionError
    }

    /// What attributes there are (RFC 4512, section 4.2.2), in the server's order, as all lists here.
    public let attributeTypes: [AttributeTypeDescription]
    /// What classes there are (RFC 4512, section 4.2.1).
    public let objectClasses: [ObjectClassDescription]
    /// How values can be compared (RFC 4512, section 4.2.3).
    public let matchingRules: [MatchingRuleDescription]
    /// Which attributes a rule can be used with (RFC 4512, section 4.2.4).
    public let matchingRuleUses: [MatchingRuleUseDescription]
    /// What forms values have (RFC 4512, section 4.2.5).
    public let syntaxes: [SyntaxDescription]
    /// What could not be read, and is in none of the other lists.
    public let unreadable: [Unreadable]
    /// False when the server sent only the first of many values of an attribute (`;range=`).
    public let isComplete: Bool

    private let attributeTypeIndex: [String: Int]
    private let objectClassIndex: [String: Int]
    private let matchingRuleIndex: [String: Int]
    private let syntaxIndex: [String: Int]

    /// The attributes of a subschema entry that are read; servers return them only when asked.
    static let attributes = ["attributeTypes", "objectClasses", "matchingRules", "matchingRuleUse", "ldapSyntaxes"]

    /// Reads the values of a subschema entry.
    public init(_ entry: Entry) {
        var reader = Reader(entry: entry)
        attributeTypes = reader.read("attributeTypes")
        objectClasses = reader.read("objectClasses")
        matchingRules = reader.read("matchingRules")
        matchingRuleUses = reader.read("matchingRuleUse")
        syntaxes = reader.read("ldapSyntaxes")
        unreadable = reader.unreadable
        isComplete = reader.isComplete
        attributeTypeIndex = Self.index(attributeTypes)
        objectClassIndex = Self.index(objectClasses)
        matchingRuleIndex = Self.index(matchingRules)
        syntaxIndex = Self.index(syntaxes)
    }

    /// The attribute type with this name or object identifier; options are not regarded.
    public func attributeType(_ name: String) -> AttributeTypeDescription? {
        attributeTypeIndex[AttributeDescription(name).type.lowercased()].map { attributeTypes[$0] }
    }

    /// The object class with this name or object identifier.
    public func objectClass(_ name: String) -> ObjectClassDescription? {
        objectClassIndex[name.lowercased()].map { objectClasses[$0] }
    }

    /// The matching rule with this name or object identifier.
    public func matchingRule(_ name: String) -> MatchingRuleDescription? {
        matchingRuleIndex[name.lowercased()].map { matchingRules[$0] }
    }

    /// The syntax with this object identifier.
    public func syntax(_ identifier: String) -> SyntaxDescription? {
        syntaxIndex[identifier.lowercased()].map { syntaxes[$0] }
    }

    /// The class and all that it is derived from, nearest first, each once; what the schema does not define is left out.
    public func inheritance(ofClass name: String) -> [ObjectClassDescription] {
        var found: [ObjectClassDescription] = []
        var seen: Set<String> = []
        var queue = [name][...]
        while let next = queue.popFirst() {
            guard let definition = objectClass(next), seen.insert(definition.identifier.lowercased()).inserted else {
                continue
            }
            found.append(definition)
            queue += definition.superclasses
        }
        return found
    }

    /// The attribute type and all that it is derived from, nearest first, each once.
    public func inheritance(ofAttribute name: String) -> [AttributeTypeDescription] {
        var found: [AttributeTypeDescription] = []
        var seen: Set<String> = []
        var next: String? = name
        while let name = next, let definition = attributeType(name),
            seen.insert(definition.identifier.lowercased()).inserted
        {
            found.append(definition)
            next = definition.supertype
        }
        return found
    }

    /// The syntax of an attribute, its own or inherited; nil when the schema names none.
    public func syntax(ofAttribute name: String) -> String? {
        inheritance(ofAttribute: name).lazy.compactMap(\.syntax).first
    }

    /// The rule by which an attribute's values are equal, its own or inherited; nil when there is none.
    public func equalityRule(ofAttribute name: String) -> String? {
        inheritance(ofAttribute: name).lazy.compactMap(\.equalityRule).first
    }

    /// By name and by object identifier; the first to claim a name keeps it.
    private static func index(_ descriptions: [some SchemaDescription]) -> [String: Int] {
        var index: [String: Int] = [:]
        for (number, description) in descriptions.enumerated() {
            for name in [description.identifier] + description.names where index[name.lowercased()] == nil {
                index[name.lowercased()] = number
            }
        }
        return index
    }

    private struct Reader {
        let entry: Entry
        var unreadable: [Unreadable] = []
        var isComplete = true

        mutating func read<Description: SchemaDescription>(_ attribute: String) -> [Description] {
            var descriptions: [Description] = []
            let wanted = AttributeDescription(attribute)
            for found in entry.attributes {
                let description = AttributeDescription(found.description)
                guard description.hasSameType(as: wanted) else { continue }
                if description.valueRange?.isLast == false { isComplete = false }
                for value in found.values {
                    do throws(SchemaDescriptionError) {
                        descriptions.append(try Description(parsing: String(decoding: value, as: UTF8.self)))
                    } catch {
                        unreadable.append(Unreadable(attribute: attribute, error: error))
                    }
                }
            }
            return descriptions
        }
    }
}
