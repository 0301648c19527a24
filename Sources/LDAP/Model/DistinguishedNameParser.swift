/// Reads the string form of a distinguished name: RFC 4514, section 3, and of the older forms what RFC 2253,
/// section 4, asks to be accepted: spaces around separators, `;` for `,`, quoted values, the prefix `OID.`.
struct DistinguishedNameParser {
    struct Result {
        var rdns: [RelativeDistinguishedName] = []
        /// Where each relative name begins, in UTF-8 bytes.
        var starts: [Int] = []
    }

    private let text: String
    private let bytes: [UInt8]
    private var position = 0

    static func parse(_ text: String) throws(DistinguishedNameError) -> Result {
        var parser = Self(text: text, bytes: Array(text.utf8))
        return try parser.name()
    }

    private init(text: String, bytes: [UInt8]) {
        self.text = text
        self.bytes = bytes
    }

    private var next: UInt8? { position < bytes.count ? bytes[position] : nil }

    private func error(_ code: DistinguishedNameError.Code, at position: Int? = nil) -> DistinguishedNameError {
        DistinguishedNameError(code, at: position ?? self.position, in: text)
    }

    private mutating func skipSpaces() {
        while next == UInt8(ascii: " ") { position += 1 }
    }

    private mutating func name() throws(DistinguishedNameError) -> Result {
        var result = Result()
        skipSpaces()
        while next != nil {
            result.starts.append(position)
            result.rdns.append(try relativeName())
            guard let separator = next else { break }
            guard separator == UInt8(ascii: ",") || separator == UInt8(ascii: ";") else {
                throw error(.unexpectedCharacter)
            }
            position += 1
            skipSpaces()
            if next == nil { throw error(.missingRelativeName) }
        }
        return result
    }

    private mutating func relativeName() throws(DistinguishedNameError) -> RelativeDistinguishedName {
        var attributes: [RelativeDistinguishedName.Attribute] = []
        while true {
            let type = try attributeType()
            skipSpaces()
            guard next == UInt8(ascii: "=") else { throw error(.missingEqualsSign) }
            position += 1
            skipSpaces()
            attributes.append(.init(checkedType: type, value: try value()))
            skipSpaces()
            guard next == UInt8(ascii: "+") else { break }
            position += 1
            skipSpaces()
        }
        return RelativeDistinguishedName(checkedAttributes: attributes)
    }

    private mutating func attributeType() throws(DistinguishedNameError) -> String {
        let start = position
        while let byte = next, ObjectIdentifierSyntax.isKeyCharacter(byte) || byte == UInt8(ascii: ".") {
            position += 1
        }
        var type = bytes[start..<position]
        if type.count > 4, String(decoding: type.prefix(4), as: UTF8.self).lowercased() == "oid." {
            type = type.dropFirst(4)
        }
        guard ObjectIdentifierSyntax.isIdentifier(type) else { throw error(.invalidAttributeType, at: start) }
        return String(decoding: type, as: UTF8.self)
    }

    private mutating func value() throws(DistinguishedNameError) -> RelativeDistinguishedName.Value {
        switch next {
        case UInt8(ascii: "#"): .encoded(try hexString())
        case UInt8(ascii: "\""): .octets(try quotation())
        default: .octets(try string())
        }
    }

    private mutating func hexString() throws(DistinguishedNameError) -> [UInt8] {
        var octets: [UInt8] = []
        position += 1
        while let octet = Hexadecimal.pair(in: bytes, at: position) {
            octets.append(octet)
            position += 2
        }
        if let byte = next, Hexadecimal.digit(byte) != nil { throw error(.invalidHexString) }
        if octets.isEmpty { throw error(.invalidHexString) }
        return octets
    }

    private mutating func quotation() throws(DistinguishedNameError) -> [UInt8] {
        let start = position
        var octets: [UInt8] = []
        position += 1
        while let byte = next {
            switch byte {
            case UInt8(ascii: "\""):
                position += 1
                return octets
            case UInt8(ascii: "\\"): octets.append(try escaped())
            case 0: throw error(.unexpectedCharacter)
            default:
                octets.append(byte)
                position += 1
            }
        }
        throw error(.unterminatedQuotation, at: start)
    }

    private mutating func string() throws(DistinguishedNameError) -> [UInt8] {
        var octets: [UInt8] = []
        // Spaces before a separator count only where they are escaped.
        var significant = 0
        scan: while let byte = next {
            switch byte {
            case UInt8(ascii: ","), UInt8(ascii: ";"), UInt8(ascii: "+"): break scan
            case UInt8(ascii: "\\"):
                octets.append(try escaped())
                significant = octets.count
            case UInt8(ascii: "\""), UInt8(ascii: "<"), UInt8(ascii: ">"), 0: throw error(.unexpectedCharacter)
            default:
                octets.append(byte)
                position += 1
                if byte != UInt8(ascii: " ") { significant = octets.count }
            }
        }
        octets.removeLast(octets.count - significant)
        return octets
    }

    private mutating func escaped() throws(DistinguishedNameError) -> UInt8 {
        if let octet = Hexadecimal.pair(in: bytes, at: position + 1) {
            position += 3
            return octet
        }
        guard position + 1 < bytes.count, Self.escapable.contains(bytes[position + 1]) else {
            throw error(.invalidEscape)
        }
        position += 2
        return bytes[position - 1]
    }

    private static let escapable = Array(" \"#+,;<=>\\".utf8)
}
