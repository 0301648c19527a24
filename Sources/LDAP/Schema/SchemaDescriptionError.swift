/// Why a text is not a schema description (RFC 4512, section 4.1), and at which byte.
public struct SchemaDescriptionError: Error, Sendable, Hashable, CustomStringConvertible {
    /// What is wrong; open, since more kinds may be told apart later.
    public struct Code: RawRepresentable, Hashable, Sendable {
        public let rawValue: String

        public init(rawValue: String) {
            self.rawValue = rawValue
        }

        /// A description begins with `(`, and here stands something else or nothing.
        public static let missingOpeningParenthesis = Self(rawValue: "missingOpeningParenthesis")
        /// A parenthesis is not closed.
        public static let missingClosingParenthesis = Self(rawValue: "missingClosingParenthesis")
        /// There is no object identifier behind the parenthesis.
        public static let missingIdentifier = Self(rawValue: "missingIdentifier")
        /// A quotation mark that is not closed.
        public static let unterminatedQuotation = Self(rawValue: "unterminatedQuotation")
        /// Something stands where a keyword or a value should.
        public static let unexpectedCharacter = Self(rawValue: "unexpectedCharacter")
        /// Something follows the description.
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

    /// What was read, where it fails, and what was expected there.
    public var description: String {
        "reading \(QuotedText.quoted(text)) as a schema description failed at byte \(position): \(meaning); "
            + "descriptions are written as RFC 4512, section 4.1, says, for example ( 2.5.4.3 NAME 'cn' SUP name )"
    }

    private var meaning: String {
        switch code {
        case .missingOpeningParenthesis: "“(” is expected here"
        case .missingClosingParenthesis: "“)” is expected here"
        case .missingIdentifier: "an object identifier is expected here"
        case .unterminatedQuotation: "the quotation that begins here is not closed"
        case .unexpectedCharacter: "a keyword or a value is expected here"
        case .trailingText: "nothing may follow the description"
        default: code.rawValue
        }
    }
}
