/// What stands behind the SID of an entry: a condition, a resource attribute, or bytes that have no words.
enum SDDLApplicationData {
    /// Text that is none of these.
    struct Malformed: Error {
        let detail: String
        let offset: Int
    }

    /// Where the parenthesis that opens at `start` is closed; nil when it is not. Parentheses in quotes do not count.
    static func end(in text: [UInt8], from start: Int) -> Int? {
        guard start < text.count, text[start] == UInt8(ascii: "(") else { return nil }
        var depth = 0
        var isQuoted = false
        for position in start..<text.count {
            switch text[position] {
            case UInt8(ascii: "\""): isQuoted.toggle()
            case UInt8(ascii: "(") where !isQuoted: depth += 1
            case UInt8(ascii: ")") where !isQuoted:
                depth -= 1
                if depth == 0 { return position + 1 }
            default: break
            }
        }
        return nil
    }

    /// The text for the bytes, with its parentheses; nil when only hexadecimal can say them.
    static func text(of bytes: [UInt8], kind: AccessControlEntry.Kind, in domains: SDDLDomains) -> String? {
        guard kind.isConditional, let expression = ConditionalExpression(bytes: bytes) else { return nil }
        let text = "(" + expression.text(in: domains) + ")"
        // Numbers can be written in ways that no text tells apart; only what reads back the same is written as text.
        guard let read = try? Self.bytes(of: Array(text.utf8), kind: kind, domains: domains), read == bytes else {
            return nil
        }
        return text
    }

    /// The bytes for a text with its parentheses.
    static func bytes(
        of text: [UInt8], kind: AccessControlEntry.Kind, domains: SDDLDomains
    ) throws(Malformed) -> [UInt8] {
        guard text.count >= 3, text[1] == UInt8(ascii: "#") else {
            guard kind.isConditional else { throw Malformed(detail: "only bytes in hexadecimal are read", offset: 0) }
            var reader = ConditionalExpressionReader(text, from: 1, domains: domains)
            return try reader.expression().bytes
        }
        var bytes: [UInt8] = []
        var high: UInt8?
        for (offset, character) in text.enumerated().dropFirst(2).dropLast() {
            guard let digit = hexadecimalDigit(character) else {
                throw Malformed(detail: "no hexadecimal digit", offset: offset)
            }
            if let first = high {
                bytes.append(first << 4 | digit)
                high = nil
            } else {
                high = digit
            }
        }
        guard high == nil else { throw Malformed(detail: "an odd number of digits", offset: text.count - 1) }
        return bytes
    }
}
