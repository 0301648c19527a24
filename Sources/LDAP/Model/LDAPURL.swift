/// An LDAP URL (RFC 4516), as servers send them in referrals.
public struct LDAPURL: Hashable, Sendable {
    /// How to reach the server; open.
    public struct Scheme: RawRepresentable, Hashable, Sendable {
        public let rawValue: String

        public init(rawValue: String) {
            self.rawValue = rawValue
        }

        /// `ldap`: TCP, port 389 unless named.
        public static let ldap = Self(rawValue: "ldap")
        /// `ldaps`: TLS from the first byte, port 636 unless named.
        public static let ldaps = Self(rawValue: "ldaps")
        /// `ldapi`: a Unix domain socket, its path in place of the host.
        public static let ldapi = Self(rawValue: "ldapi")
    }

    /// How far below the base a search reaches (RFC 4516, section 2).
    public enum Scope: String, Hashable, Sendable, CaseIterable {
        /// Only the base.
        case base
        /// Only the base's children.
        case one
        /// The base and all below it.
        case sub
    }

    /// An extension (RFC 4516, section 2).
    public struct Extension: Hashable, Sendable {
        /// The kind, by name or object identifier.
        public let type: String
        /// The value; nil when there is no `=`.
        public let value: String?
        /// Whether a client that does not know the extension must leave the URL alone.
        public let isCritical: Bool

        /// An extension, `type=value`; a critical one has `!` in front.
        public init(type: String, value: String?, isCritical: Bool = false) {
            self.type = type
            self.value = value
            self.isCritical = isCritical
        }
    }

    /// How to reach the server.
    public let scheme: Scheme
    /// The host name, address (IPv6 without brackets) or socket path; nil when none is named.
    public let host: String?
    /// The port; nil when none is named.
    public let port: UInt16?
    /// The base; nil when none is named. In a referral that means the name of the request (RFC 4511, section 4.1.10),
    /// elsewhere the empty name.
    public let distinguishedName: DistinguishedName?
    /// The attributes to return; empty asks for all user attributes.
    public let attributes: [AttributeDescription]
    /// How far the search reaches; nil when not named, which means ``Scope/base``.
    public let scope: Scope?
    /// The filter; nil when not named, which means `(objectClass=*)`.
    public let filter: LDAPFilter?
    /// Extensions.
    public let extensions: [Extension]

    /// An empty host and an empty name, which a URL cannot tell from none, become nil.
    public init(
        scheme: Scheme = .ldap, host: String? = nil, port: UInt16? = nil, distinguishedName: DistinguishedName? = nil,
        attributes: [AttributeDescription] = [], scope: Scope? = nil, filter: LDAPFilter? = nil,
        extensions: [Extension] = []
    ) {
        self.scheme = scheme
        self.host = host?.isEmpty == true ? nil : host
        self.port = port
        self.distinguishedName = distinguishedName?.description.isEmpty == true ? nil : distinguishedName
        self.attributes = attributes
        self.scope = scope
        self.filter = filter
        self.extensions = extensions
    }

    /// Whether an extension is there that must be known to use the URL (RFC 4516, section 2). This library knows none.
    public var hasCriticalExtension: Bool {
        extensions.contains(where: \.isCritical)
    }
}
