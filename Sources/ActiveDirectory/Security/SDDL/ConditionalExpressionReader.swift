/// Reads the condition of a callback entry from SDDL (MS-DTYP 2.5.1.1). `&&` binds tighter than `||`, both from the left.
struct ConditionalExpressionReader {
    typealias Malformed = SDDLApplicationData.Malformed

    private let text: [UInt8]
    private let domains: SDDLDomains
    private var position: Int
    private var depth = 0
    /// A chain of operators makes a tree as deep as it is long, so both count against the same limit.
    private var chained = 0

    /// - Parameter start: Where the condition begins, behind its parenthesis.
    init(_ text: [UInt8], from start: Int, domains: SDDLDomains) {
        self.text = text
        self.domains = domains
        position = start
    }

    /// The condition, and the parenthesis that closes it at the end of the text.
    mutating func expression() throws(Malformed) -> ConditionalExpression {
        let expression = try alternatives()
        guard take(")"), position == text.count else { throw malformed("the condition should end there") }
        return expression
    }

    private func malformed(_ detail: String) -> Malformed { Malformed(detail: detail, offset: position) }

    private mutating func skipBlanks() {
        while position < text.count, text[position] == 0x20 || (0x09...0x0D).contains(text[position]) { position += 1 }
    }

    /// Takes a sign or word, in any letter case, if it stands next.
    private mutating func take(_ word: String) -> Bool {
        skipBlanks()
        let bytes = Array(word.lowercased().utf8)
        let next = text.dropFirst(position).prefix(bytes.count)
        guard String(decoding: next, as: UTF8.self).lowercased() == word.lowercased() else { return false }
        position += bytes.count
        return true
    }

    /// Takes a word that ends where it ends: `Member_of` is not the beginning of `Member_of_Any`.
    private mutating func takeWord(_ word: String) -> Bool {
        let start = position
        guard take(word) else { return false }
        if position < text.count, ConditionalExpression.isPlainInName(text[position]) {
            position = start
            return false
        }
        return true
    }

    private mutating func alternatives() throws(Malformed) -> ConditionalExpression {
        depth += 1
        defer { depth -= 1 }
        guard depth <= ConditionalExpression.maximumDepth / 4 else { throw malformed("parentheses too deep") }
        var left = try conjunction()
        while take("||") {
            try chain()
            left = .binary(ConditionalExpression.Code.or, left, try conjunction())
        }
        return left
    }

    private mutating func conjunction() throws(Malformed) -> ConditionalExpression {
        var left = try term()
        while take("&&") {
            try chain()
            left = .binary(ConditionalExpression.Code.and, left, try term())
        }
        return left
    }

    private mutating func chain() throws(Malformed) {
        chained += 1
        guard chained <= ConditionalExpression.maximumDepth / 2 else { throw malformed("too many conditions") }
    }

    private mutating func term() throws(Malformed) -> ConditionalExpression {
        if take("(") {
            let inner = try alternatives()
            guard take(")") else { throw malformed("a parenthesis should be closed there") }
            return inner
        }
        if !isNext("!="), take("!") {
            depth += 1
            defer { depth -= 1 }
            guard depth <= ConditionalExpression.maximumDepth / 4 else { throw malformed("negations too deep") }
            return .unary(ConditionalExpression.Code.not, try term())
        }
        for test in ConditionalExpression.tests where takeWord(test.name) {
            return .unary(test.code, try operand())
        }
        let left = try attribute()
        for relation in ConditionalExpression.relations {
            let isWord = ConditionalExpression.isPlainInName(relation.name.utf8.first ?? 0)
            if isWord ? takeWord(relation.name) : take(relation.name) {
                return .binary(relation.code, left, try operand())
            }
        }
        return left
    }

    private mutating func isNext(_ word: String) -> Bool {
        let start = position
        defer { position = start }
        return take(word)
    }

    private mutating func operand() throws(Malformed) -> ConditionalExpression {
        guard take("{") else { return try value() }
        var elements: [ConditionalExpression] = []
        if take("}") { return .composite([]) }
        repeat { elements.append(try value()) } while take(",")
        guard take("}") else { throw malformed("a brace should be closed there") }
        return .composite(elements)
    }

    private mutating func value() throws(Malformed) -> ConditionalExpression {
        skipBlanks()
        guard position < text.count else { throw malformed("a value should stand there") }
        switch text[position] {
        case UInt8(ascii: "\""):
            guard let end = text[(position + 1)...].firstIndex(of: UInt8(ascii: "\"")) else {
                throw malformed("the quotes are not closed")
            }
            defer { position = end + 1 }
            return .string(Array(String(decoding: text[(position + 1)..<end], as: UTF8.self).utf16))
        case UInt8(ascii: "#"):
            position += 1
            let digits = text[position...].prefix { hexadecimalDigit($0) != nil }.compactMap(hexadecimalDigit)
            guard digits.count % 2 == 0 else { throw malformed("an odd number of digits") }
            position += digits.count
            return .octets(stride(from: 0, to: digits.count, by: 2).map { digits[$0] << 4 | digits[$0 + 1] })
        case UInt8(ascii: "+"), UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"): return try integer()
        default: break
        }
        guard take("SID(") else { return try attribute() }
        var reader = SDDLReader(text, domains: domains, from: position)
        let sid: SecurityIdentifier
        do throws(SDDLError) {
            sid = try reader.sid()
        } catch {
            throw Malformed(detail: error.detail, offset: error.position)
        }
        position = reader.position
        guard take(")") else { throw malformed("SID( should be closed there") }
        return .sid(sid)
    }

    private mutating func integer() throws(Malformed) -> ConditionalExpression {
        let start = position
        var sign: UInt8 = 3
        if text[position] == UInt8(ascii: "+") || text[position] == UInt8(ascii: "-") {
            sign = text[position] == UInt8(ascii: "+") ? 1 : 2
            position += 1
        }
        let word = text[position...].prefix { ConditionalExpression.isPlainInName($0) }
        position += word.count
        let digits = String(decoding: word, as: UTF8.self).lowercased()
        let (base, radix, body): (UInt8, Int, Substring) =
            digits.hasPrefix("0x")
            ? (3, 16, digits.dropFirst(2))
            : digits.hasPrefix("0") && digits != "0" ? (1, 8, digits.dropFirst()) : (2, 10, digits[...])
        guard let magnitude = UInt64(body, radix: radix), magnitude <= UInt64(Int64.max) + (sign == 2 ? 1 : 0) else {
            position = start
            throw malformed("no number of 64 bits")
        }
        return .integer(bits: sign == 2 ? 0 &- magnitude : magnitude, sign: sign, base: base)
    }

    private mutating func attribute() throws(Malformed) -> ConditionalExpression {
        skipBlanks()
        var scope: UInt8?
        for known in ConditionalExpression.scopes where scope == nil && take(known.prefix) { scope = known.code }
        var name: [UInt16] = []
        while position < text.count {
            if text[position] == UInt8(ascii: "%"), position + 4 < text.count {
                let digits = text[(position + 1)...(position + 4)].compactMap(hexadecimalDigit)
                guard digits.count == 4 else { throw malformed("% and no four digits") }
                name.append(digits.reduce(0) { $0 << 4 | UInt16($1) })
                position += 5
            } else if ConditionalExpression.isPlainInName(text[position]) {
                name.append(UInt16(text[position]))
                position += 1
            } else {
                break
            }
        }
        guard !name.isEmpty else { throw malformed("an attribute should stand there") }
        return .attribute(scope: scope ?? ConditionalExpression.Code.localAttribute, name: name)
    }
}
