/// An LDAP result code: RFC 4511, section 4.1.9, and libldap's own negative codes.
public struct LDAPResultCode: RawRepresentable, Sendable, Hashable, Codable {
    public let rawValue: Int32

    public init(rawValue: Int32) {
        self.rawValue = rawValue
    }

    public static let success = Self(rawValue: 0)
}
