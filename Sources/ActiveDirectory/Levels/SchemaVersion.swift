/// The version of the directory schema: `objectVersion` of the schema naming context's head (MS-ADTS 3.1.1.2.1).
///
/// An open set: a number that is not known stays what it is.
public struct SchemaVersion: RawRepresentable, Sendable, Hashable, Comparable, Codable {
    /// The number in `objectVersion`.
    public let rawValue: Int

    public init(rawValue: Int) {
        self.rawValue = rawValue
    }

    /// Reads the decimal text of an attribute value.
    public init?(_ text: String) {
        guard let value = Int(text) else { return nil }
        self.init(rawValue: value)
    }

    /// The schema of Windows 2000.
    public static let windows2000 = Self(rawValue: 13)
    /// The schema of Windows Server 2003.
    public static let windowsServer2003 = Self(rawValue: 30)
    /// The schema of Windows Server 2003 R2.
    public static let windowsServer2003R2 = Self(rawValue: 31)
    /// The schema of Windows Server 2008.
    public static let windowsServer2008 = Self(rawValue: 44)
    /// The schema of Windows Server 2008 R2.
    public static let windowsServer2008R2 = Self(rawValue: 47)
    /// The schema of Windows Server 2012.
    public static let windowsServer2012 = Self(rawValue: 56)
    /// The schema of Windows Server 2012 R2.
    public static let windowsServer2012R2 = Self(rawValue: 69)
    /// The schema of Windows Server 2016.
    public static let windowsServer2016 = Self(rawValue: 87)
    /// Windows Server 2019; 2022 brought no new schema.
    public static let windowsServer2019 = Self(rawValue: 88)
    /// The schema of Windows Server 2025.
    public static let windowsServer2025 = Self(rawValue: 91)

    private static let releases: [Int: String] = [
        13: "Windows 2000",
        30: "Windows Server 2003",
        31: "Windows Server 2003 R2",
        44: "Windows Server 2008",
        47: "Windows Server 2008 R2",
        56: "Windows Server 2012",
        69: "Windows Server 2012 R2",
        87: "Windows Server 2016",
        88: "Windows Server 2019 or 2022",
        89: "Windows Server 2025 preview",
        90: "Windows Server 2025 preview",
        91: "Windows Server 2025",
    ]

    /// The release that brought this schema; nil when the number is not in the table.
    public var release: String? { Self.releases[rawValue] }

    /// The release that brought this schema, or a phrase that holds the number.
    public var name: String {
        if let release { return release }
        return self > .windowsServer2025 ? "version \(rawValue), newer than known" : "version \(rawValue), not known"
    }

    public static func < (left: Self, right: Self) -> Bool { left.rawValue < right.rawValue }
}
