/// Why a text is not a distinguished name (RFC 4514), and at which byte.
public struct DistinguishedNameError: Error, Sendable, Hashable, CustomStringConvertible {
    /// What is wrong; open, since more kinds may be told apart later.
    public struct Code: RawRepresentable, Hashable, Sendable {
        public let rawValue: String

        public init(rawValue: String) {
            self.rawValue = rawValue
        }

        /// Where an attribute type should stand there is none, or one that RFC 4512, section 1.4, does not allow.
        public static let invalidAttributeType = Self(rawValue: "invalidAttributeType")
        /// An attribute type without `=` behind it.
        public static let missingEqualsSign = Self(rawValue: "missingEqualsSign")
        /// A backslash that is followed by neither a special character nor two hexadecimal digits.
        public static let invalidEscape = Self(rawValue: "invalidEscape")
        /// `#` that is not followed by pairs of hexadecimal digits.
        public static let invalidHexString = Self(rawValue: "invalidHexString")
        /// A quotation mark that is not closed.
        public static let unterminatedQuotation = Self(rawValue: "unterminatedQuotation")
        /// A character that must be escaped where it stands.
        public static let unexpectedCharacter = Self(rawValue: "unexpectedCharacter")
        /// A name that ends in a separator.
        public static let missingRelativeName = Self(rawValue: "missingRelativeName")
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
        "reading \(QuotedText.quoted(text)) as a distinguished name failed at byte \(position): \(meaning); "
            + "names are written as RFC 4514 says, for example CN=Users,DC=corp,DC=example"
    }

    private var meaning: String {
        switch code {
        case .invalidAttributeType: "an attribute type such as CN or 2.5.4.3 is expected here"
        case .missingEqualsSign: "“=” is expected after the attribute type"
        case .invalidEscape: "“\\” must be followed by a special character or two hexadecimal digits"
        case .invalidHexString: "“#” must be followed by pairs of hexadecimal digits"
        case .unterminatedQuotation: "the quotation that begins here is not closed"
        case .unexpectedCharacter: "this character must be escaped with “\\”"
        case .missingRelativeName: "the name ends after a separator"
        default: code.rawValue
        }
    }
}
