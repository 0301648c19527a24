/// GUIDs and SIDs between their texts and their bytes (MS-DTYP 2.3.4.2 and 2.4.2.2).
package enum WindowsIdentifiers {
    /// A GUID from its dashed text: the first three fields are little-endian.
    package static func guid(_ text: String) -> [UInt8] {
        let digits = hex(text.filter { $0 != "-" && $0 != "{" && $0 != "}" }) ?? []
        guard digits.count == 16 else { return [] }
        return [3, 2, 1, 0, 5, 4, 7, 6, 8, 9, 10, 11, 12, 13, 14, 15].map { digits[$0] }
    }

    /// A GUID that is always the same for a name, so that two runs give the same directory.
    package static func guid(for name: String) -> [UInt8] {
        var state: UInt64 = 0xCBF2_9CE4_8422_2325
        return (0..<2).flatMap { round -> [UInt8] in
            for byte in name.lowercased().utf8 + [UInt8(round)] {
                state = (state ^ UInt64(byte)) &* 0x100_0000_01B3
            }
            return (0..<8).map { UInt8(truncatingIfNeeded: state >> (8 * UInt64($0))) }
        }
    }

    /// A SID from its `S-1-…` text.
    package static func sid(_ text: String) -> [UInt8] {
        let numbers = text.split(separator: "-").dropFirst().compactMap { UInt64($0) }
        guard numbers.count >= 2 else { return [] }
        let authority = (0..<6).map { UInt8(truncatingIfNeeded: numbers[1] >> (40 - 8 * UInt64($0))) }
        let subAuthorities = numbers.dropFirst(2).flatMap { number in
            (0..<4).map { UInt8(truncatingIfNeeded: number >> (8 * UInt64($0))) }
        }
        return [UInt8(truncatingIfNeeded: numbers[0]), UInt8(numbers.count - 2)] + authority + subAuthorities
    }

    /// What stands in `<GUID=…>` and `<SID=…>`: a text or plain hex of the bytes.
    static func bytes(_ text: String) -> [UInt8] {
        if text.hasPrefix("S-") { return sid(text) }
        return text.contains("-") ? guid(text) : hex(text) ?? []
    }

    private static func hex(_ text: String) -> [UInt8]? {
        let digits = Array(text.utf8)
        guard digits.count.isMultiple(of: 2) else { return nil }
        var bytes: [UInt8] = []
        for start in stride(from: 0, to: digits.count, by: 2) {
            guard let byte = UInt8(String(decoding: digits[start..<start + 2], as: UTF8.self), radix: 16) else {
                return nil
            }
            bytes.append(byte)
        }
        return bytes
    }
}
