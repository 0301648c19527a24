/// Random damage to bytes, the same in every run (SplitMix64).
struct MutationSource: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64) {
        state = seed
    }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }

    /// The bytes with one to four changes: a byte replaced, inserted or removed, the end cut off, a run repeated.
    mutating func mutate(_ original: [UInt8]) -> [UInt8] {
        var bytes = original
        for _ in 0..<Int.random(in: 1...4, using: &self) {
            let position = Int.random(in: 0...bytes.count, using: &self)
            switch Int.random(in: 0..<6, using: &self) {
            case 0 where position < bytes.count: bytes[position] = UInt8.random(in: 0...255, using: &self)
            case 1 where position < bytes.count:
                bytes[position] = [0, 0x3F, 0x40, 0x7F, 0x80, 0xC0, 0xFF].randomElement(using: &self) ?? 0
            case 2: bytes.insert(UInt8.random(in: 0...255, using: &self), at: position)
            case 3 where position < bytes.count: bytes.remove(at: position)
            case 4: bytes.removeLast(bytes.count - position)
            default: bytes += bytes[position...].prefix(64)
            }
        }
        return bytes
    }
}
