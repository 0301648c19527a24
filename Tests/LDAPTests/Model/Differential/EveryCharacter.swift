/// Texts in which every character of ASCII stands once in every place that a parser looks at: chance alone would miss the
/// one character that is wrongly taken in one place.
enum EveryCharacter {
    static let placeholder: Character = "§"

    static func texts(_ templates: [String]) -> [String] {
        (0..<0x80).flatMap { octet in
            templates.map { template in
                template.split(separator: placeholder, omittingEmptySubsequences: false)
                    .joined(separator: String(UnicodeScalar(octet as UInt8)))
            }
        }
    }
}
