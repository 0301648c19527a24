/// Takes the fields of a netlogon answer from its bytes. Every read is bounded; integers are little-endian.
struct NetlogonByteReader {
    let bytes: [UInt8]
    private(set) var position = 0

    init(_ bytes: [UInt8]) {
        self.bytes = bytes
    }

    var remaining: Int { bytes.count - position }

    mutating func take(_ count: Int, for field: String) throws(NetlogonError) -> ArraySlice<UInt8> {
        guard count >= 0, remaining >= count else {
            throw NetlogonError(.truncated, "the answer ends within its \(field)", received: bytes)
        }
        defer { position += count }
        return bytes[position..<position + count]
    }

    mutating func unsigned8(_ field: String) throws(NetlogonError) -> UInt8 {
        try take(1, for: field).reduce(0) { _, byte in byte }
    }

    mutating func unsigned16(_ field: String) throws(NetlogonError) -> UInt16 {
        try take(2, for: field).reversed().reduce(0) { $0 << 8 | UInt16($1) }
    }

    mutating func unsigned32(_ field: String) throws(NetlogonError) -> UInt32 {
        try take(4, for: field).reversed().reduce(0) { $0 << 8 | UInt32($1) }
    }

    mutating func guid(_ field: String) throws(NetlogonError) -> ObjectGUID {
        let content = try take(16, for: field)
        guard let guid = ObjectGUID(wire: content) else {
            throw NetlogonError(.malformed, "the \(field) is no GUID", received: content)
        }
        return guid
    }

    /// UTF-16 up to a NUL.
    mutating func unicodeText(_ field: String) throws(NetlogonError) -> String {
        var units: [UInt16] = []
        while true {
            let unit = try unsigned16(field)
            if unit == 0 { return String(decoding: units, as: UTF16.self) }
            units.append(unit)
        }
    }

    /// A name in the compression of RFC 1035, section 4.1.4, its labels in UTF-8 (MS-ADTS 6.3.7). Empty for the root.
    ///
    /// A pointer must lead to a place before the run of labels that it ends: each run then begins lower than the one before,
    /// so that no chain of pointers comes back to itself.
    mutating func name(_ field: String) throws(NetlogonError) -> String {
        var content: [UInt8] = []
        var cursor = position
        var runStart = position
        var end: Int?
        while true {
            guard cursor < bytes.count else { throw outside(field) }
            let length = Int(bytes[cursor])
            switch length {
            case 0:
                position = end ?? cursor + 1
                return String(decoding: content, as: UTF8.self)
            case 1...63:
                guard cursor + 1 + length <= bytes.count else { throw outside(field) }
                if !content.isEmpty { content.append(UInt8(ascii: ".")) }
                content += bytes[cursor + 1...cursor + length]
                guard content.count <= 255 else {
                    throw NetlogonError(.malformed, "the \(field) is longer than a DNS name may be", received: bytes)
                }
                cursor += 1 + length
            case 0xC0...0xFF:
                guard cursor + 1 < bytes.count else { throw outside(field) }
                let target = (length & 0x3F) << 8 | Int(bytes[cursor + 1])
                guard target < runStart else {
                    throw NetlogonError(
                        .malformed, "the \(field) has a pointer that does not lead back", received: bytes)
                }
                end = end ?? cursor + 2
                runStart = target
                cursor = target
            default:
                throw NetlogonError(.malformed, "the \(field) has a label of no known kind", received: bytes)
            }
        }
    }

    private func outside(_ field: String) -> NetlogonError {
        NetlogonError(.truncated, "the \(field) leads out of the answer", received: bytes)
    }
}
