/// How DNS names are compared and made ready to be asked for.
package enum DomainName {
    /// The name in lower case (ASCII only, RFC 4343) and without its trailing dot: two names are one when this is one.
    package static func normalized(_ name: some StringProtocol) -> String {
        let bytes = name.utf8.map { (0x41...0x5A).contains($0) ? $0 | 0x20 : $0 }
        // An escaped dot belongs to its label.
        let endsWithDot = bytes.last == UInt8(ascii: ".") && bytes.dropLast().last != UInt8(ascii: "\\")
        return String(decoding: endsWithDot ? bytes.dropLast() : bytes[...], as: UTF8.self)
    }

    /// Whether two names are one, whatever their case and trailing dots.
    package static func areEqual(_ one: some StringProtocol, _ other: some StringProtocol) -> Bool {
        normalized(one) == normalized(other)
    }

    /// Whether DNS can carry the name (RFC 1035, 2.3.4): labels of 1 to 63 bytes, 253 in all, nothing but printable
    /// ASCII.
    package static func isValid(_ name: some StringProtocol) -> Bool {
        let text = normalized(name)
        guard !text.isEmpty, text.utf8.count <= 253 else { return false }
        guard text.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F }) else { return false }
        return text.split(separator: ".", omittingEmptySubsequences: false).allSatisfy {
            !$0.isEmpty && $0.utf8.count <= 63
        }
    }
}
