/// The option `range=0-1499` or `range=1500-*`, by which a server says which of many values these are
/// (draft-kashi-incremental, MS-ADTS 3.1.1.3.1.3.3).
public struct AttributeValueRange: Hashable, Sendable, CustomStringConvertible {
    /// The index of the first value, from 0.
    public let lower: Int
    /// The index of the last value; nil (`*`) when these are the last that there are.
    public let upper: Int?

    /// Nil when a bound is negative or `upper` lies below `lower`.
    public init?(lower: Int, upper: Int?) {
        guard lower >= 0, (upper ?? lower) >= lower else { return nil }
        self.lower = lower
        self.upper = upper
    }

    /// Reads an option such as `range=0-1499`, without regard to case; nil when it is none.
    public init?(option: String) {
        let prefix = "range="
        guard option.utf8.count > prefix.utf8.count,
            String(decoding: option.utf8.prefix(prefix.utf8.count), as: UTF8.self).lowercased() == prefix
        else { return nil }
        let bounds = option.utf8.dropFirst(prefix.utf8.count)
            .split(separator: UInt8(ascii: "-"), omittingEmptySubsequences: false)
        guard bounds.count == 2, let lower = Self.index(bounds[0]) else { return nil }
        if bounds[1].elementsEqual([UInt8(ascii: "*")]) {
            self.init(lower: lower, upper: nil)
        } else if let upper = Self.index(bounds[1]) {
            self.init(lower: lower, upper: upper)
        } else {
            return nil
        }
    }

    /// Whether no values follow these.
    public var isLast: Bool { upper == nil }

    /// The option as it stands in an attribute description.
    public var description: String {
        "range=\(lower)-" + (upper.map(String.init) ?? "*")
    }

    /// `Int` alone would take a sign.
    private static func index(_ digits: some Collection<UInt8>) -> Int? {
        guard digits.allSatisfy(ObjectIdentifierSyntax.isDigit) else { return nil }
        return Int(String(decoding: digits, as: UTF8.self))
    }
}
