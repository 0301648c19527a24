/// What the description of a connector account says of the installation that made it: a hint, for anybody who may write the account may
/// write its description.
///
/// The sentence is written in the language of the installer, so nothing in it is recognized by its words: the identifier is the run of
/// 32 hexadecimal digits, the tenant the word with a dot that ends in letters, and the server the word that a computer of the directory
/// is named by. Only the English sentences (of both generations of the product) name the server outright.
public struct InstallationHint: Sendable, Equatable, Codable {
    /// The installation identifier, 32 lower-case hexadecimal digits. The first 12 are those of an `MSOL_` account's name.
    public var identifier: String?
    /// The tenant's domain name, such as `contoso.onmicrosoft.com`.
    public var tenant: String?
    /// The name of the server that the sentence names after `computer`; nil where the language is another.
    public var server: String?
    /// Words that could be a computer's name, for looking them up; `server` first where it is known.
    public var possibleServers: [String]

    /// Nil where the text holds no identifier and no tenant: it is then somebody's own note.
    public init?(description: String) {
        // A no-break space stands before a colon in French, and anywhere in pasted text.
        let separators: Set<Character> = [
            " ", "\u{A0}", "\u{202F}", "\t", "\n", "\r", "\r\n", ",", ";", ":", "\"", "'",
        ]
        let words = description.prefix(Self.longestDescription).split(whereSeparator: { separators.contains($0) })
            .map { word in
                // Stops end sentences, and stand inside a tenant's name.
                var word = word
                while let last = word.last, ".)]»”’".contains(last) { word.removeLast() }
                while let first = word.first, "([«“‘".contains(first) { word.removeFirst() }
                return String(word)
            }
        identifier = words.first(where: Self.isIdentifier)?.lowercased()
        tenant = words.first(where: Self.isTenant)?.lowercased()
        guard identifier != nil || tenant != nil else { return nil }
        let place = words.indices.first { index in
            words[index] == "computer" && index > 0 && words[index - 1] == "on" && index + 1 < words.count
        }
        server = place.map { words[$0 + 1] }.flatMap { Self.isComputerName($0) ? $0 : nil }
        let named = server
        let others = words.filter { word in
            Self.isComputerName(word) && word != named && word.contains { $0.isUppercase || $0.isNumber }
        }
        possibleServers = (server.map { [$0] } ?? []) + others.prefix(Self.mostWords)
    }

    /// `description` can hold 1024 characters (MS-ADA1); what stands behind them is not read.
    private static let longestDescription = 1024
    private static let mostWords = 32

    private static func isIdentifier(_ word: String) -> Bool {
        word.utf8.count == 32
            && word.utf8.allSatisfy { byte in
                switch byte {
                case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "a")...UInt8(ascii: "f"),
                    UInt8(ascii: "A")...UInt8(ascii: "F"):
                    true
                default: false
                }
            }
    }

    private static func isTenant(_ word: String) -> Bool {
        let labels = word.split(separator: ".", omittingEmptySubsequences: false)
        guard labels.count >= 2, labels.allSatisfy({ !$0.isEmpty && $0.allSatisfy(Self.isNameCharacter) }),
            let last = labels.last
        else { return false }
        return last.count >= 2 && last.allSatisfy(\.isLetter)
    }

    /// A NetBIOS computer name: 15 characters at most, none of which a name may not hold.
    private static func isComputerName(_ word: String) -> Bool {
        !word.isEmpty && word.count <= 15 && word.allSatisfy(isNameCharacter) && word.contains(where: \.isLetter)
    }

    private static func isNameCharacter(_ character: Character) -> Bool {
        character.isLetter || character.isNumber || character == "-" || character == "_"
    }
}
