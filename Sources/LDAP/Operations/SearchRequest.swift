/// A search (RFC 4511, section 4.5.1).
public struct SearchRequest: Sendable {
    /// How far below the base the search reaches.
    public enum Scope: Int32, Sendable {
        case base = 0
        case oneLevel = 1
        case subtree = 2
    }

    public var base: DistinguishedName
    public var scope: Scope
    public var filter: LDAPFilter
    /// Attribute descriptions; none asks for all user attributes.
    public var attributes: [String]
    public var controls: [LDAPControl]
    /// Entries after which the server is asked to stop; 0 for its own limit.
    public var sizeLimit: Int32
    /// Entries a page (RFC 2696); nil asks for everything at once.
    public var pageSize: Int32?

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
    case entry(Entry)
    /// A continuation reference: URLs of servers that hold the rest. They are shown and never followed.
    case reference([String])
}

/// How a search ended.
public struct SearchEnd: Sendable {
    /// Success, or a code with which a server gives part of the answer (`sizeLimitExceeded`, for one).
    public let resultCode: LDAPResultCode
    public let diagnosticMessage: String?
    public let matchedDN: DistinguishedName?
    /// URLs of servers that may answer, where the server refers there (`referral`); never followed.
    public let referrals: [String]
    /// Response controls of the last message.
    public let controls: [LDAPControl]
    /// The cookie of the paged-results control (RFC 2696), where there was one.
    let pageCookie: [UInt8]?
}
