public import LDAP

/// A name as Active Directory writes it under LDAP_SERVER_EXTENDED_DN_OID: `<GUID=…>;<SID=…>;CN=…`
/// (MS-ADTS 3.1.1.3.4.1.5).
///
/// Both forms are read: identifiers as texts and as the hexadecimal of their bytes.
public struct ExtendedDistinguishedName: Sendable, Hashable {
    /// The object's GUID; nil when the name came without.
    public let guid: ObjectGUID?
    /// The object's SID; nil when it has none, as all but accounts and groups, or when the name came without.
    public let sid: SecurityIdentifier?
    /// The name itself.
    public let name: DistinguishedName

    /// Reads `text`, which may be a plain name too: then there is neither GUID nor SID.
    ///
    /// Nil when a part in angle brackets does not end, when a GUID or SID is none, or when no name follows. Parts of other
    /// kinds are passed over.
    public init?(_ text: String) {
        var rest = Array(text.utf8)[...]
        var guid: ObjectGUID?
        var sid: SecurityIdentifier?
        while rest.first == UInt8(ascii: "<") {
            guard let end = rest.firstIndex(of: UInt8(ascii: ">")) else { return nil }
            let part = rest[rest.startIndex + 1..<end]
            rest = rest[(end + 1)...]
            guard rest.popFirst() == UInt8(ascii: ";"), let equals = part.firstIndex(of: UInt8(ascii: "=")) else {
                return nil
            }
            let value = part[(equals + 1)...]
            switch String(decoding: part[..<equals], as: UTF8.self).uppercased() {
            case "GUID":
                guard let found = Self.guid(value) else { return nil }
                guid = found
            case "SID":
                guard let found = Self.sid(value) else { return nil }
                sid = found
            default: break
            }
        }
        guard !rest.isEmpty else { return nil }
        self.guid = guid
        self.sid = sid
        name = DistinguishedName(String(decoding: rest, as: UTF8.self))
    }

    private static func guid(_ value: ArraySlice<UInt8>) -> ObjectGUID? {
        ObjectGUID(String(decoding: value, as: UTF8.self)) ?? bytes(value).flatMap { ObjectGUID(wire: $0) }
    }

    private static func sid(_ value: ArraySlice<UInt8>) -> SecurityIdentifier? {
        SecurityIdentifier(String(decoding: value, as: UTF8.self))
            ?? bytes(value).flatMap { SecurityIdentifier(bytes: $0) }
    }

    /// Pairs of hexadecimal digits; nil for anything else.
    private static func bytes(_ digits: ArraySlice<UInt8>) -> [UInt8]? {
        guard digits.count.isMultiple(of: 2) else { return nil }
        var bytes: [UInt8] = []
        var high: UInt8?
        for character in digits {
            guard let digit = hexadecimalDigit(character) else { return nil }
            if let first = high {
                bytes.append(first << 4 | digit)
                high = nil
            } else {
                high = digit
            }
        }
        return bytes
    }
}

extension DistinguishedName {
    /// The base of a read of the object with this GUID, wherever it stands and however it is called now: `<GUID=…>`
    /// (MS-ADTS 3.1.1.3.1.2.4).
    public init(guid: ObjectGUID) {
        self.init("<GUID=\(guid)>")
    }

    /// The base of a read of the object with this SID: `<SID=…>` (MS-ADTS 3.1.1.3.1.2.4).
    public init(sid: SecurityIdentifier) {
        self.init("<SID=\(sid)>")
    }
}
