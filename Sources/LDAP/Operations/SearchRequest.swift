/// A search (RFC 4511, section 4.5.1).
public struct SearchRequest: Sendable {
    /// How far below the base the search reaches.
    public enum Scope: Int32, Sendable {
        /// The base alone.
        case base = 0
        /// What stands directly below the base, without the base.
        case oneLevel = 1
        /// The base and all below it.
        case subtree = 2
    }

    /// The entry that the search begins at; empty for the root of the tree, which with ``Scope/base`` is the rootDSE.
    public var base: DistinguishedName
    /// How far below the base the search reaches.
    public var scope: Scope
    /// Which entries are wanted.
    public var filter: LDAPFilter
    /// Attribute descriptions, `*` for all user attributes, `+` for the operational ones (RFC 3673), or `1.1` alone for none; an
    /// empty list is `*`.
    public var attributes: [String]
    /// Controls to send with it (RFC 4511, section 4.1.11), such as ``LDAPControl/sort(by:isCritical:)``. The one for pages comes
    /// from ``pageSize``.
    public var controls: [LDAPControl]
    /// Entries after which the server is asked to stop; 0 for its own limit.
    public var sizeLimit: Int32
    /// Entries a page (RFC 2696); nil asks for everything at once.
    public var pageSize: Int32?

    /// A search, by default for all user attributes, without limit, and not page by page.
    public init(
        base: DistinguishedName, scope: Scope, filter: LDAPFilter, attributes: [String] = [],
        controls: [LDAPControl] = [], sizeLimit: Int32 = 0, pageSize: Int32? = nil
    ) {
        self.base = base
        self.scope = scope
        self.filter = filter
        self.attributes = attributes
        self.controls = controls
        self.sizeLimit = sizeLimit
        self.pageSize = pageSize
    }
}

/// What a search returns, one at a time.
public enum SearchItem: Sendable, Hashable {
    /// An entry that fits.
    case entry(Entry)
    /// A continuation reference: URLs of servers that hold the rest. They are shown and never followed.
    case reference([String])
}

/// How a search ended.
public struct SearchEnd: Sendable {
    /// Success, or a code with which a server gives part of the answer (`sizeLimitExceeded`, for one).
    public let resultCode: LDAPResultCode
    /// The server's text, whole; nil when there is none.
    public let diagnosticMessage: String?
    /// The nearest entry above the base that the server has, when the base is not there (RFC 4511, section 4.1.9).
    public let matchedDN: DistinguishedName?
    /// URLs of servers that may answer, where the server refers there (`referral`); never followed.
    public let referrals: [String]
    /// Response controls of the last message.
    public let controls: [LDAPControl]
    /// The cookie of the paged-results control (RFC 2696), where there was one.
    let pageCookie: [UInt8]?
}
