/// A GUID as `objectGUID` and `schemaIDGUID` hold it (MS-DTYP 2.3.4): the first three fields little-endian on the wire.
///
/// It is coded as its text, in lower case and without braces.
public struct ObjectGUID: Sendable, Hashable {
    /// The sixteen bytes in the order of the text form, most significant first.
    public let bytes: [UInt8]

    /// Takes the sixteen bytes in the order of the text form.
    public init?(textOrder bytes: [UInt8]) {
        guard bytes.count == 16 else { return nil }
        self.bytes = bytes
    }

    /// Takes the first and the last eight bytes as numbers, most significant byte first: constants need no text to be read.
    init(highHalf: UInt64, lowHalf: UInt64) {
        bytes = [highHalf, lowHalf].flatMap { half in
            stride(from: UInt64(56), through: 0, by: -8).map { UInt8(truncatingIfNeeded: half >> $0) }
        }
    }
}

// MARK: - Wire form

extension ObjectGUID {
    /// Where each byte of the text form stands on the wire. The exchange is its own inverse.
    private static let wireOrder = [3, 2, 1, 0, 5, 4, 7, 6, 8, 9, 10, 11, 12, 13, 14, 15]

    /// Reads the sixteen bytes of an attribute value or a packet (MS-DTYP 2.3.4.2).
    public init?(wire bytes: some Sequence<UInt8>) {
        let bytes = Array(bytes)
        guard bytes.count == 16 else { return nil }
        self.bytes = Self.wireOrder.map { bytes[$0] }
    }

    /// The sixteen bytes as an attribute value holds them (MS-DTYP 2.3.4.2).
    public var wire: [UInt8] { Self.wireOrder.map { bytes[$0] } }

    /// The wire form with every byte escaped, as a search filter needs it (RFC 4515, section 3): `\6d\9c…`.
    public var filterValue: String {
        wire.map { "\\" + hexadecimal($0) }.joined()
    }
}

// MARK: - Text form

extension ObjectGUID: LosslessStringConvertible {
    /// Reads the text form (MS-DTYP 2.3.4.3), in either letter case, with or without braces.
    public init?(_ text: String) {
        var body = Array(text.utf8)[...]
        if body.first == UInt8(ascii: "{"), body.last == UInt8(ascii: "}"), body.count > 1 {
            body = body.dropFirst().dropLast()
        }
        guard body.count == 36 else { return nil }
        var bytes: [UInt8] = []
        var high: UInt8?
        for (offset, character) in body.enumerated() {
            if [8, 13, 18, 23].contains(offset) {
                guard character == UInt8(ascii: "-") else { return nil }
                continue
            }
            guard let digit = hexadecimalDigit(character) else { return nil }
            if let first = high {
                bytes.append(first << 4 | digit)
                high = nil
            } else {
                high = digit
            }
        }
        self.init(textOrder: bytes)
    }

    /// The text form in lower case, without braces.
    public var description: String {
        var text = ""
        for (index, byte) in bytes.enumerated() {
            if [4, 6, 8, 10].contains(index) { text += "-" }
            text += hexadecimal(byte)
        }
        return text
    }
}

extension ObjectGUID: Codable {
    public init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        let text = try container.decode(String.self)
        guard let guid = Self(text) else {
            throw DecodingError.dataCorruptedError(in: container, debugDescription: "\(text) is no GUID")
        }
        self = guid
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(description)
    }
}
