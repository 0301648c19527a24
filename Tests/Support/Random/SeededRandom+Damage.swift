extension SeededRandom {
    /// The text with a few edits: octets changed, taken out, put in, doubled, cut off.
    package mutating func damaged(_ text: String) -> String {
        var octets = Array(text.utf8)
        for _ in 0...below(4) {
            let index = below(octets.count + 1)
            switch below(5) {
            case 0 where index < octets.count: octets[index] = UInt8(truncatingIfNeeded: next())
            case 1 where index < octets.count: octets.remove(at: index)
            case 2: octets.insert(contentsOf: self.octets(upTo: 3), at: index)
            case 3: octets.insert(contentsOf: octets[index...].prefix(12), at: index)
            default: octets.removeLast(min(octets.count, below(4)))
            }
        }
        return String(decoding: octets, as: UTF8.self)
    }

    /// The bytes with one to four changes: a byte replaced, inserted or removed, the end cut off, a run repeated.
    package mutating func damaged(_ original: [UInt8]) -> [UInt8] {
        var bytes = original
        for _ in 0..<Int.random(in: 1...4, using: &self) {
            let position = Int.random(in: 0...bytes.count, using: &self)
            switch Int.random(in: 0..<6, using: &self) {
            case 0 where position < bytes.count: bytes[position] = UInt8.random(in: 0...255, using: &self)
            case 1 where position < bytes.count:
                // Lengths and compression pointers turn at these.
                bytes[position] = pick([0, 0x3F, 0x40, 0x7F, 0x80, 0xC0, 0xFF])
            case 2: bytes.insert(UInt8.random(in: 0...255, using: &self), at: position)
            case 3 where position < bytes.count: bytes.remove(at: position)
            case 4: bytes.removeLast(bytes.count - position)
            default: bytes += bytes[position...].prefix(64)
            }
        }
        return bytes
    }
}
