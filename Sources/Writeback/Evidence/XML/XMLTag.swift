/// The inside of a start tag, or of the XML declaration: a name and attributes. Indices are those of the reader's buffer.
struct XMLTag {
    struct Fault: Error {
        let code: EvidenceError.Code
        let found: String
        let expected: String
        let index: Int
    }

    private let bytes: ArraySlice<UInt8>
    private var index: Int

    init(bytes: ArraySlice<UInt8>) {
        self.bytes = bytes
        index = bytes.startIndex
    }

    mutating func name() throws(Fault) -> String {
        let start = index
        while index < bytes.endIndex, !XMLCharacters.isSpace(bytes[index]), bytes[index] != UInt8(ascii: "=") {
            index += 1
        }
        let name = String(decoding: bytes[start..<index], as: UTF8.self)
        guard XMLCharacters.isName(name) else {
            throw Fault(code: .malformed, found: "“\(name)”", expected: "a name", index: start)
        }
        return name
    }

    mutating func attributes(atMost limit: Int) throws(Fault) -> [XMLAttribute] {
        var attributes: [XMLAttribute] = []
        while true {
            let hasBlank = skipBlanks()
            guard index < bytes.endIndex else { return attributes }
            let start = index
            let name = try name()
            guard hasBlank else {
                throw Fault(code: .malformed, found: "\(name) behind a value", expected: "a blank first", index: start)
            }
            guard !attributes.contains(where: { $0.name == name }) else {
                throw Fault(code: .malformed, found: "the attribute \(name) twice", expected: "it once", index: start)
            }
            guard attributes.count < limit else {
                throw Fault(code: .tooLarge, found: "more than \(limit) attributes", expected: "fewer", index: start)
            }
            skipBlanks()
            guard index < bytes.endIndex, bytes[index] == UInt8(ascii: "=") else {
                throw Fault(code: .malformed, found: "\(name) without “=”", expected: "a value", index: start)
            }
            index += 1
            skipBlanks()
            attributes.append(XMLAttribute(name: name, value: try value()))
        }
    }

    @discardableResult private mutating func skipBlanks() -> Bool {
        let start = index
        while index < bytes.endIndex, XMLCharacters.isSpace(bytes[index]) { index += 1 }
        return index > start
    }

    private mutating func value() throws(Fault) -> String {
        let start = index
        guard index < bytes.endIndex, bytes[index] == UInt8(ascii: "\"") || bytes[index] == UInt8(ascii: "'"),
            let end = bytes[(index + 1)...].firstIndex(of: bytes[index])
        else {
            throw Fault(code: .malformed, found: "a value without quotation marks", expected: "“\"”", index: start)
        }
        var output: [UInt8] = []
        index += 1
        while index < end {
            let byte = bytes[index]
            if byte == UInt8(ascii: "&") {
                let rest = bytes[(index + 1)..<end].prefix(XMLReference.longest)
                guard let stop = rest.firstIndex(of: UInt8(ascii: ";")),
                    let character = XMLReference.character(rest[..<stop])
                else {
                    throw Fault(
                        code: .forbidden, found: "a reference in a value",
                        expected: "one of a character, or &amp; &lt; &gt; &quot; &apos;", index: index)
                }
                output += character
                index = stop + 1
                continue
            }
            let isNoncharacter =
                byte == 0xEF && index + 2 < end && bytes[index + 1] == 0xBF && bytes[index + 2] >= 0xBE
            guard byte >= 0x20 || XMLCharacters.isSpace(byte), !isNoncharacter else {
                throw Fault(code: .malformed, found: "a control character", expected: "text", index: index)
            }
            // A line end is one blank, whatever it is made of.
            if byte != 0x0D || index + 1 >= end || bytes[index + 1] != 0x0A {
                output.append(XMLCharacters.isSpace(byte) ? 0x20 : byte)
            }
            index += 1
        }
        index = end + 1
        return String(decoding: output, as: UTF8.self)
    }
}

/// What stands between `&` and `;`.
enum XMLReference {
    /// `&#x0010FFFF;` and a few leading zeros more.
    static let longest = 24

    /// The character in UTF-8; nil for an entity that a DTD would have to declare, and for a number that is no character.
    static func character(_ body: ArraySlice<UInt8>) -> [UInt8]? {
        switch String(decoding: body, as: UTF8.self) {
        case "amp": return [UInt8(ascii: "&")]
        case "lt": return [UInt8(ascii: "<")]
        case "gt": return [UInt8(ascii: ">")]
        case "quot": return [UInt8(ascii: "\"")]
        case "apos": return [UInt8(ascii: "'")]
        default: break
        }
        guard body.first == UInt8(ascii: "#") else { return nil }
        let isHexadecimal = body.dropFirst().first == UInt8(ascii: "x")
        let digits = body.dropFirst(isHexadecimal ? 2 : 1)
        // A sign is no digit, though Swift's numbers may have one.
        guard digits.first != UInt8(ascii: "+"), digits.first != UInt8(ascii: "-"),
            let value = UInt32(String(decoding: digits, as: UTF8.self), radix: isHexadecimal ? 16 : 10),
            XMLCharacters.isCharacter(value), let scalar = Unicode.Scalar(value)
        else { return nil }
        return UTF8.encode(scalar).map(Array.init)
    }
}

/// The attributes of `<?xml …?>` (production 23).
enum XMLDeclaration {
    typealias Problem = (code: EvidenceError.Code, found: String, expected: String)

    static func problem(in attributes: [XMLAttribute]) -> Problem? {
        guard attributes.first?.name == "version" else {
            return (.malformed, "“<?xml” without a version", "version=\"1.0\"")
        }
        guard attributes[0].value == "1.0" else {
            return (.unexpected, "XML \(attributes[0].value)", "version=\"1.0\"")
        }
        var rest = attributes.dropFirst()
        if let encoding = rest.first, encoding.name == "encoding" {
            let known = ["utf-8", "utf-16", "us-ascii"]
            guard known.contains(encoding.value.lowercased()) else {
                return (.encoding, "the encoding \(encoding.value)", "UTF-8 or UTF-16")
            }
            rest = rest.dropFirst()
        }
        if let standalone = rest.first, standalone.name == "standalone", ["yes", "no"].contains(standalone.value) {
            rest = rest.dropFirst()
        }
        return rest.first.map { (.malformed, "\($0.name)=\"\($0.value)\" in “<?xml”", "encoding and standalone only") }
    }
}
