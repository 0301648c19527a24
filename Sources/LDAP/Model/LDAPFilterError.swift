/// Why a text is not a search filter (RFC 4515), and at which byte.
public struct LDAPFilterError: Error, Sendable, Hashable, CustomStringConvertible {
    /// What is wrong; open, since more kinds may be told apart later.
    public struct Code: RawRepresentable, Hashable, Sendable {
        public let rawValue: String

        public init(rawValue: String) {
            self.rawValue = rawValue
        }

        /// A filter begins with `(`, and here stands something else or nothing.
        public static let missingOpeningParenthesis = Self(rawValue: "missingOpeningParenthesis")
        /// A filter ends with `)`, and here stands something else or nothing.
        public static let missingClosingParenthesis = Self(rawValue: "missingClosingParenthesis")
        /// There is no attribute description here, or one that RFC 4512, section 2.5, does not allow.
        public static let invalidAttribute = Self(rawValue: "invalidAttribute")
        /// There is no matching rule here, or one that RFC 4512, section 1.4, does not allow.
        public static let invalidMatchingRule = Self(rawValue: "invalidMatchingRule")
        /// The attribute is not followed by `=`, `>=`, `<=`, `~=` or `:=`.
        public static let missingComparison = Self(rawValue: "missingComparison")
        /// A backslash that is not followed by two hexadecimal digits.
        public static let invalidEscape = Self(rawValue: "invalidEscape")
        /// A character that must be escaped where it stands.
        public static let unexpectedCharacter = Self(rawValue: "unexpectedCharacter")
        /// Filters stand deeper in one another than ``LDAPFilter/maximumNesting``.
        public static let nestedTooDeeply = Self(rawValue: "nestedTooDeeply")
        /// Something follows the filter.
        public static let trailingText = Self(rawValue: "trailingText")
    }

    /// What is wrong.
    public let code: Code
    /// Where: an offset in UTF-8 bytes from the start of ``text``.
    public let position: Int
    /// The whole text that was read.
    public let text: String

    init(_ code: Code, at position: Int, in text: String) {
        self.code = code
        self.position = position
        self.text = text
    }

    public var description: String {
        "reading \(QuotedText.quoted(text)) as a search filter failed at byte \(position): \(meaning); "
            + "filters are written as RFC 4515 says, for example (&(objectClass=user)(cn=A*))"
    }

    private var meaning: String {
        switch code {
        case .missingOpeningParenthesis: "“(” is expected here"
        case .missingClosingParenthesis: "“)” is expected here"
        case .invalidAttribute: "an attribute such as cn or 2.5.4.3 is expected here"
        case .invalidMatchingRule: "a matching rule such as caseExactMatch or 2.5.13.5 is expected here"
        case .missingComparison: "“=”, “>=”, “<=”, “~=” or “:=” is expected here"
        case .invalidEscape: "“\\” must be followed by two hexadecimal digits"
        case .unexpectedCharacter: "this character must be written as “\\” and two hexadecimal digits"
        case .nestedTooDeeply: "filters stand more than \(LDAPFilter.maximumNesting) deep in one another"
        case .trailingText: "nothing may follow the filter"
        default: code.rawValue
        }
    }
}
