/// SplitMix64: the same numbers for the same seed, on every machine.
struct SeededRandom: RandomNumberGenerator {
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

    mutating func below(_ bound: Int) -> Int {
        Int.random(in: 0..<bound, using: &self)
    }

    mutating func chance(_ percent: Int) -> Bool {
        below(100) < percent
    }

    mutating func pick<Element>(_ elements: [Element]) -> Element {
        elements[below(elements.count)]
    }

    /// Octets that parsers find hard: special characters, controls, letters outside ASCII, octets that are no UTF-8.
    mutating func octets(upTo limit: Int) -> [UInt8] {
        let pieces: [[UInt8]] = [
            Array(" ".utf8), Array("#".utf8), Array("\"".utf8), Array("+".utf8), Array(",".utf8), Array(";".utf8),
            Array("<".utf8), Array("=".utf8), Array(">".utf8), Array("\\".utf8), Array("*".utf8), Array("(".utf8),
            Array(")".utf8), Array("%".utf8), Array("?".utf8), Array("!".utf8), [0], [0x0A], [0x7F], [0xFF], [0xC3],
            Array("ö".utf8), Array("ẞ".utf8), Array("\u{338}".utf8), Array("😀".utf8), Array("a".utf8),
            Array("Z".utf8), Array("0".utf8),
        ]
        var octets: [UInt8] = []
        for _ in 0..<below(limit + 1) { octets += pick(pieces) }
        return octets
    }

    mutating func text(upTo limit: Int) -> String {
        String(decoding: octets(upTo: limit).filter { $0 != 0xFF && $0 != 0xC3 }, as: UTF8.self)
    }

    /// A few random edits: octets changed, taken out, put in, doubled, cut off.
    mutating func mutation(of text: String) -> String {
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
}
