/// A functional level of a forest, a domain or a domain controller (MS-ADTS 6.1.4.2 to 6.1.4.4, `msDS-Behavior-Version`).
///
/// An open set: a number that is not known stays what it is.
public struct FunctionalLevel: RawRepresentable, Sendable, Hashable, Comparable, Codable {
    /// The number in `msDS-Behavior-Version`; an attribute that is not there means 0.
    public let rawValue: Int

    public init(rawValue: Int) {
        self.rawValue = rawValue
    }

    /// Reads the decimal text of an attribute value.
    public init?(_ text: String) {
        guard let value = Int(text) else { return nil }
        self.init(rawValue: value)
    }

    /// DS_BEHAVIOR_WIN2000.
    public static let windows2000 = Self(rawValue: 0)
    /// A forest or domain of Windows Server 2003 and Windows NT 4.0; no domain controller has it.
    public static let windowsServer2003Interim = Self(rawValue: 1)
    /// DS_BEHAVIOR_WIN2003.
    public static let windowsServer2003 = Self(rawValue: 2)
    /// DS_BEHAVIOR_WIN2008.
    public static let windowsServer2008 = Self(rawValue: 3)
    /// DS_BEHAVIOR_WIN2008R2.
    public static let windowsServer2008R2 = Self(rawValue: 4)
    /// DS_BEHAVIOR_WIN2012.
    public static let windowsServer2012 = Self(rawValue: 5)
    /// DS_BEHAVIOR_WIN2012R2.
    public static let windowsServer2012R2 = Self(rawValue: 6)
    /// The level of Windows Server 2016, and also what 2019 and 2022 report: the level does not tell the operating system.
    public static let windowsServer2016 = Self(rawValue: 7)
    /// Number 10: 8 and 9 were never given out.
    public static let windowsServer2025 = Self(rawValue: 10)

    private static let names: [Int: String] = [
        0: "Windows 2000",
        1: "Windows Server 2003 interim",
        2: "Windows Server 2003",
        3: "Windows Server 2008",
        4: "Windows Server 2008 R2",
        5: "Windows Server 2012",
        6: "Windows Server 2012 R2",
        7: "Windows Server 2016",
        10: "Windows Server 2025",
    ]

    /// Whether the number is one that Microsoft has published.
    public var isKnown: Bool { Self.names[rawValue] != nil }

    /// The name of the level, such as `Windows Server 2016`; for a number without one, a phrase that holds the number.
    public var name: String {
        if let name = Self.names[rawValue] { return name }
        return self > .windowsServer2025 ? "level \(rawValue), newer than known" : "level \(rawValue), not known"
    }

    public static func < (left: Self, right: Self) -> Bool { left.rawValue < right.rawValue }
}
