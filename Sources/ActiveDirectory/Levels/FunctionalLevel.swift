/// A functional level of a forest, a domain or a domain controller (MS-ADTS 6.1.4.2 to 6.1.4.4, `msDS-Behavior-Version`).
///
/// An open set: a number that is not known stays what it is.
public struct FunctionalLevel: RawRepresentable, Sendable, Hashable, Comparable, Codable {
    public let rawValue: Int

    public init(rawValue: Int) {
        self.rawValue = rawValue
    }

    public static func < (left: Self, right: Self) -> Bool { left.rawValue < right.rawValue }
}
