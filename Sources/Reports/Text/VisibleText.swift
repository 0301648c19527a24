/// Text from a directory, made fit for a terminal.
///
/// Whoever may write an attribute would otherwise write to the screen of the administrator who reads it: escape sequences, line
/// feeds that forge lines, marks that turn the reading direction round.
enum VisibleText {
    /// The text with every scalar that a terminal might obey, hide or reorder by replaced by its number: `\u{1b}`.
    static func neutralised(_ text: String) -> String {
        guard text.unicodeScalars.contains(where: isHazard) else { return text }
        var result = String.UnicodeScalarView()
        for scalar in text.unicodeScalars {
            if isHazard(scalar) {
                result.append(contentsOf: "\\u{\(String(scalar.value, radix: 16))}".unicodeScalars)
            } else {
                result.append(scalar)
            }
        }
        return String(result)
    }

    static func isHazard(_ scalar: Unicode.Scalar) -> Bool {
        // Most text is ASCII, and this is asked of every scalar that is printed.
        if scalar.value < 0x7F { return scalar.value < 0x20 }
        switch scalar.properties.generalCategory {
        // A joiner inside a script's own spelling is no hazard; every other format character is.
        case .format: return scalar.value != 0x200C && scalar.value != 0x200D
        case .control, .lineSeparator, .paragraphSeparator, .surrogate, .privateUse, .unassigned: return true
        default: return false
        }
    }
}
