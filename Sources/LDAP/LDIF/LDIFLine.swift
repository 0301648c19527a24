/// A line of a record: a name and a value, or the `-` that ends a modification.
struct LDIFLine {
    /// What stands before the colon; `-` alone for a line that is just that.
    let name: String
    let value: LDIFValue
    let isSeparator: Bool
    let number: Int

    /// Takes a line apart (RFC 2849, `attrval-spec`).
    init(parsing line: LDIFLines.Line) throws(LDIFReadingError) {
        let bytes = line.bytes
        number = line.number
        isSeparator = bytes == [UInt8(ascii: "-")]
        if isSeparator {
            name = "-"
            value = .octets([])
            return
        }
        guard let colon = bytes.firstIndex(of: LDIFSyntax.colon) else {
            throw LDIFReadingError(
                .missingColon, line: number, "“:” is expected behind an attribute description, and the line has none")
        }
        guard LDIFSyntax.isDescription(bytes[..<colon]) else {
            throw LDIFReadingError(
                .invalidAttributeDescription, line: number,
                "an attribute description such as cn or cn;lang-de is expected before the colon")
        }
        name = String(decoding: bytes[..<colon], as: UTF8.self)
        value = try LDIFLine.value(bytes[(colon + 1)...], line: number)
    }

    /// The name, as the words of LDIF are compared: without case.
    var keyword: String { name.lowercased() }

    /// Reads what stands behind an attribute description's colon (RFC 2849, `value-spec`).
    ///
    /// Bytes outside ASCII are taken as they are: many files are written by hand.
    static func value(_ rest: ArraySlice<UInt8>, line: Int) throws(LDIFReadingError) -> LDIFValue {
        switch rest.first {
        case LDIFSyntax.colon:
            guard let octets = Base64.decode(trimmed(rest.dropFirst())) else {
                throw LDIFReadingError(
                    .invalidBase64, line: line, "base64 is expected behind “::”, whole and without spaces")
            }
            return .octets(octets)
        case UInt8(ascii: "<"):
            let url = trimmed(rest.dropFirst())
            guard !url.isEmpty, url.allSatisfy({ (0x21...0x7E).contains($0) }) else {
                throw LDIFReadingError(
                    .invalidURL, line: line, "a URL such as file:///tmp/photo is expected behind “:<”")
            }
            return .url(String(decoding: url, as: UTF8.self))
        default:
            let text = trimmed(rest)
            guard !text.contains(where: { $0 == 0 || $0 == LDIFSyntax.carriageReturn }) else {
                throw LDIFReadingError(
                    .forbiddenCharacter, line: line,
                    "a value with a NUL or a carriage return in it must be written in base64, behind “::”")
            }
            return .octets(Array(text))
        }
    }

    /// The text of a value that stands in the line and is UTF-8; nil for any other.
    var text: String? {
        guard case .octets(let octets) = value else { return nil }
        return String(validating: octets, as: UTF8.self)
    }

    /// Without the spaces at the start, which say nothing (RFC 2849, `FILL`). Those at the end belong to the value.
    private static func trimmed(_ bytes: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
        bytes.drop { $0 == LDIFSyntax.space }
    }
}
