/// A search filter (RFC 4511, section 4.5.1.7).
///
/// Values are octets and are never escaped by the caller: ``description`` does it, and is the only place that does.
/// A filter is therefore built from cases, not from strings; ``init(parsing:)`` is for filters that come as text.
public indirect enum LDAPFilter: Hashable, Sendable {
    /// All of them; without any, always true (RFC 4526).
    case and([LDAPFilter])
    /// At least one of them; without any, never true (RFC 4526).
    case or([LDAPFilter])
    /// Not this one. A term on an attribute that the reader may not see is undefined, and so is its negation.
    case not(LDAPFilter)
    /// `(attribute=value)`.
    case equality(AttributeDescription, [UInt8])
    /// `(attribute=initial*any*final)`.
    case substrings(AttributeDescription, Substrings)
    /// `(attribute>=value)`.
    case greaterOrEqual(AttributeDescription, [UInt8])
    /// `(attribute<=value)`.
    case lessOrEqual(AttributeDescription, [UInt8])
    /// `(attribute=*)`.
    case present(AttributeDescription)
    /// `(attribute~=value)`.
    case approximate(AttributeDescription, [UInt8])
    /// `(attribute:dn:rule:=value)`.
    case extensible(MatchingRuleAssertion)

    /// The pieces of a substring assertion. Empty pieces, which RFC 4511 does not allow, are left out.
    public struct Substrings: Hashable, Sendable {
        /// What the value begins with.
        public let initial: [UInt8]?
        /// What follows, in this order, with anything between.
        public let any: [[UInt8]]
        /// What the value ends with.
        public let final: [UInt8]?

        /// The pieces in their order; the empty ones are left out.
        public init(initial: [UInt8]? = nil, any: [[UInt8]] = [], final: [UInt8]? = nil) {
            self.initial = initial?.isEmpty == true ? nil : initial
            self.any = any.filter { !$0.isEmpty }
            self.final = final?.isEmpty == true ? nil : final
        }
    }

    /// An assertion by a named matching rule (RFC 4511, section 4.5.1.7.7).
    public struct MatchingRuleAssertion: Hashable, Sendable {
        /// The attribute; nil asks all attributes that the rule fits.
        public let attribute: AttributeDescription?
        /// The rule, by name or object identifier; nil takes the attribute's own equality rule. One of attribute and
        /// rule must be there for the filter to be valid.
        public let matchingRule: String?
        /// The value to compare with.
        public let value: [UInt8]
        /// Whether the attributes of the entry's distinguished name are asked too.
        public let includesDistinguishedName: Bool

        /// `(attribute:matchingRule:=value)`, and with `:dn` for the attributes of the name.
        public init(
            attribute: AttributeDescription?, matchingRule: String?, value: [UInt8],
            includesDistinguishedName: Bool = false
        ) {
            self.attribute = attribute
            self.matchingRule = matchingRule
            self.value = value
            self.includesDistinguishedName = includesDistinguishedName
        }
    }
}

extension LDAPFilter {
    /// `(attribute=value)`, with the value in UTF-8.
    public static func equals(_ attribute: AttributeDescription, _ value: String) -> LDAPFilter {
        .equality(attribute, Array(value.utf8))
    }

    /// `(attribute=value)`, with the octets of a binary value.
    public static func equals(_ attribute: AttributeDescription, _ value: [UInt8]) -> LDAPFilter {
        .equality(attribute, value)
    }

    /// `(attribute=prefix*)`.
    public static func begins(_ attribute: AttributeDescription, with prefix: String) -> LDAPFilter {
        .substrings(attribute, Substrings(initial: Array(prefix.utf8)))
    }

    /// `(attribute:rule:=value)`.
    public static func matches(
        _ attribute: AttributeDescription, rule matchingRule: String, _ value: String
    ) -> LDAPFilter {
        .extensible(
            MatchingRuleAssertion(attribute: attribute, matchingRule: matchingRule, value: Array(value.utf8)))
    }

    /// Whether the integer attribute has all bits of `mask`, by the rule integerBitAndMatch (1.2.840.113556.1.4.803),
    /// which OpenLDAP's slapd knows as well as Active Directory does.
    public static func hasAllBits(_ attribute: AttributeDescription, of mask: Int) -> LDAPFilter {
        .matches(attribute, rule: "1.2.840.113556.1.4.803", String(mask))
    }

    /// Whether the integer attribute has any bit of `mask`, by the rule integerBitOrMatch (1.2.840.113556.1.4.804).
    public static func hasAnyBit(_ attribute: AttributeDescription, of mask: Int) -> LDAPFilter {
        .matches(attribute, rule: "1.2.840.113556.1.4.804", String(mask))
    }
}
