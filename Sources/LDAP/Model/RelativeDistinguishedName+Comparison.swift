extension RelativeDistinguishedName.Value: Hashable {
    private enum ComparisonKey: Hashable {
        case text(String)
        case octets([UInt8])
        case encoded([UInt8])
    }

    private var comparisonKey: ComparisonKey {
        switch self {
        case .encoded(let octets): .encoded(octets)
        case .octets(let octets):
            if let text = String(validating: octets, as: UTF8.self) {
                // Lowered, never raised: upper case would make one of “ß” and “ss”. String compares by canonical
                // equivalence, so that composed and decomposed letters are one without further ado.
                .text(Self.withoutInsignificantSpaces(text.lowercased()))
            } else {
                .octets(octets)
            }
        }
    }

    /// Without leading and trailing spaces, each inner run as one (RFC 4518, section 2.6.1).
    private static func withoutInsignificantSpaces(_ text: String) -> String {
        let space = UInt8(ascii: " ")
        var previous = space
        var isPlain = true
        for byte in text.utf8 {
            if byte == space, previous == space { isPlain = false }
            previous = byte
        }
        if isPlain, previous != space || text.isEmpty { return text }
        let words = text.utf8.split(separator: space)
        return String(decoding: Array(words.joined(separator: [space])), as: UTF8.self)
    }

    public static func == (left: Self, right: Self) -> Bool {
        left.comparisonKey == right.comparisonKey
    }

    public func hash(into hasher: inout Hasher) {
        hasher.combine(comparisonKey)
    }
}
