/// One step of a distinguished name: one attribute, rarely several joined by `+` (RFC 4514, section 2.2).
///
/// Two relative names are equal when they hold the same attributes in any order. Attribute types are compared without
/// regard to case, but `CN` and `2.5.4.3` are not taken for one. Values are compared after lowering their case, by
/// canonical equivalence, without leading and trailing spaces and with each run of spaces as one (RFC 4518); values
/// that are not UTF-8 and values given as `#hex` are compared byte by byte.
public struct RelativeDistinguishedName: Sendable, CustomStringConvertible {
    /// A value as the string form can give it.
    public enum Value: Sendable {
        /// The octets of the value, unescaped; UTF-8 for nearly every attribute.
        case octets([UInt8])
        /// The BER encoding of the value, from the form `#04024869` (RFC 4514, section 2.4); never empty.
        case encoded([UInt8])

        /// The value as text; nil when it is not UTF-8 or came as a BER encoding.
        public var string: String? {
            switch self {
            case .octets(let octets): String(validating: octets, as: UTF8.self)
            case .encoded: nil
            }
        }
    }

    /// One attribute of a relative name.
    public struct Attribute: Sendable, CustomStringConvertible {
        /// The type, as written: a short name or a numeric object identifier, without the prefix `OID.`.
        public let type: String
        /// The value.
        public let value: Value

        /// - Throws: ``DistinguishedNameError`` when `type` is neither a short name nor a numeric object identifier,
        ///   or an encoded value is empty.
        public init(type: String, value: Value) throws(DistinguishedNameError) {
            guard ObjectIdentifierSyntax.isIdentifier(type.utf8) else {
                throw DistinguishedNameError(.invalidAttributeType, at: 0, in: type)
            }
            if case .encoded(let octets) = value, octets.isEmpty {
                throw DistinguishedNameError(.invalidHexString, at: 0, in: "#")
            }
            self.init(checkedType: type, value: value)
        }

        init(checkedType type: String, value: Value) {
            self.type = type
            self.value = value
        }
    }

    /// The attributes, in the order in which they were written; never empty.
    public let attributes: [Attribute]

    /// A relative name of one attribute.
    ///
    /// The type is part of the program, not input, and therefore not checked.
    public init(_ type: StaticString, _ value: String) {
        attributes = [Attribute(checkedType: type.description, value: .octets(Array(value.utf8)))]
    }

    /// - Throws: ``DistinguishedNameError`` when there is no attribute.
    public init(attributes: [Attribute]) throws(DistinguishedNameError) {
        guard !attributes.isEmpty else { throw DistinguishedNameError(.missingRelativeName, at: 0, in: "") }
        self.attributes = attributes
    }

    init(checkedAttributes attributes: [Attribute]) {
        self.attributes = attributes
    }

    /// The type of the first attribute, as written.
    public var type: String {
        attributes.first?.type ?? ""
    }

    /// The value of the first attribute as text; nil when it is not UTF-8 or came as a BER encoding.
    public var value: String? {
        attributes.first?.value.string
    }

    /// The string form, escaped as in RFC 4514, section 2.4.
    public var description: String {
        attributes.map(\.description).joined(separator: "+")
    }
}

extension RelativeDistinguishedName: Hashable {
    public static func == (left: Self, right: Self) -> Bool {
        guard left.attributes.count == right.attributes.count else { return false }
        return left.attributes.count == 1
            ? left.attributes[0] == right.attributes[0] : Set(left.attributes) == Set(right.attributes)
    }

    public func hash(into hasher: inout Hasher) {
        if attributes.count == 1 {
            hasher.combine(attributes[0])
        } else {
            hasher.combine(Set(attributes))
        }
    }
}

extension RelativeDistinguishedName.Attribute: Hashable {
    public static func == (left: Self, right: Self) -> Bool {
        left.type.lowercased() == right.type.lowercased() && left.value == right.value
    }

    public func hash(into hasher: inout Hasher) {
        hasher.combine(type.lowercased())
        hasher.combine(value)
    }
}
