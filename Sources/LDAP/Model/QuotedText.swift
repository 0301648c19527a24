/// Text from outside, made fit to stand in a one-line message: quoted, control characters escaped, cut to a bound.
enum QuotedText {
    static func quoted(_ text: String, limit: Int = 160) -> String {
        let scalars = text.unicodeScalars
        var result = "“"
        for scalar in scalars.prefix(limit) {
            // Controls and format characters (bidirectional overrides among them) could rewrite the reader's terminal.
            switch scalar.properties.generalCategory {
            case .control, .format, .lineSeparator, .paragraphSeparator:
                result += "\\u{" + String(scalar.value, radix: 16) + "}"
            default: result.unicodeScalars.append(scalar)
            }
        }
        if scalars.dropFirst(limit).first != nil { result += "…" }
        return result + "”"
    }
}
