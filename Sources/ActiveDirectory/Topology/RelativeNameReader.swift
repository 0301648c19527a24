/// Takes a distinguished name's text apart (RFC 4514, section 3).
///
/// Tolerant where servers are: blanks around separators, and a bare line feed where `\0A` should stand.
struct RelativeNameReader {
    /// An attribute type and the value, with its escapes resolved.
    struct RelativeName: Sendable, Hashable {
        let type: String
        let value: [UInt8]

        var text: String { String(decoding: value, as: UTF8.self) }

        func hasType(_ other: String) -> Bool { type.lowercased() == other.lowercased() }
    }

    /// The first attribute of each relative name, the leaf first; empty when the text is no distinguished name.
    static func names(in text: String) -> [RelativeName] {
        var names: [RelativeName] = []
        for part in split(Array(text.utf8)[...], at: UInt8(ascii: ",")) {
            guard let first = split(part, at: UInt8(ascii: "+")).first, let name = name(in: first) else { return [] }
            names.append(name)
        }
        return names
    }

    private static func split(_ bytes: ArraySlice<UInt8>, at separator: UInt8) -> [ArraySlice<UInt8>] {
        var parts: [ArraySlice<UInt8>] = []
        var start = bytes.startIndex
        var isEscaped = false
        for index in bytes.indices {
            if isEscaped {
                isEscaped = false
            } else if bytes[index] == UInt8(ascii: "\\") {
                isEscaped = true
            } else if bytes[index] == separator {
                parts.append(bytes[start..<index])
                start = index + 1
            }
        }
        parts.append(bytes[start...])
        return parts
    }

    private static func name(in bytes: ArraySlice<UInt8>) -> RelativeName? {
        guard let equals = bytes.firstIndex(of: UInt8(ascii: "=")) else { return nil }
        var type = bytes[..<equals].drop { $0 == 0x20 }
        while type.last == 0x20 { type = type.dropLast() }
        guard !type.isEmpty, let value = unescaped(bytes[(equals + 1)...].drop { $0 == 0x20 }) else { return nil }
        return RelativeName(type: String(decoding: type, as: UTF8.self), value: value)
    }

    private static func unescaped(_ bytes: ArraySlice<UInt8>) -> [UInt8]? {
        var value: [UInt8] = []
        // Blanks at the end count only as far as an escape protects them.
        var protected = 0
        var rest = bytes
        while let byte = rest.popFirst() {
            guard byte == UInt8(ascii: "\\") else {
                value.append(byte)
                continue
            }
            guard let first = rest.popFirst() else { return nil }
            if let high = hexadecimalDigit(first), let low = rest.first.flatMap(hexadecimalDigit) {
                rest.removeFirst()
                value.append(high << 4 | low)
            } else {
                value.append(first)
            }
            protected = value.count
        }
        while value.count > protected, value.last == 0x20 { value.removeLast() }
        return value
    }
}
