/// Writes the part of BER that LDAP needs (RFC 4511, section 5.1).
package struct BER: Sendable {
    /// Active Directory writes every length of a constructed value in five bytes: `84 00 00 00 2d`.
    package var longLengths = false

    package init(longLengths: Bool = false) {
        self.longLengths = longLengths
    }

    package func value(_ tag: UInt8, _ content: [UInt8]) -> [UInt8] {
        let constructed = tag & 0x20 != 0
        return [tag] + length(content.count, long: longLengths && constructed) + content
    }

    package func sequence(_ parts: [[UInt8]], tag: UInt8 = 0x30) -> [UInt8] { value(tag, Array(parts.joined())) }
    package func octets(_ bytes: [UInt8], tag: UInt8 = 0x04) -> [UInt8] { value(tag, bytes) }
    package func text(_ text: String, tag: UInt8 = 0x04) -> [UInt8] { value(tag, Array(text.utf8)) }
    package func boolean(_ flag: Bool, tag: UInt8 = 0x01) -> [UInt8] { value(tag, [flag ? 0xFF : 0]) }

    package func integer(_ number: Int, tag: UInt8 = 0x02) -> [UInt8] {
        var bytes = (0..<8).map { UInt8(truncatingIfNeeded: number >> (56 - 8 * $0)) }
        while bytes.count > 1, (bytes[0] == 0 && bytes[1] < 0x80) || (bytes[0] == 0xFF && bytes[1] >= 0x80) {
            bytes.removeFirst()
        }
        return value(tag, bytes)
    }

    private func length(_ count: Int, long: Bool) -> [UInt8] {
        let four = (0..<4).map { UInt8(truncatingIfNeeded: count >> (24 - 8 * $0)) }
        if long { return [0x84] + four }
        if count < 0x80 { return [UInt8(count)] }
        let shortest = four.drop { $0 == 0 }
        return [0x80 | UInt8(shortest.count)] + shortest
    }
}
