/// Cuts a byte stream into LDAP messages by their outermost length.
struct MessageFramer {
    private var buffer: [UInt8] = []
    /// Set when what came cannot be the start of a message.
    private(set) var isBroken = false

    mutating func append(_ bytes: [UInt8]) { buffer += bytes }

    /// The next whole message; nil when more bytes are needed.
    mutating func next() -> [UInt8]? {
        guard !isBroken, buffer.count >= 2 else { return nil }
        guard buffer[0] == 0x30 else {
            isBroken = true
            return nil
        }
        var header = 2
        var length = Int(buffer[1])
        if length >= 0x80 {
            let count = length & 0x7F
            guard (1...4).contains(count) else {
                isBroken = true
                return nil
            }
            guard buffer.count >= 2 + count else { return nil }
            header += count
            length = buffer[2..<header].reduce(0) { $0 << 8 | Int($1) }
        }
        guard buffer.count - header >= length else { return nil }
        defer { buffer.removeFirst(header + length) }
        return Array(buffer.prefix(header + length))
    }
}
