/// Reads the descriptions that a subschema publishes (RFC 4512, section 4.1), of any kind: an identifier, then keywords with their
/// values, in parentheses.
///
/// It takes what servers write beyond the RFC: object identifiers in quotation marks (Active Directory), names for object
/// identifiers (389 Directory Server), an apostrophe within a quoted text, any order of keywords, no spaces around parentheses.
struct SchemaDescriptionParser {
    /// A keyword with what follows it.
    struct Field {
        let keyword: String
        let values: [String]
        /// The number in braces behind a syntax.
        var bound: Int?
    }

    struct Result {
        let identifier: String
        let fields: [Field]
    }

    private enum Token: Equatable {
        case open, close, dollar
        /// A text in quotation marks, without them and unescaped.
        case quoted(String)
        case word(String)
    }

    /// Keywords that stand alone. Any other takes what follows it.
    private static let flags: Set<String> = [
        "OBSOLETE", "SINGLE-VALUE", "COLLECTIVE", "NO-USER-MODIFICATION", "ABSTRACT", "STRUCTURAL", "AUXILIARY",
    ]

    private let text: String
    private let bytes: [UInt8]
    private var position = 0
    /// Where the token that was read last begins.
    private var start = 0

    static func parse(_ text: String) throws(SchemaDescriptionError) -> Result {
        var parser = Self(text)
        return try parser.description()
    }

    private init(_ text: String) {
        self.text = text
        bytes = Array(text.utf8)
    }

    private func error(_ code: SchemaDescriptionError.Code, at position: Int? = nil) -> SchemaDescriptionError {
        SchemaDescriptionError(code, at: position ?? start, in: text)
    }

    // MARK: Fields

    private mutating func description() throws(SchemaDescriptionError) -> Result {
        guard try token() == .open else { throw error(.missingOpeningParenthesis) }
        let identifier: String
        switch try token() {
        case .word(let text), .quoted(let text): identifier = text
        default: throw error(.missingIdentifier)
        }
        var fields: [Field] = []
        while true {
            switch try token() {
            case .close:
                guard try token() == nil else { throw error(.trailingText) }
                return Result(identifier: identifier, fields: fields)
            case .word(let word):
                if word.hasPrefix("{"), let bound = Self.bound(word), !fields.isEmpty {
                    fields[fields.count - 1].bound = bound
                } else {
                    fields.append(try field(word))
                }
            case nil: throw error(.missingClosingParenthesis)
            default: throw error(.unexpectedCharacter)
            }
        }
    }

    private mutating func field(_ word: String) throws(SchemaDescriptionError) -> Field {
        let keyword = word.uppercased()
        if Self.flags.contains(keyword) { return Field(keyword: keyword, values: []) }
        let before = position
        switch try token() {
        case .quoted(let value): return Field(keyword: keyword, values: [value])
        case .open: return Field(keyword: keyword, values: try list())
        case .word(let value):
            // `1.3.6.1.4.1.1466.115.121.1.15{256}`
            guard let brace = value.firstIndex(of: "{"), let bound = Self.bound(value[brace...]) else {
                return Field(keyword: keyword, values: [value])
            }
            return Field(keyword: keyword, values: [String(value[..<brace])], bound: bound)
        case .close, .dollar, nil:
            // A keyword of no one's that stands alone.
            position = before
            return Field(keyword: keyword, values: [])
        }
    }

    private mutating func list() throws(SchemaDescriptionError) -> [String] {
        var values: [String] = []
        while true {
            switch try token() {
            case .close: return values
            case .word(let value), .quoted(let value): values.append(value)
            case .dollar: continue
            case .open: throw error(.unexpectedCharacter)
            case nil: throw error(.missingClosingParenthesis)
            }
        }
    }

    /// The number in `{256}`; nil for anything else.
    private static func bound(_ text: some StringProtocol) -> Int? {
        guard text.hasPrefix("{"), text.hasSuffix("}") else { return nil }
        let digits = text.dropFirst().dropLast()
        guard !digits.isEmpty, digits.utf8.allSatisfy(ObjectIdentifierSyntax.isDigit) else { return nil }
        return Int(digits)
    }

    // MARK: Tokens

    /// The next token; nil at the end.
    private mutating func token() throws(SchemaDescriptionError) -> Token? {
        while position < bytes.count, Self.isSpace(bytes[position]) { position += 1 }
        start = position
        guard position < bytes.count else { return nil }
        switch bytes[position] {
        case UInt8(ascii: "("):
            position += 1
            return .open
        case UInt8(ascii: ")"):
            position += 1
            return .close
        case UInt8(ascii: "$"):
            position += 1
            return .dollar
        case UInt8(ascii: "'"): return .quoted(try quotation())
        default:
            while position < bytes.count, !Self.endsWord(bytes[position]) { position += 1 }
            return .word(String(decoding: bytes[start..<position], as: UTF8.self))
        }
    }

    private mutating func quotation() throws(SchemaDescriptionError) -> String {
        position += 1
        var content: [UInt8] = []
        while position < bytes.count {
            let byte = bytes[position]
            if byte == UInt8(ascii: "'"), endsQuotation {
                position += 1
                return String(decoding: content, as: UTF8.self)
            }
            // `\27` is an apostrophe and `\5C` a backslash; another backslash stands for itself.
            if byte == UInt8(ascii: "\\"), let octet = Hexadecimal.pair(in: bytes, at: position + 1),
                octet == 0x27 || octet == 0x5C
            {
                content.append(octet)
                position += 3
            } else {
                content.append(byte)
                position += 1
            }
        }
        throw error(.unterminatedQuotation)
    }

    /// Whether the quotation mark here ends a text, and is not an apostrophe in it.
    private var endsQuotation: Bool {
        guard position + 1 < bytes.count else { return true }
        let next = bytes[position + 1]
        return Self.isSpace(next) || [UInt8(ascii: ")"), UInt8(ascii: "$"), UInt8(ascii: "{")].contains(next)
    }

    private static func isSpace(_ byte: UInt8) -> Bool {
        byte == UInt8(ascii: " ") || (0x09...0x0D).contains(byte)
    }

    private static func endsWord(_ byte: UInt8) -> Bool {
        isSpace(byte)
            || [UInt8(ascii: "("), UInt8(ascii: ")"), UInt8(ascii: "$"), UInt8(ascii: "'")].contains(byte)
    }
}
