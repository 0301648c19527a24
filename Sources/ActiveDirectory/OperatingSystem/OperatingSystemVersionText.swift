/// The numbers in `operatingSystemVersion`: `10.0 (20348)` over LDAP, `10.0.20348` as PowerShell and others print it.
struct OperatingSystemVersionText: Sendable, Hashable {
    let version: NTVersion
    let build: Int

    /// Reads either form, with nothing around it; nil for any other, such as Samba's `4.17.12-Debian`.
    init?(_ text: String) {
        var numbers: [Int] = []
        var digits = ""
        var separators = ""
        for character in text.unicodeScalars {
            switch character {
            case "0"..."9":
                digits.unicodeScalars.append(character)
                // No build has more than six digits; a longer run is something else.
                guard digits.utf8.count <= 6 else { return nil }
            default:
                if !digits.isEmpty, let number = Int(digits) {
                    numbers.append(number)
                    digits = ""
                }
                if character == "." || character == "(" || character == ")" {
                    separators.unicodeScalars.append(character)
                } else if character != " " && character != "\u{A0}" {
                    return nil
                }
            }
        }
        if let number = Int(digits) { numbers.append(number) }
        // A fourth number after the third full stop is the revision of an update.
        guard
            (numbers.count == 3 && (separators == ".()" || separators == ".."))
                || (numbers.count == 4 && (separators == "..." || separators == ".(.)"))
        else { return nil }
        version = NTVersion(numbers[0], numbers[1])
        build = numbers[2]
    }
}
