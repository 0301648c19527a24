/// Words as the shells read them that an administrator copies commands into. What comes out of a directory may hold anything.
///
/// Shells know no characters in Swift's sense: to them a quotation mark under a combining accent is a quotation mark. So everything here
/// goes by scalars.
package enum CommandText {
    /// One word for a POSIX shell.
    package static func posix(_ text: String) -> String {
        replacing(text) { $0 == "'" ? "'\\''" : nil }
    }

    /// One string for Windows PowerShell, which takes typographic quotation marks for plain ones.
    package static func powerShell(_ text: String) -> String {
        let quotes: Set<Unicode.Scalar> = ["'", "\u{2018}", "\u{2019}", "\u{201A}", "\u{201B}"]
        return replacing(text) { quotes.contains($0) ? "\($0)\($0)" : nil }
    }

    /// Whether a text can stand between quotation marks on the command line of Windows, where nothing quotes these or a percent sign,
    /// and where it may be PowerShell that reads them: it takes typographic marks for plain ones, and expands a dollar and a backtick.
    static func isPlain(_ text: String) -> Bool {
        let scalars = text.unicodeScalars
        let obeyed: Set<Unicode.Scalar> = ["\"", "\u{201C}", "\u{201D}", "\u{201E}", "%", "!", "^", "`"]
        // The dollar at the end of a managed account's name is none that begins anything.
        let expands = zip(scalars, scalars.dropFirst()).contains {
            $0 == "$" && ($1.properties.isAlphabetic || "({_?$".unicodeScalars.contains($1))
        }
        return !expands && !scalars.contains(where: obeyed.contains) && isPrintable(text)
    }

    /// Whether a text stands on one line and holds no control character.
    static func isPrintable(_ text: String) -> Bool {
        !text.unicodeScalars.contains { $0.value < 0x20 || [0x7F, 0x85, 0x2028, 0x2029].contains($0.value) }
    }

    private static func replacing(_ text: String, _ replacement: (Unicode.Scalar) -> String?) -> String {
        var quoted = String.UnicodeScalarView(["'"])
        for scalar in text.unicodeScalars {
            if let other = replacement(scalar) {
                quoted.append(contentsOf: other.unicodeScalars)
            } else {
                quoted.append(scalar)
            }
        }
        quoted.append("'")
        return String(quoted)
    }
}
