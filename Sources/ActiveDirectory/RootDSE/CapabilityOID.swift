/// What a directory server says it is: a value of `supportedCapabilities` (MS-ADTS 3.1.1.3.4.3). An open set.
///
/// None tells Windows Server 2016, 2019, 2022 and 2025 apart.
public struct CapabilityOID: RawRepresentable, Sendable, Hashable, Codable {
    public let rawValue: String

    public init(rawValue: String) {
        self.rawValue = rawValue
    }

    private init(_ last: Int) {
        rawValue = "1.2.840.113556.1.4.\(last)"
    }

    /// Active Directory Domain Services; AD LDS does not have it.
    public static let activeDirectory = Self(800)
    /// Windows Server 2003 or later.
    public static let version51 = Self(1670)
    /// Signing and sealing on a plain connection.
    public static let integrity = Self(1791)
    /// Active Directory Lightweight Directory Services (AD LDS, once ADAM).
    public static let lightweightDirectoryServices = Self(1851)
    /// DIGEST-MD5 binds to AD LDS.
    public static let lightweightDirectoryServicesDigest = Self(1880)
    /// A read-only domain controller; Samba's do not have it.
    public static let partialSecrets = Self(1920)
    /// Windows Server 2008 or later.
    public static let version60 = Self(1935)
    /// Windows Server 2008 R2 or later.
    public static let version61R2 = Self(2080)
    /// Windows Server 2012 or later.
    public static let windows8 = Self(2237)

    /// What the capability is, in words; nil for one that is not known here.
    public var name: String? {
        switch self {
        case .activeDirectory: "Active Directory"
        case .version51: "Windows Server 2003 or later"
        case .integrity: "signing and sealing"
        case .lightweightDirectoryServices: "AD LDS"
        case .lightweightDirectoryServicesDigest: "AD LDS with DIGEST-MD5"
        case .partialSecrets: "read-only domain controller"
        case .version60: "Windows Server 2008 or later"
        case .version61R2: "Windows Server 2008 R2 or later"
        case .windows8: "Windows Server 2012 or later"
        default: nil
        }
    }
}
