/// What a domain controller says of itself in a netlogon answer (MS-ADTS 6.3.1.2, DS_FLAG options bits).
public struct DomainControllerFlags: NamedBits {
    public let rawValue: UInt32

    public init(rawValue: UInt32) {
        self.rawValue = rawValue
    }

    /// The server holds the PDC emulator role of its domain.
    public static let pdc = Self(rawValue: 0x1)
    /// DS_GC_FLAG.
    public static let globalCatalog = Self(rawValue: 0x4)
    /// DS_LDAP_FLAG.
    public static let ldap = Self(rawValue: 0x8)
    /// DS_DS_FLAG.
    public static let directoryService = Self(rawValue: 0x10)
    /// DS_KDC_FLAG.
    public static let kdc = Self(rawValue: 0x20)
    /// DS_TIMESERV_FLAG.
    public static let timeService = Self(rawValue: 0x40)
    /// The server is in the same site as the client.
    public static let closest = Self(rawValue: 0x80)
    /// The server holds a writable copy of its domain.
    public static let writable = Self(rawValue: 0x100)
    /// DS_GOOD_TIMESERV_FLAG.
    public static let goodTimeService = Self(rawValue: 0x200)
    /// DS_NDNC_FLAG: the name asked for is that of an application partition.
    public static let nonDomainNamingContext = Self(rawValue: 0x400)
    /// A read-only domain controller of Windows Server 2008 or later.
    public static let selectSecrets = Self(rawValue: 0x800)
    /// A writable domain controller of Windows Server 2008 or later.
    public static let fullSecrets = Self(rawValue: 0x1000)
    /// DS_WS_FLAG: Active Directory Web Services run on the server.
    public static let webService = Self(rawValue: 0x2000)
    /// DS_DS_8_FLAG.
    public static let windowsServer2012 = Self(rawValue: 0x4000)
    /// DS_DS_9_FLAG.
    public static let windowsServer2012R2 = Self(rawValue: 0x8000)
    /// DS_DS_10_FLAG.
    public static let windowsServer2016 = Self(rawValue: 0x10000)
    /// The server answers KERB-KEY-LIST requests.
    public static let keyList = Self(rawValue: 0x20000)
    /// DS_DS_13_FLAG.
    public static let windowsServer2025 = Self(rawValue: 0x40000)
    /// DS_DNS_CONTROLLER_FLAG.
    public static let hostNameIsDNS = Self(rawValue: 0x20000000)
    /// DS_DNS_DOMAIN_FLAG.
    public static let domainNameIsDNS = Self(rawValue: 0x40000000)
    /// DS_DNS_FOREST_FLAG.
    public static let forestNameIsDNS = Self(rawValue: 0x80000000)

    public static let bitNames: [(bit: Self, name: String)] = [
        (.pdc, "PDC emulator"),
        (.globalCatalog, "global catalog"),
        (.ldap, "LDAP server"),
        (.directoryService, "directory service"),
        (.kdc, "KDC"),
        (.timeService, "time service"),
        (.closest, "closest to the client"),
        (.writable, "writable"),
        (.goodTimeService, "reliable time source"),
        (.nonDomainNamingContext, "application partition"),
        (.selectSecrets, "read-only with select secrets"),
        (.fullSecrets, "writable with full secrets"),
        (.webService, "AD web service"),
        (.windowsServer2012, "Windows Server 2012 or later"),
        (.windowsServer2012R2, "Windows Server 2012 R2 or later"),
        (.windowsServer2016, "Windows Server 2016 or later"),
        (.keyList, "key list requests"),
        (.windowsServer2025, "Windows Server 2025 or later"),
        (.hostNameIsDNS, "host name is a DNS name"),
        (.domainNameIsDNS, "domain name is a DNS name"),
        (.forestNameIsDNS, "forest name is a DNS name"),
    ]
}
