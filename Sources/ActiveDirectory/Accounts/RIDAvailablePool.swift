/// The relative identifiers that a domain has not handed out yet: `rIDAvailablePool` of the RID manager (MS-ADA3), two
/// 32-bit numbers in one of 64.
public struct RIDAvailablePool: Sendable, Hashable {
    /// The first relative identifier of the next pool.
    public let next: UInt32
    /// The last relative identifier that the domain can ever hand out.
    public let last: UInt32

    /// Takes the number as the directory holds it.
    public init(rawValue: Int64) {
        next = UInt32(truncatingIfNeeded: rawValue)
        last = UInt32(truncatingIfNeeded: rawValue >> 32)
    }

    /// Reads the decimal text of an attribute value.
    public init?(_ text: String) {
        guard let value = Int64(text) else { return nil }
        self.init(rawValue: value)
    }
}
