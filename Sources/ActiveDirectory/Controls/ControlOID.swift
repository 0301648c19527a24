/// An LDAP control of Active Directory: a value of `supportedControl` (MS-ADTS 3.1.1.3.4.1). An open set.
public struct ControlOID: RawRepresentable, Sendable, Hashable, Codable {
    public let rawValue: String

    public init(rawValue: String) {
        self.rawValue = rawValue
    }

    private init(microsoft last: Int) {
        rawValue = "1.2.840.113556.1.4.\(last)"
    }

    private init(netscape last: Int) {
        rawValue = "2.16.840.1.113730.3.4.\(last)"
    }

    // MARK: Searches

    /// Paged results (RFC 2696).
    public static let pagedResults = Self(microsoft: 319)
    /// Tombstones and deleted objects are returned too.
    public static let showDeleted = Self(microsoft: 417)
    /// Server-side sorting (RFC 2891).
    public static let serverSort = Self(microsoft: 473)
    /// The answer to ``serverSort``.
    public static let serverSortResponse = Self(microsoft: 474)
    /// A search that goes on and reports changes.
    public static let notification = Self(microsoft: 528)
    /// Names come with their GUID and SID.
    public static let extendedDN = Self(microsoft: 529)
    /// Which parts of a security descriptor are returned (SD_FLAGS).
    public static let securityDescriptorFlags = Self(microsoft: 801)
    /// No control, though it stands among them: the server knows ranges of values (MS-ADTS 3.1.1.3.1.3.3).
    ///
    /// Windows 2000 and Samba know ranges and do not name it.
    public static let rangeOption = Self(microsoft: 802)
    /// Changes since a cookie (DirSync).
    public static let directorySynchronization = Self(microsoft: 841)
    /// The server's own account of how it searched.
    public static let statistics = Self(microsoft: 970)
    /// No search references are returned.
    public static let domainScope = Self(microsoft: 1339)
    /// Search options, such as a search of every naming context that the server holds.
    public static let searchOptions = Self(microsoft: 1340)
    /// A search of the objects that an attribute of the base names (attribute scoped query).
    public static let attributeScopedQuery = Self(microsoft: 1504)
    /// The quotas of another account.
    public static let quota = Self(microsoft: 1852)
    /// A range that begins behind the last value is empty and not an error.
    public static let rangeRetrievalWithoutError = Self(microsoft: 1948)
    /// The base of the search is a name within an attribute's value.
    public static let nameInput = Self(microsoft: 2026)
    /// Recycled objects are returned too.
    public static let showRecycled = Self(microsoft: 2064)
    /// Links to and from deleted objects are returned too.
    public static let showDeactivatedLinks = Self(microsoft: 2065)
    /// ``directorySynchronization`` with a form of its own for extended names.
    public static let directorySynchronizationExtended = Self(microsoft: 2090)
    /// Hints for the server's optimizer.
    public static let searchHints = Self(microsoft: 2206)
    /// The search fails unless so many entries are found.
    public static let expectedEntryCount = Self(microsoft: 2211)
    /// Links that expire come with the seconds that they have left.
    public static let linkTimeToLive = Self(microsoft: 2309)
    /// A part of a sorted list (virtual list view).
    public static let virtualListView = Self(netscape: 9)
    /// The answer to ``virtualListView``.
    public static let virtualListViewResponse = Self(netscape: 10)

    // MARK: Writes, which this library does not send

    /// A move to another domain.
    public static let crossDomainMoveTarget = Self(microsoft: 521)
    /// A change is answered before it stands on disk.
    public static let lazyCommit = Self(microsoft: 619)
    /// A whole subtree is deleted.
    public static let treeDelete = Self(microsoft: 805)
    /// Which global catalog checks a name that a change holds.
    public static let verifyName = Self(microsoft: 1338)
    /// A value to be added that is there, or to be removed that is not, is no error.
    public static let permissiveModify = Self(microsoft: 1413)
    /// The first number of the password policy hints control, which the errors of Entra Connect name.
    public static let policyHintsDeprecated = Self(microsoft: 2066)
    /// The password policy hints control: a reset is held to the password history (MS-ADTS 3.1.1.3.4.1.27).
    public static let policyHints = Self(microsoft: 2239)

    /// What the control does, in words; nil for one that is not known here.
    public var name: String? { Self.names[self] }

    private static let names: [Self: String] = [
        .pagedResults: "paged results",
        .showDeleted: "show deleted objects",
        .serverSort: "server-side sorting",
        .serverSortResponse: "server-side sorting, response",
        .notification: "change notification",
        .extendedDN: "extended distinguished names",
        .securityDescriptorFlags: "security descriptor flags",
        .rangeOption: "range option",
        .directorySynchronization: "directory synchronization (DirSync)",
        .statistics: "search statistics",
        .domainScope: "domain scope",
        .searchOptions: "search options",
        .attributeScopedQuery: "attribute scoped query",
        .quota: "quota",
        .rangeRetrievalWithoutError: "range retrieval without error",
        .nameInput: "distinguished name input",
        .showRecycled: "show recycled objects",
        .showDeactivatedLinks: "show deactivated links",
        .directorySynchronizationExtended: "directory synchronization (DirSync), extended",
        .searchHints: "search hints",
        .expectedEntryCount: "expected entry count",
        .linkTimeToLive: "link time to live",
        .virtualListView: "virtual list view",
        .virtualListViewResponse: "virtual list view, response",
        .crossDomainMoveTarget: "cross-domain move",
        .lazyCommit: "lazy commit",
        .treeDelete: "tree delete",
        .verifyName: "verify name",
        .permissiveModify: "permissive modify",
        .policyHintsDeprecated: "password policy hints (deprecated number)",
        .policyHints: "password policy hints",
    ]
}
