/// Bytes as pairs of hexadecimal digits, the one escape that DNs (RFC 4514), filters (RFC 4515) and URLs (RFC 3986)
/// have in common.
enum Hexadecimal {
    static func digit(_ byte: UInt8) -> UInt8? {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"): byte - UInt8(ascii: "0")
        case UInt8(ascii: "a")...UInt8(ascii: "f"): byte - UInt8(ascii: "a") + 10
        case UInt8(ascii: "A")...UInt8(ascii: "F"): byte - UInt8(ascii: "A") + 10
        default: nil
        }
    }

    /// The byte that the two digits at `index` stand for, or nil where there are no two digits.
    static func pair(in bytes: [UInt8], at index: Int) -> UInt8? {
        guard index >= 0, index < bytes.count - 1,
            let high = digit(bytes[index]), let low = digit(bytes[index + 1])
        else { return nil }
        return high << 4 | low
    }

    static func append(_ byte: UInt8, to output: inout [UInt8]) {
        output.append(upperDigit(byte >> 4))
        output.append(upperDigit(byte & 0x0F))
    }

    private static func upperDigit(_ value: UInt8) -> UInt8 {
        value < 10 ? UInt8(ascii: "0") + value : UInt8(ascii: "A") + value - 10
    }
}
