/// Something in an object's name that Active Directory reserves in distinguished names, where it stands escaped: one of
/// `,+"\<>;=/`, a line feed or a carriage return anywhere, a blank or `#` at the beginning, a blank at the end.
public struct ReservedNameCharacter: Sendable, Hashable {
    /// What it is called: `a comma`.
    public let name: String
    /// What stands well in its place.
    public let substitute: String

    private init(_ name: String, _ substitute: String) {
        self.name = name
        self.substitute = substitute
    }

    private static let anywhere: [Unicode.Scalar: Self] = [
        ",": Self("a comma", " "), "+": Self("a plus sign", "-"), "\"": Self("a quotation mark", "'"),
        "\\": Self("a backslash", "-"), "<": Self("a left angle bracket", "-"),
        ">": Self("a right angle bracket", "-"), ";": Self("a semicolon", " "), "\n": Self("a line feed", " "),
        "\r": Self("a carriage return", " "), "=": Self("an equals sign", "-"), "/": Self("a slash", "-"),
    ]
    private static let leadingBlank = Self("a blank at the beginning", "")
    private static let leadingSign = Self("a # at the beginning", "")
    private static let trailingBlank = Self("a blank at the end", "")

    /// What of this kind a name holds, each once, in the order in which it first comes. The name is the attribute's value, with
    /// nothing escaped.
    public static func all(in name: String) -> [Self] {
        var found: [Self] = []
        // By scalars: a comma with an accent over it, or a line feed after a carriage return, is one character of Swift's.
        let scalars = name.unicodeScalars
        if scalars.first == " " { found.append(leadingBlank) }
        if scalars.first == "#" { found.append(leadingSign) }
        for scalar in scalars {
            if let reserved = anywhere[scalar], !found.contains(reserved) { found.append(reserved) }
        }
        if scalars.last == " " { found.append(trailingBlank) }
        return found
    }

    /// The name with what stands well in place of such characters; nil where nothing is left of it.
    public static func replacing(in name: String) -> String? {
        var plain = String.UnicodeScalarView()
        for scalar in name.unicodeScalars {
            for put in anywhere[scalar]?.substitute.unicodeScalars ?? .init([scalar]) {
                // Of several blanks one, and none nor a # at the beginning.
                if put == " " && (plain.last == " " || plain.isEmpty) || put == "#" && plain.isEmpty { continue }
                plain.append(put)
            }
        }
        if plain.last == " " { plain.removeLast() }
        return plain.isEmpty ? nil : String(plain)
    }
}
