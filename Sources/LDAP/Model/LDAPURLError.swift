/// Why a text is not an LDAP URL (RFC 4516), and at which byte.
public struct LDAPURLError: Error, Sendable, Hashable, CustomStringConvertible {
    /// What is wrong; open, since more kinds may be told apart later.
    public struct Code: RawRepresentable, Hashable, Sendable {
        public let rawValue: String

        public init(rawValue: String) {
            self.rawValue = rawValue
        }

        /// The text does not begin with `ldap://`, `ldaps://` or `ldapi://`.
        public static let unknownScheme = Self(rawValue: "unknownScheme")
        /// The host is not one, or its bracket is not closed.
        public static let invalidHost = Self(rawValue: "invalidHost")
        /// The port is no number from 1 to 65535.
        public static let invalidPort = Self(rawValue: "invalidPort")
        /// `%` that is not followed by two hexadecimal digits, or octets that are not UTF-8.
        public static let invalidEncoding = Self(rawValue: "invalidEncoding")
        /// The base is no distinguished name.
        public static let invalidDistinguishedName = Self(rawValue: "invalidDistinguishedName")
        /// An attribute that RFC 4512, section 2.5, does not allow.
        public static let invalidAttribute = Self(rawValue: "invalidAttribute")
        /// The scope is none of `base`, `one` and `sub`.
        public static let unknownScope = Self(rawValue: "unknownScope")
        /// The filter is none.
        public static let invalidFilter = Self(rawValue: "invalidFilter")
        /// An extension without a type.
        public static let invalidExtension = Self(rawValue: "invalidExtension")
        /// A sixth part.
        public static let trailingText = Self(rawValue: "trailingText")
    }

    /// What is wrong.
    public let code: Code
    /// Where the part begins that is wrong: an offset in UTF-8 bytes from the start of ``text``.
    public let position: Int
    /// The whole text that was read.
    public let text: String

    init(_ code: Code, at position: Int, in text: String) {
        self.code = code
        self.position = position
        self.text = text
    }

    public var description: String {
        "reading \(QuotedText.quoted(text)) as an LDAP URL failed at byte \(position): \(meaning); "
            + "URLs are written as RFC 4516 says, for example ldap://dc1.corp.example/DC=corp,DC=example??sub?(cn=A*)"
    }

    private var meaning: String {
        switch code {
        case .unknownScheme: "ldap://, ldaps:// or ldapi:// is expected here"
        case .invalidHost: "a host name or an address is expected here"
        case .invalidPort: "a port from 1 to 65535 is expected here"
        case .invalidEncoding: "“%” must be followed by two hexadecimal digits, and the result must be UTF-8"
        case .invalidDistinguishedName: "a distinguished name is expected here"
        case .invalidAttribute: "an attribute such as cn is expected here"
        case .unknownScope: "base, one or sub is expected here"
        case .invalidFilter: "a search filter is expected here"
        case .invalidExtension: "the type of an extension is expected here"
        case .trailingText: "nothing may follow the extensions"
        default: code.rawValue
        }
    }
}
