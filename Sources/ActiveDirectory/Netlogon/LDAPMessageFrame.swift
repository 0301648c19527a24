/// Where an LDAP message ends in the bytes that have come so far (RFC 4511, section 5.1; X.690, section 8.1).
public enum LDAPMessageFrame: Sendable, Hashable {
    /// Too few bytes have come to tell, or to hold the message.
    case incomplete
    /// The first `byteCount` bytes are a message.
    case message(byteCount: Int)
    /// No LDAP message begins with these bytes, whatever follows.
    case notLDAP
    /// The message would be `byteCount` bytes long, more than is allowed.
    case tooLarge(byteCount: Int)

    /// The most bytes that a netlogon answer is allowed to have.
    public static let limit = 65_536

    /// Looks at the start of `bytes`.
    ///
    /// Any number of length bytes up to four is taken: Active Directory writes `30 84 00 00 00 2d` where two bytes would do.
    /// The indefinite length is refused, since LDAP forbids it.
    public init(startOf bytes: ArraySlice<UInt8>, limit: Int = Self.limit) {
        let start = bytes.startIndex
        guard let tag = bytes.first else { self = .incomplete; return }
        guard tag == 0x30 else { self = .notLDAP; return }
        guard bytes.count >= 2 else { self = .incomplete; return }
        let first = bytes[start + 1]
        var header = 2
        var length = Int(first)
        if first >= 0x80 {
            let count = Int(first & 0x7F)
            guard (1...4).contains(count) else { self = .notLDAP; return }
            header += count
            guard bytes.count >= header else { self = .incomplete; return }
            length = bytes[start + 2..<start + header].reduce(0) { $0 << 8 | Int($1) }
        }
        guard length <= limit - header else { self = .tooLarge(byteCount: header + length); return }
        // Every message begins with its number, an INTEGER. The shortest holds that and an operation without content.
        guard length >= 5 else { self = .notLDAP; return }
        guard bytes.count > header else { self = .incomplete; return }
        guard bytes[start + header] == 0x02 else { self = .notLDAP; return }
        self = bytes.count >= header + length ? .message(byteCount: header + length) : .incomplete
    }
}
