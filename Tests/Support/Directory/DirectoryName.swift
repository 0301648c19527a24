/// A distinguished name in the form in which two spellings of it are equal (RFC 4514; attribute types and values without case).
struct DirectoryName: Hashable, Sendable {
    /// The relative names, the most significant (the root's) first.
    let parts: [String]

    init(_ text: String) {
        var names: [[UInt8]] = [[]]
        var bytes = Array(text.utf8)[...]
        while let byte = bytes.popFirst() {
            switch byte {
            case UInt8(ascii: ","): names.append([])
            case UInt8(ascii: "\\"):
                let pair = bytes.prefix(2)
                if pair.count == 2, let value = UInt8(String(decoding: pair, as: UTF8.self), radix: 16) {
                    names[names.count - 1].append(value)
                    bytes = bytes.dropFirst(2)
                } else if let next = bytes.popFirst() {
                    names[names.count - 1].append(next)
                }
            default: names[names.count - 1].append(byte)
            }
        }
        parts = names.map { name in
            let trimmed = name.drop { $0 == 0x20 }
            return String(decoding: trimmed, as: UTF8.self).lowercased()
        }.filter { !$0.isEmpty }.reversed()
    }

    private init(parts: [String]) { self.parts = parts }

    var isRoot: Bool { parts.isEmpty }
    var parent: DirectoryName? { parts.isEmpty ? nil : DirectoryName(parts: Array(parts.dropLast())) }
    /// `cn=name` of the entry itself.
    var relative: String { parts.last ?? "" }

    func isAncestor(of other: DirectoryName) -> Bool {
        parts.count < other.parts.count && other.parts.starts(with: parts)
    }
}
