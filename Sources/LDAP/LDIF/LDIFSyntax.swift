/// What may stand in a line as it is (RFC 2849, “Formal Syntax Definition of LDIF”).
enum LDIFSyntax {
    /// Whether `value` needs no base64: SAFE-STRING, and no space at the end (note 8).
    ///
    /// The RFC also lets a value begin with a tab, a vertical tab or a form feed. OpenLDAP's readers drop those like the
    /// spaces before a value, so here such a value is not safe.
    static func isSafe(_ value: some Collection<UInt8>) -> Bool {
        guard let first = value.first else { return true }
        switch first {
        case space, colon, UInt8(ascii: "<"), 0x09, 0x0B, 0x0C: return false
        default: break
        }
        var last = first
        for byte in value {
            if byte >= 0x80 || byte == 0 || byte == lineFeed || byte == carriageReturn { return false }
            last = byte
        }
        return last != space
    }

    /// Whether `value` also shows as what it is: no control characters.
    static func isPrintable(_ value: some Collection<UInt8>) -> Bool {
        value.allSatisfy { (0x20...0x7E).contains($0) }
    }

    /// Whether a line can begin with this attribute description and be read back.
    ///
    /// More than RFC 4512 allows, since servers have attributes with `_` in their names, and nothing that could end the
    /// name or the line.
    static func isDescription(_ name: some Collection<UInt8>) -> Bool {
        guard let first = name.first, first != UInt8(ascii: "#") else { return false }
        return name.allSatisfy { (0x21...0x7E).contains($0) && $0 != colon }
    }

    /// Whether the name gives a line another meaning than an attribute's.
    static func isKeyword(_ name: String) -> Bool {
        // Of names as long as one of the words there are few; all others are spared the copy in lower case.
        switch name.utf8.count {
        case 2, 7, 10: ["dn", "control", "changetype"].contains(name.lowercased())
        default: false
        }
    }

    static let space = UInt8(ascii: " ")
    static let colon = UInt8(ascii: ":")
    static let lineFeed = UInt8(ascii: "\n")
    static let carriageReturn = UInt8(ascii: "\r")
}
