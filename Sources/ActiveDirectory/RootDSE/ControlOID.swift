/// An LDAP control of Active Directory: a value of `supportedControl` (MS-ADTS 3.1.1.3.4.1). An open set.
public struct ControlOID: RawRepresentable, Sendable, Hashable, Codable {
    public let rawValue: String

    public init(rawValue: String) {
        self.rawValue = rawValue
    }

    private init(microsoft last: Int) {
        rawValue = "1.2.840.113556.1.4.\(last)"
    }

    /// Paged results (RFC 2696).
    public static let pagedResults = Self(microsoft: 319)
    /// Tombstones and deleted objects are returned too.
    public static let showDeleted = Self(microsoft: 417)
    /// Server-side sorting (RFC 2891).
    public static let serverSort = Self(microsoft: 473)
    /// Names come with their GUID and SID.
    public static let extendedDN = Self(microsoft: 529)
    /// Which parts of a security descriptor are returned (SD_FLAGS).
    public static let securityDescriptorFlags = Self(microsoft: 801)
    /// No search references are returned.
    public static let domainScope = Self(microsoft: 1339)
    /// Search options, such as a search of every naming context that the server holds.
    public static let searchOptions = Self(microsoft: 1340)
    /// Recycled objects are returned too.
    public static let showRecycled = Self(microsoft: 2064)
    /// The first number of the password policy hints control, which the errors of Entra Connect name.
    public static let policyHintsDeprecated = Self(microsoft: 2066)
    /// The password policy hints control: a reset is held to the password history (MS-ADTS 3.1.1.3.4.1.27).
    public static let policyHints = Self(microsoft: 2239)

    /// What the control does, in words; nil for one that is not known here.
    public var name: String? {
        switch self {
        case .pagedResults: "paged results"
        case .showDeleted: "show deleted objects"
        case .serverSort: "server-side sorting"
        case .extendedDN: "extended distinguished names"
        case .securityDescriptorFlags: "security descriptor flags"
        case .domainScope: "domain scope"
        case .searchOptions: "search options"
        case .showRecycled: "show recycled objects"
        case .policyHintsDeprecated: "password policy hints (deprecated number)"
        case .policyHints: "password policy hints"
        default: nil
        }
    }
}
