/// Any value of JSON (RFC 8259).
enum JSONValue: Sendable, Hashable {
    case null
    case bool(Bool)
    /// A number without fraction and exponent that fits.
    case integer(Int64)
    /// Any other number; nothing that is read here is one.
    case number(String)
    case string(String)
    case array([JSONValue])
    case object([String: JSONValue])

    /// For errors.
    var kind: String {
        switch self {
        case .null: "null"
        case .bool(let value): "\(value)"
        case .integer(let value): "the number \(value)"
        case .number(let value): "the number \(value)"
        case .string(let value): "“\(value)”"
        case .array: "a list"
        case .object: "an object"
        }
    }
}

/// Reads one JSON text of UTF-8 that has been validated.
///
/// Foundation's decoder says of a broken file only that it is not valid; here the place is known. Nesting is bounded.
struct JSONParser {
    private static let depthLimit = 64

    private let bytes: [UInt8]
    private let file: String
    private var index = 0

    static func value(of bytes: [UInt8], file: String) throws(EvidenceError) -> JSONValue {
        var parser = Self(bytes: bytes, file: file)
        let value = try parser.value(depth: 0)
        parser.skipBlanks()
        guard parser.index == bytes.count else { throw parser.failure("something behind the JSON", "its end") }
        return value
    }

    private init(bytes: [UInt8], file: String) {
        self.bytes = bytes
        self.file = file
    }

    private var next: UInt8? { index < bytes.count ? bytes[index] : nil }

    private mutating func skipBlanks() {
        while let byte = next, XMLCharacters.isSpace(byte) { index += 1 }
    }

    private mutating func take(_ byte: UInt8) -> Bool {
        guard next == byte else { return false }
        index += 1
        return true
    }

    private mutating func value(depth: Int) throws(EvidenceError) -> JSONValue {
        guard depth < Self.depthLimit else {
            throw failure("values nested more than \(Self.depthLimit) deep", "an answer", .tooLarge)
        }
        skipBlanks()
        switch next {
        case UInt8(ascii: "{"): return try object(depth: depth)
        case UInt8(ascii: "["): return try array(depth: depth)
        case UInt8(ascii: "\""): return .string(try string())
        case .some(UInt8(ascii: "-")), .some(0x30...0x39): return try number()
        default: break
        }
        for (word, value) in [("null", JSONValue.null), ("true", .bool(true)), ("false", .bool(false))]
        where bytes[index...].starts(with: word.utf8) {
            index += word.utf8.count
            return value
        }
        throw failure(nil, "a JSON value")
    }

    private mutating func object(depth: Int) throws(EvidenceError) -> JSONValue {
        index += 1
        var members: [String: JSONValue] = [:]
        skipBlanks()
        if take(UInt8(ascii: "}")) { return .object(members) }
        while true {
            skipBlanks()
            guard next == UInt8(ascii: "\"") else { throw failure(nil, "a key in quotation marks") }
            let start = index
            let key = try string()
            skipBlanks()
            guard take(UInt8(ascii: ":")) else { throw failure(nil, "“:”") }
            let member = try value(depth: depth + 1)
            guard members.updateValue(member, forKey: key) == nil else {
                index = start
                throw failure("the key “\(key)” twice", "it once")
            }
            skipBlanks()
            if take(UInt8(ascii: "}")) { return .object(members) }
            guard take(UInt8(ascii: ",")) else { throw failure(nil, "“,” or “}”") }
        }
    }

    private mutating func array(depth: Int) throws(EvidenceError) -> JSONValue {
        index += 1
        var values: [JSONValue] = []
        skipBlanks()
        if take(UInt8(ascii: "]")) { return .array(values) }
        while true {
            values.append(try value(depth: depth + 1))
            skipBlanks()
            if take(UInt8(ascii: "]")) { return .array(values) }
            guard take(UInt8(ascii: ",")) else { throw failure(nil, "“,” or “]”") }
        }
    }

    private mutating func number() throws(EvidenceError) -> JSONValue {
        let start = index
        func isDigit(_ byte: UInt8?) -> Bool { byte.map { (0x30...0x39).contains($0) } ?? false }
        _ = take(UInt8(ascii: "-"))
        let leading = next
        guard isDigit(leading) else { throw failure(nil, "a digit") }
        while isDigit(next) { index += 1 }
        let isWhole = next != UInt8(ascii: ".") && next != UInt8(ascii: "e") && next != UInt8(ascii: "E")
        if leading == UInt8(ascii: "0"), index > start + 1, isDigit(bytes[index - 1]),
            bytes[index - 2] != UInt8(ascii: "-")
        {
            throw failure("a number that begins with 0", "a number")
        }
        if take(UInt8(ascii: ".")) {
            guard isDigit(next) else { throw failure(nil, "a digit") }
            while isDigit(next) { index += 1 }
        }
        if take(UInt8(ascii: "e")) || take(UInt8(ascii: "E")) {
            if !take(UInt8(ascii: "+")) { _ = take(UInt8(ascii: "-")) }
            guard isDigit(next) else { throw failure(nil, "a digit") }
            while isDigit(next) { index += 1 }
        }
        let text = String(decoding: bytes[start..<index], as: UTF8.self)
        if isWhole, let value = Int64(text) { return .integer(value) }
        return .number(text)
    }

    private mutating func string() throws(EvidenceError) -> String {
        index += 1
        var output: [UInt8] = []
        var start = index
        while let byte = next {
            switch byte {
            case UInt8(ascii: "\""):
                output += bytes[start..<index]
                index += 1
                return String(decoding: output, as: UTF8.self)
            case UInt8(ascii: "\\"):
                output += bytes[start..<index]
                index += 1
                try escape(to: &output)
                start = index
            case 0..<0x20: throw failure("a control character in a text", "an escape")
            default: index += 1
            }
        }
        throw failure(nil, "“\"”")
    }

    private mutating func escape(to output: inout [UInt8]) throws(EvidenceError) {
        let plain: [UInt8: UInt8] = [
            0x22: 0x22, 0x5C: 0x5C, 0x2F: 0x2F, 0x62: 0x08, 0x66: 0x0C, 0x6E: 0x0A, 0x72: 0x0D, 0x74: 0x09,
        ]
        if let byte = next, let meant = plain[byte] {
            output.append(meant)
            index += 1
            return
        }
        guard take(UInt8(ascii: "u")), let first = unit() else {
            throw failure(nil, "an escape such as \\n or \\u00e4")
        }
        var value = UInt32(first)
        if (0xD800..<0xDC00).contains(first), bytes[index...].starts(with: "\\u".utf8) {
            let back = index
            index += 2
            if let second = unit(), (0xDC00...0xDFFF).contains(second) {
                value = 0x10000 + (UInt32(first & 0x3FF) << 10 | UInt32(second & 0x3FF))
            } else {
                index = back
            }
        }
        output += Unicode.Scalar(value).flatMap { UTF8.encode($0) } ?? UTF8.encodedReplacementCharacter
    }

    private mutating func unit() -> UInt16? {
        let digits = bytes[index...].prefix(4)
        guard digits.count == 4, digits.allSatisfy({ Character(Unicode.Scalar($0)).isHexDigit }) else { return nil }
        index += 4
        return UInt16(String(decoding: digits, as: UTF8.self), radix: 16)
    }

    /// - Parameter found: nil for what stands at the index: the end makes the error another.
    private func failure(
        _ found: String?, _ expected: String, _ code: EvidenceError.Code = .malformed
    ) -> EvidenceError {
        let before = bytes[..<index]
        let line = before.count { $0 == 0x0A } + 1
        let lineStart = before.lastIndex(of: 0x0A).map { $0 + 1 } ?? 0
        let column = before[lineStart...].count { $0 & 0xC0 != 0x80 } + 1
        let place = EvidenceError.Place.line(line, column: column)
        guard found == nil, index >= bytes.count else {
            let there = String(decoding: bytes[min(index, bytes.count)...].prefix(16), as: UTF8.self)
            let plain = there.unicodeScalars.map { $0.value < 0x20 ? " " : String($0) }.joined()
            return EvidenceError(code, in: file, at: place, found: found ?? "“\(plain)”", expected: expected)
        }
        return EvidenceError(.truncated, in: file, at: place, found: "the end of the file", expected: expected)
    }
}
