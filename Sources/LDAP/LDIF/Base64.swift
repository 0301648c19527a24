/// The base64 of RFC 4648, section 4, on bytes.
enum Base64 {
    private static let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)
    private static let padding = UInt8(ascii: "=")
    private static let notADigit: UInt8 = 0xFF

    /// The digit that each byte stands for.
    private static let digits: [UInt8] = {
        var digits = [UInt8](repeating: notADigit, count: 256)
        for (digit, byte) in alphabet.enumerated() { digits[Int(byte)] = UInt8(digit) }
        return digits
    }()

    static func encode(_ octets: [UInt8]) -> [UInt8] {
        let alphabet = alphabet
        var output: [UInt8] = []
        output.reserveCapacity((octets.count + 2) / 3 * 4)
        var index = 0
        while index < octets.count {
            let left = octets.count - index
            let group =
                UInt32(octets[index]) << 16 | UInt32(left > 1 ? octets[index + 1] : 0) << 8
                | UInt32(left > 2 ? octets[index + 2] : 0)
            output.append(alphabet[Int(group >> 18)])
            output.append(alphabet[Int(group >> 12 & 0x3F)])
            output.append(left > 1 ? alphabet[Int(group >> 6 & 0x3F)] : padding)
            output.append(left > 2 ? alphabet[Int(group & 0x3F)] : padding)
            index += 3
        }
        return output
    }

    /// nil for a byte outside the alphabet, and for a length or padding that cannot be.
    static func decode(_ text: ArraySlice<UInt8>) -> [UInt8]? {
        guard text.count.isMultiple(of: 4) else { return nil }
        let unpadded = text.suffix(2).firstIndex(of: padding).map { text[..<$0] } ?? text
        // What was cut off must have been padding to its end.
        guard text[unpadded.endIndex...].allSatisfy({ $0 == padding }) else { return nil }
        let digits = digits
        var output: [UInt8] = []
        output.reserveCapacity(text.count / 4 * 3)
        var group: UInt32 = 0
        var bits = 0
        for byte in unpadded {
            let digit = digits[Int(byte)]
            guard digit != notADigit else { return nil }
            group = group << 6 | UInt32(digit)
            bits += 6
            if bits >= 8 {
                bits -= 8
                output.append(UInt8(truncatingIfNeeded: group >> UInt32(bits)))
            }
        }
        return output
    }
}
