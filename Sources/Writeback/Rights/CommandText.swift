/// Words as the shells read them that an administrator copies commands into. What comes out of a directory may hold anything.
enum CommandText {
    /// One word for a POSIX shell.
    static func posix(_ text: String) -> String {
        "'" + text.split(separator: "'", omittingEmptySubsequences: false).joined(separator: "'\\''") + "'"
    }

    /// One string for Windows PowerShell, which takes typographic quotation marks for plain ones.
    static func powerShell(_ text: String) -> String {
        let quotes: Set<Character> = ["'", "\u{2018}", "\u{2019}", "\u{201A}", "\u{201B}"]
        return "'" + text.map { quotes.contains($0) ? "\($0)\($0)" : String($0) }.joined() + "'"
    }

    /// Whether a text can stand between quotation marks on the command line of Windows, where nothing quotes these or a percent sign.
    static func isPlain(_ text: String) -> Bool {
        !text.contains { $0 == "\"" || $0 == "%" || $0 == "!" || $0 == "^" } && isPrintable(text)
    }

    /// Whether a text stands on one line and holds no control character.
    static func isPrintable(_ text: String) -> Bool {
        !text.contains(where: \.isNewline) && !text.unicodeScalars.contains { $0.value < 0x20 }
    }
}
