/// A security identifier (MS-DTYP 2.4.2).
///
/// It is coded as its text, `S-1-5-21-…`.
public struct SecurityIdentifier: Sendable, Hashable {
    /// The most sub-authorities that the binary form can hold.
    public static let maximumSubAuthorityCount = 15

    /// The identifier authority, a 48-bit number: 5 for the NT authority.
    public let authority: UInt64
    /// Up to fifteen sub-authorities; the last is the relative identifier (RID).
    public let subAuthorities: [UInt32]

    /// Makes an identifier of its parts.
    ///
    /// Only the low 48 bits of `authority` and the first fifteen sub-authorities are taken: neither form can hold more.
    public init(authority: UInt64, subAuthorities: [UInt32]) {
        self.authority = authority & 0xFFFF_FFFF_FFFF
        self.subAuthorities = Array(subAuthorities.prefix(Self.maximumSubAuthorityCount))
    }
}

// MARK: - Binary form

extension SecurityIdentifier {
    /// Reads the binary form of `objectSid` and `securityIdentifier` (MS-DTYP 2.4.2.2), the whole of `bytes`.
    ///
    /// Nil when the bytes are too few or too many for the number of sub-authorities that they announce, when the revision is
    /// not 1, or when there are more than fifteen sub-authorities.
    public init?(bytes: some Sequence<UInt8>) {
        var rest = Array(bytes)[...]
        guard let identifier = Self(readingFrom: &rest), rest.isEmpty else { return nil }
        self = identifier
    }

    /// Reads a binary SID at the start of `bytes` and takes its bytes away. Leaves `bytes` alone when there is none.
    package init?(readingFrom bytes: inout ArraySlice<UInt8>) {
        let start = bytes.startIndex
        guard bytes.count >= 8, bytes[start] == 1 else { return nil }
        let count = Int(bytes[start + 1])
        guard count <= Self.maximumSubAuthorityCount, bytes.count >= 8 + 4 * count else { return nil }
        var authority: UInt64 = 0
        for offset in 2..<8 {
            authority = authority << 8 | UInt64(bytes[start + offset])
        }
        var subAuthorities: [UInt32] = []
        subAuthorities.reserveCapacity(count)
        for index in 0..<count {
            let position = start + 8 + 4 * index
            var value: UInt32 = 0
            for offset in (0..<4).reversed() {
                value = value << 8 | UInt32(bytes[position + offset])
            }
            subAuthorities.append(value)
        }
        self.init(authority: authority, subAuthorities: subAuthorities)
        bytes = bytes.dropFirst(8 + 4 * count)
    }

    /// The binary form (MS-DTYP 2.4.2.2): 8 bytes and 4 for each sub-authority.
    public var bytes: [UInt8] {
        var bytes: [UInt8] = [1, UInt8(truncatingIfNeeded: subAuthorities.count)]
        for shift in stride(from: UInt64(40), through: 0, by: -8) {
            bytes.append(UInt8(truncatingIfNeeded: authority >> shift))
        }
        for value in subAuthorities {
            for shift in stride(from: UInt32(0), through: 24, by: 8) {
                bytes.append(UInt8(truncatingIfNeeded: value >> shift))
            }
        }
        return bytes
    }
}

// MARK: - Text form

extension SecurityIdentifier: LosslessStringConvertible {
    /// Reads the text form (MS-DTYP 2.4.2.1): `S-1-5-32-544`, or with an authority in hexadecimal, `S-1-0x100000000000-1`.
    public init?(_ text: String) {
        let parts = text.split(separator: "-", omittingEmptySubsequences: false)
        guard parts.count >= 3, parts.count - 3 <= Self.maximumSubAuthorityCount, parts[0] == "S" || parts[0] == "s",
            parts[1] == "1", let authority = Self.authority(parts[2])
        else { return nil }
        var subAuthorities: [UInt32] = []
        for part in parts.dropFirst(3) {
            // UInt32's own reading also takes a plus sign.
            guard part.utf8.first != UInt8(ascii: "+"), let value = UInt32(part) else { return nil }
            subAuthorities.append(value)
        }
        self.init(authority: authority, subAuthorities: subAuthorities)
    }

    private static func authority(_ text: Substring) -> UInt64? {
        let value: UInt64?
        if text.hasPrefix("0x") || text.hasPrefix("0X") {
            let digits = text.dropFirst(2)
            value = digits.utf8.first == UInt8(ascii: "+") ? nil : UInt64(digits, radix: 16)
        } else {
            value = text.utf8.first == UInt8(ascii: "+") ? nil : UInt64(text)
        }
        guard let value, value <= 0xFFFF_FFFF_FFFF else { return nil }
        return value
    }

    /// The text form (MS-DTYP 2.4.2.1). An authority of 2³² or more is written in hexadecimal, as the syntax demands.
    public var description: String {
        var text = "S-1-"
        if authority < 1 << 32 {
            text += String(authority)
        } else {
            let digits = String(authority, radix: 16, uppercase: true)
            text += "0x" + String(repeating: "0", count: max(0, 12 - digits.count)) + digits
        }
        for value in subAuthorities {
            text += "-" + String(value)
        }
        return text
    }
}

extension SecurityIdentifier: Codable {
    public init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        let text = try container.decode(String.self)
        guard let identifier = Self(text) else {
            throw DecodingError.dataCorruptedError(in: container, debugDescription: "\(text) is no security identifier")
        }
        self = identifier
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(description)
    }
}

// MARK: - Parts

extension SecurityIdentifier {
    /// The last sub-authority (RID); nil when there are none.
    public var relativeIdentifier: RelativeIdentifier? {
        subAuthorities.last.map(RelativeIdentifier.init(rawValue:))
    }

    /// The identifier without its last sub-authority: the domain of an account or group; nil when nothing would be left.
    public var domain: SecurityIdentifier? {
        guard subAuthorities.count > 1 else { return nil }
        return SecurityIdentifier(authority: authority, subAuthorities: Array(subAuthorities.dropLast()))
    }

    /// The identifier of an account or group of this domain; nil when no further sub-authority fits.
    public func appending(_ relative: RelativeIdentifier) -> SecurityIdentifier? {
        guard subAuthorities.count < Self.maximumSubAuthorityCount else { return nil }
        return SecurityIdentifier(authority: authority, subAuthorities: subAuthorities + [relative.rawValue])
    }
}
