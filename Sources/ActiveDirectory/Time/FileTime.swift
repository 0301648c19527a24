public import FoundationEssentials

/// A point in time as `pwdLastSet`, `lockoutTime` and `accountExpires` hold it (MS-DTYP 2.3.3): 100-nanosecond intervals since
/// the start of 1601, UTC.
///
/// Zero and the largest value both stand for "never".
public struct FileTime: RawRepresentable, Sendable, Hashable, Comparable, Codable {
    /// The number of intervals.
    public let rawValue: Int64

    public init(rawValue: Int64) {
        self.rawValue = rawValue
    }

    /// Zero, the commoner of the two values that stand for "never".
    public static let never = Self(rawValue: 0)

    /// The number of intervals in a second.
    static let intervalsPerSecond: Int64 = 10_000_000
    /// Seconds from the start of 1601 to that of 1970.
    static let secondsBefore1970: Int64 = 11_644_473_600

    /// Reads the decimal text of an attribute value (RFC 4517, section 3.3.16).
    public init?(_ text: String) {
        guard let value = Int64(text) else { return nil }
        self.init(rawValue: value)
    }

    /// Whether the value is one of the two that stand for "never".
    public var isNever: Bool { rawValue == 0 || rawValue == .max }

    /// Whole seconds since the start of 1970, rounded down; nil for "never" and for a negative value, which is no point in time.
    public var secondsSince1970: Int64? {
        guard !isNever, rawValue > 0 else { return nil }
        return rawValue / Self.intervalsPerSecond - Self.secondsBefore1970
    }

    /// The point in time; nil as for `secondsSince1970`.
    public var date: Date? {
        guard let seconds = secondsSince1970 else { return nil }
        let fraction = Double(rawValue % Self.intervalsPerSecond) / Double(Self.intervalsPerSecond)
        return Date(timeIntervalSince1970: Double(seconds) + fraction)
    }

    public static func < (left: Self, right: Self) -> Bool { left.rawValue < right.rawValue }
}
