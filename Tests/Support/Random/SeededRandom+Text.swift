extension SeededRandom {
    private static let hardPieces: [[UInt8]] =
        " #\"+,;<=>\\*()%?!".utf8.map { [$0] } + [[0], [0x0A], [0x7F], [0xFF], [0xC3]]
        + ["ö", "ẞ", "\u{338}", "😀", "a", "Z", "0"].map { Array($0.utf8) }

    /// Octets that parsers find hard: special characters, controls, letters outside ASCII, octets that are no UTF-8.
    package mutating func octets(upTo limit: Int) -> [UInt8] {
        var octets: [UInt8] = []
        for _ in 0..<below(limit + 1) { octets += pick(Self.hardPieces) }
        return octets
    }

    /// The same, but UTF-8.
    package mutating func text(upTo limit: Int) -> String {
        String(decoding: octets(upTo: limit).filter { $0 != 0xFF && $0 != 0xC3 }, as: UTF8.self)
    }

    /// Any printable character of ASCII.
    package mutating func character() -> String {
        String(UnicodeScalar(UInt8(0x20 + below(0x5F))))
    }
}
