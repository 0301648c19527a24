extension LDAPFilter {
    /// How deep filters may stand in one another in a text: far more than servers take, and little enough for any
    /// thread's stack.
    public static let maximumNesting = 100

    /// Reads the string form (RFC 4515). White space between filters is skipped, adjacent asterisks count as one.
    ///
    /// - Throws: ``LDAPFilterError`` with the first byte that does not fit.
    public init(parsing text: String) throws(LDAPFilterError) {
        var parser = LDAPFilterParser(text)
        self = try parser.parse()
    }
}

private struct LDAPFilterParser {
    private let text: String
    private let bytes: [UInt8]
    private var position = 0

    init(_ text: String) {
        self.text = text
        bytes = Array(text.utf8)
    }

    private var next: UInt8? { position < bytes.count ? bytes[position] : nil }

    private func error(_ code: LDAPFilterError.Code, at position: Int? = nil) -> LDAPFilterError {
        LDAPFilterError(code, at: position ?? self.position, in: text)
    }

    private mutating func skipWhiteSpace() {
        while let byte = next, [0x20, 0x09, 0x0A, 0x0D].contains(byte) { position += 1 }
    }

    mutating func parse() throws(LDAPFilterError) -> LDAPFilter {
        skipWhiteSpace()
        let filter = try filter(depth: 1)
        skipWhiteSpace()
        guard next == nil else { throw error(.trailingText) }
        return filter
    }

    private mutating func filter(depth: Int) throws(LDAPFilterError) -> LDAPFilter {
        guard next == UInt8(ascii: "(") else { throw error(.missingOpeningParenthesis) }
        guard depth <= LDAPFilter.maximumNesting else { throw error(.nestedTooDeeply) }
        position += 1
        skipWhiteSpace()
        let filter: LDAPFilter
        switch next {
        case UInt8(ascii: "&"): filter = .and(try list(depth: depth))
        case UInt8(ascii: "|"): filter = .or(try list(depth: depth))
        case UInt8(ascii: "!"):
            position += 1
            skipWhiteSpace()
            filter = .not(try self.filter(depth: depth + 1))
            skipWhiteSpace()
        default: filter = try item()
        }
        guard next == UInt8(ascii: ")") else { throw error(.missingClosingParenthesis) }
        position += 1
        return filter
    }

    private mutating func list(depth: Int) throws(LDAPFilterError) -> [LDAPFilter] {
        var filters: [LDAPFilter] = []
        position += 1
        skipWhiteSpace()
        while next == UInt8(ascii: "(") {
            filters.append(try filter(depth: depth + 1))
            skipWhiteSpace()
        }
        return filters
    }

    private mutating func item() throws(LDAPFilterError) -> LDAPFilter {
        let start = position
        let attribute = AttributeDescription(name())
        if next == UInt8(ascii: ":") {
            return .extensible(try matchingRuleAssertion(attribute, from: start))
        }
        guard attribute.isValid else { throw error(.invalidAttribute, at: start) }
        switch try comparison() {
        case UInt8(ascii: ">"): return .greaterOrEqual(attribute, try value())
        case UInt8(ascii: "<"): return .lessOrEqual(attribute, try value())
        case UInt8(ascii: "~"): return .approximate(attribute, try value())
        default: return try equality(attribute)
        }
    }

    /// Takes the characters of a name; whether they make one is for the caller to see.
    private mutating func name() -> String {
        let start = position
        while let byte = next,
            ObjectIdentifierSyntax.isKeyCharacter(byte) || byte == UInt8(ascii: ".") || byte == UInt8(ascii: ";")
        {
            position += 1
        }
        return String(decoding: bytes[start..<position], as: UTF8.self)
    }

    /// The first character of the comparison.
    private mutating func comparison() throws(LDAPFilterError) -> UInt8 {
        let start = position
        guard let first = next else { throw error(.missingComparison) }
        position += 1
        if first == UInt8(ascii: "=") { return first }
        guard [UInt8(ascii: ">"), UInt8(ascii: "<"), UInt8(ascii: "~")].contains(first), next == UInt8(ascii: "=")
        else { throw error(.missingComparison, at: start) }
        position += 1
        return first
    }

    private mutating func matchingRuleAssertion(
        _ attribute: AttributeDescription, from start: Int
    ) throws(LDAPFilterError) -> LDAPFilter.MatchingRuleAssertion {
        let hasAttribute = !attribute.description.isEmpty
        if hasAttribute, !attribute.isValid { throw error(.invalidAttribute, at: start) }
        var includesDistinguishedName = false
        var rule: String?
        while true {
            position += 1
            if next == UInt8(ascii: "=") { break }
            let ruleStart = position
            let name = name()
            if name.lowercased() == "dn", !includesDistinguishedName, rule == nil {
                includesDistinguishedName = true
            } else if rule == nil, ObjectIdentifierSyntax.isIdentifier(name.utf8) {
                rule = name
            } else {
                throw error(.invalidMatchingRule, at: ruleStart)
            }
            guard next == UInt8(ascii: ":") else { throw error(.missingComparison) }
        }
        guard hasAttribute || rule != nil else { throw error(.invalidMatchingRule) }
        position += 1
        return LDAPFilter.MatchingRuleAssertion(
            attribute: hasAttribute ? attribute : nil, matchingRule: rule, value: try value(),
            includesDistinguishedName: includesDistinguishedName)
    }

    private mutating func equality(_ attribute: AttributeDescription) throws(LDAPFilterError) -> LDAPFilter {
        var pieces = [try piece()]
        while next == UInt8(ascii: "*") {
            position += 1
            pieces.append(try piece())
        }
        guard let first = pieces.first, let last = pieces.last, pieces.count > 1 else {
            return .equality(attribute, pieces.first ?? [])
        }
        if pieces.allSatisfy(\.isEmpty) { return .present(attribute) }
        return .substrings(
            attribute, LDAPFilter.Substrings(initial: first, any: Array(pieces.dropFirst().dropLast()), final: last))
    }

    private mutating func value() throws(LDAPFilterError) -> [UInt8] {
        let value = try piece()
        if next == UInt8(ascii: "*") { throw error(.unexpectedCharacter) }
        return value
    }

    /// Octets up to an asterisk or the closing parenthesis.
    private mutating func piece() throws(LDAPFilterError) -> [UInt8] {
        var octets: [UInt8] = []
        while let byte = next {
            switch byte {
            case UInt8(ascii: "*"), UInt8(ascii: ")"): return octets
            case UInt8(ascii: "("), 0: throw error(.unexpectedCharacter)
            case UInt8(ascii: "\\"):
                guard let octet = Hexadecimal.pair(in: bytes, at: position + 1) else { throw error(.invalidEscape) }
                octets.append(octet)
                position += 3
            default:
                octets.append(byte)
                position += 1
            }
        }
        throw error(.missingClosingParenthesis)
    }
}
