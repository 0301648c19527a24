/// What an ``XMLReader`` finds, in the order of the document.
enum XMLEvent: Equatable {
    /// A start tag, or an empty-element tag, which an end follows. The name is as written, with its prefix.
    case start(String, [XMLAttribute])
    /// A piece of character data in UTF-8, references resolved. Adjoining pieces are one text.
    case text([UInt8])
    case end(String)
}

/// An attribute of a start tag, its value normalised (XML 1.0, 3.3.3).
struct XMLAttribute: Sendable, Equatable {
    let name: String
    let value: String
}

/// The classes of characters that XML 1.0 (fifth edition) names.
enum XMLCharacters {
    /// `S` (production 3).
    static func isSpace(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x09 || byte == 0x0A || byte == 0x0D }

    /// `Char` (production 2).
    static func isCharacter(_ value: UInt32) -> Bool {
        switch value {
        case 0x09, 0x0A, 0x0D, 0x20...0xD7FF, 0xE000...0xFFFD, 0x10000...0x10FFFF: true
        default: false
        }
    }

    /// `NameStartChar` (production 4).
    private static func startsName(_ value: UInt32) -> Bool {
        switch value {
        case 0x3A, 0x41...0x5A, 0x5F, 0x61...0x7A, 0xC0...0xD6, 0xD8...0xF6, 0xF8...0x2FF, 0x370...0x37D,
            0x37F...0x1FFF,
            0x200C...0x200D, 0x2070...0x218F, 0x2C00...0x2FEF, 0x3001...0xD7FF, 0xF900...0xFDCF, 0xFDF0...0xFFFD,
            0x10000...0xEFFFF:
            true
        default: false
        }
    }

    /// `NameChar` (production 4a).
    private static func continuesName(_ value: UInt32) -> Bool {
        switch value {
        case 0x2D, 0x2E, 0x30...0x39, 0xB7, 0x300...0x36F, 0x203F...0x2040: true
        default: startsName(value)
        }
    }

    /// Whether the text is a `Name` (production 5).
    static func isName(_ text: String) -> Bool {
        guard let first = text.unicodeScalars.first, startsName(first.value) else { return false }
        return text.unicodeScalars.dropFirst().allSatisfy { continuesName($0.value) }
    }
}
