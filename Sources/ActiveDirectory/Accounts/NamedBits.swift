/// An option set that an attribute holds as a 32-bit signed integer (RFC 4517, section 3.3.16; MS-ADTS 3.1.1.2.2.2).
///
/// Active Directory writes such values as signed numbers, so the highest bit turns them negative: `groupType` -2147483646.
public protocol NamedBits: OptionSet, Sendable, Hashable, Codable where RawValue == UInt32, Element == Self {
    /// A name for each bit, lowest bit first.
    static var bitNames: [(bit: Self, name: String)] { get }
}

extension NamedBits {
    /// Reads the decimal text of an attribute value, signed or unsigned; nil when it does not fit into 32 bits.
    public init?(_ text: String) {
        guard let number = Int64(text), number >= Int64(Int32.min), number <= Int64(UInt32.max) else { return nil }
        self.init(rawValue: UInt32(truncatingIfNeeded: number))
    }

    /// The names of the bits that are set, lowest first, and one hexadecimal number for all that have none.
    public var names: [String] {
        var rest = rawValue
        var names: [String] = []
        for (bit, name) in Self.bitNames where rawValue & bit.rawValue != 0 {
            names.append(name)
            rest &= ~bit.rawValue
        }
        if rest != 0 { names.append("0x" + String(rest, radix: 16)) }
        return names
    }
}
