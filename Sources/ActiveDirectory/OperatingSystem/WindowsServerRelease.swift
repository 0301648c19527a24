/// A release of Windows Server, in the order of the releases.
public struct WindowsServerRelease: Sendable, Hashable, Comparable, CustomStringConvertible {
    /// The name, such as `Windows Server 2022`.
    public let name: String
    /// The build with which the release came out; where a service pack changed the number, that of the first.
    public let build: Int

    /// NT major and minor version, as the version text gives them.
    let version: NTVersion
    /// Later builds of the same release.
    let servicedBuilds: ClosedRange<Int>

    private init(_ name: String, _ version: NTVersion, builds: ClosedRange<Int>) {
        self.name = name
        self.version = version
        build = builds.lowerBound
        servicedBuilds = builds
    }

    public static let windows2000 = Self("Windows 2000", .init(5, 0), builds: 2195...2195)
    public static let server2003 = Self("Windows Server 2003", .init(5, 2), builds: 3790...3790)
    /// The second edition of 2003; it has the same build, so only the name tells it.
    public static let server2003R2 = Self("Windows Server 2003 R2", .init(5, 2), builds: 3790...3790)
    public static let server2008 = Self("Windows Server 2008", .init(6, 0), builds: 6001...6003)
    public static let server2008R2 = Self("Windows Server 2008 R2", .init(6, 1), builds: 7600...7601)
    public static let server2012 = Self("Windows Server 2012", .init(6, 2), builds: 9200...9200)
    public static let server2012R2 = Self("Windows Server 2012 R2", .init(6, 3), builds: 9600...9600)
    public static let server2016 = Self("Windows Server 2016", .init(10, 0), builds: 14393...14393)
    public static let version1709 = Self("Windows Server, version 1709", .init(10, 0), builds: 16299...16299)
    public static let version1803 = Self("Windows Server, version 1803", .init(10, 0), builds: 17134...17134)
    public static let server2019 = Self("Windows Server 2019", .init(10, 0), builds: 17763...17763)
    public static let version1903 = Self("Windows Server, version 1903", .init(10, 0), builds: 18362...18362)
    public static let version1909 = Self("Windows Server, version 1909", .init(10, 0), builds: 18363...18363)
    public static let version2004 = Self("Windows Server, version 2004", .init(10, 0), builds: 19041...19041)
    public static let version20H2 = Self("Windows Server, version 20H2", .init(10, 0), builds: 19042...19042)
    public static let server2022 = Self("Windows Server 2022", .init(10, 0), builds: 20348...20348)
    public static let version23H2 = Self("Windows Server, version 23H2", .init(10, 0), builds: 25398...25398)
    public static let server2025 = Self("Windows Server 2025", .init(10, 0), builds: 26100...26100)

    /// Every release known here, oldest first.
    public static let all: [Self] = [
        windows2000, server2003, server2003R2, server2008, server2008R2, server2012, server2012R2, server2016,
        version1709,
        version1803, server2019, version1903, version1909, version2004, version20H2, server2022, version23H2,
        server2025,
    ]

    public var description: String { name }

    /// By build; 2003 R2 comes after 2003.
    public static func < (left: Self, right: Self) -> Bool { (left.build, left.name) < (right.build, right.name) }
}

/// The two numbers before the build: 10.0 from Windows Server 2016 on.
struct NTVersion: Sendable, Hashable {
    let major: Int
    let minor: Int

    init(_ major: Int, _ minor: Int) {
        self.major = major
        self.minor = minor
    }
}
