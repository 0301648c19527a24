/// The spellings that RFC 4512, section 1.4, allows for an object identifier: `cn` (descr) or `2.5.4.3` (numericoid).
enum ObjectIdentifierSyntax {
    static func isIdentifier(_ text: some Collection<UInt8>) -> Bool {
        guard let first = text.first else { return false }
        return isDigit(first) ? isNumeric(text) : isDescriptor(text)
    }

    /// `keystring`: a letter, then letters, digits and hyphens.
    static func isDescriptor(_ text: some Collection<UInt8>) -> Bool {
        guard let first = text.first, isLetter(first) else { return false }
        return text.allSatisfy(isKeyCharacter)
    }

    /// `numericoid`: at least two numbers joined by dots, none with a leading zero.
    static func isNumeric(_ text: some Collection<UInt8>) -> Bool {
        let numbers = text.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
        return numbers.count >= 2
            && numbers.allSatisfy { number in
                !number.isEmpty && number.allSatisfy(isDigit)
                    && (number.count == 1 || number.first != UInt8(ascii: "0"))
            }
    }

    static func isLetter(_ byte: UInt8) -> Bool {
        (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte | 0x20)
    }

    static func isDigit(_ byte: UInt8) -> Bool {
        (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
    }

    static func isKeyCharacter(_ byte: UInt8) -> Bool {
        isLetter(byte) || isDigit(byte) || byte == UInt8(ascii: "-")
    }
}
