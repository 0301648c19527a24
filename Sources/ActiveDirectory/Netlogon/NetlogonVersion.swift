/// Which form of answer a netlogon ping asks for, and which one an answer has (MS-ADTS 6.3.1.1, NETLOGON_NT_VERSION bits).
public struct NetlogonVersion: NamedBits {
    public let rawValue: UInt32

    public init(rawValue: UInt32) {
        self.rawValue = rawValue
    }

    /// The form of Windows NT 4.0, unless a later one is asked for too.
    public static let version1 = Self(rawValue: 0x1)
    /// The first extended form, unless a later one is asked for too.
    public static let version5 = Self(rawValue: 0x2)
    /// The second extended form, which names sites.
    public static let version5Extended = Self(rawValue: 0x4)
    /// The extended form with the server's address.
    public static let version5ExtendedWithAddress = Self(rawValue: 0x8)
    /// The extended form with the site that is next closest to the client's.
    public static let withClosestSite = Self(rawValue: 0x10)
    /// Answer even when told to stand in for a Windows NT 4.0 domain controller.
    public static let avoidNT4Emulation = Self(rawValue: 0x100_0000)
    /// Only the PDC emulator is to answer; domain controllers since Windows Server 2003 answer all the same.
    public static let pdc = Self(rawValue: 0x1000_0000)
    /// The request comes from the same machine.
    public static let local = Self(rawValue: 0x4000_0000)
    /// Only a global catalog is to answer.
    public static let globalCatalog = Self(rawValue: 0x8000_0000)

    public static let bitNames: [(bit: Self, name: String)] = [
        (.version1, "V1"),
        (.version5, "V5"),
        (.version5Extended, "V5EX"),
        (.version5ExtendedWithAddress, "V5EX_WITH_IP"),
        (.withClosestSite, "WITH_CLOSEST_SITE"),
        (.avoidNT4Emulation, "AVOID_NT4EMUL"),
        (.pdc, "PDC"),
        (.local, "LOCAL"),
        (.globalCatalog, "GC"),
    ]
}
