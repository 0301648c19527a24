/// A length of time as `maxPwdAge`, `lockoutDuration` and their like hold it (MS-ADTS 3.1.1.5.2.1, MS-SAMR 3.1.1): a negative
/// number of 100-nanosecond intervals.
///
/// The smallest 64-bit number stands for "never". It has no positive counterpart, so nothing here negates before it divides.
public struct PolicyDuration: Sendable, Hashable {
    /// The number as the directory holds it, zero or less.
    public let intervals: Int64

    /// Takes the number as the directory holds it; nil when it is positive, which is no length of time.
    public init?(intervals: Int64) {
        guard intervals <= 0 else { return nil }
        self.intervals = intervals
    }

    /// Reads the decimal text of an attribute value; nil when it is no 64-bit number, or a positive one.
    public init?(_ text: String) {
        guard let value = Int64(text) else { return nil }
        self.init(intervals: value)
    }

    /// No end: passwords that do not expire, a lockout that only an administrator lifts.
    public static let never = PolicyDuration(smallest: .min)

    private init(smallest: Int64) {
        intervals = smallest
    }

    /// Whether the value is the one that stands for "never".
    public var isNever: Bool { intervals == .min }

    /// Whole seconds, rounded down; nil for "never".
    public var seconds: Int64? {
        isNever ? nil : -(intervals / FileTime.intervalsPerSecond)
    }
}
