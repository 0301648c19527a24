/// Text from elsewhere (a server, a file name, the command line), made fit for one line of a message or of the log.
///
/// Whoever can put a line feed or an escape sequence there would otherwise write lines of the message or of the log himself.
enum MessageText {
    /// The text on one line: runs of white space become a blank, and every other scalar that a terminal might obey, hide or reorder
    /// by becomes its number, such as `\u{1b}`.
    static func onOneLine(_ text: String) -> String {
        var line = String.UnicodeScalarView()
        var isBlankDue = false
        for scalar in text.unicodeScalars {
            // The diagnostics of Active Directory end with a NUL.
            if scalar.properties.isWhitespace || scalar == "\0" {
                isBlankDue = !line.isEmpty
                continue
            }
            if isBlankDue { line.append(" ") }
            isBlankDue = false
            if isHazard(scalar) {
                line.append(contentsOf: "\\u{\(String(scalar.value, radix: 16))}".unicodeScalars)
            } else {
                line.append(scalar)
            }
        }
        return String(line)
    }

    /// The text as one sentence: with a capital and a full stop.
    static func sentence(_ text: String) -> String {
        guard let first = text.first, let last = text.last else { return text }
        let capital = first.uppercased() + text.dropFirst()
        return ".!?".contains(last) ? capital : capital + "."
    }

    private static func isHazard(_ scalar: Unicode.Scalar) -> Bool {
        if scalar.value < 0x7F { return scalar.value < 0x20 }
        return switch scalar.properties.generalCategory {
        case .control, .format, .lineSeparator, .paragraphSeparator, .surrogate, .privateUse, .unassigned: true
        default: false
        }
    }
}
