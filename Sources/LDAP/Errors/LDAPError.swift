/// Why an LDAP operation, or the making of a connection, failed.
public struct LDAPError: Error, Sendable, CustomStringConvertible {
    /// The kind of failure. An open set.
    public struct Code: RawRepresentable, Sendable, Hashable {
        /// The name of the kind, as in ``LDAPError/Code/timedOut``.
        public let rawValue: String

        public init(rawValue: String) {
            self.rawValue = rawValue
        }

        /// The host name has no address.
        public static let noAddress = Self(rawValue: "noAddress")
        /// The TCP connection was refused.
        public static let refused = Self(rawValue: "refused")
        /// The network says that the host cannot be reached.
        public static let unreachable = Self(rawValue: "unreachable")
        /// Nothing came back within the time allowed.
        public static let timedOut = Self(rawValue: "timedOut")
        /// TLS could not be established, or the server's certificate is not believed.
        public static let tlsFailed = Self(rawValue: "tlsFailed")
        /// The CA file cannot be used.
        public static let trustRootsUnusable = Self(rawValue: "trustRootsUnusable")
        /// The server refused the bind.
        public static let bindRejected = Self(rawValue: "bindRejected")
        /// The SASL library failed before the server was asked: no ticket, unknown service name, clock.
        public static let saslFailed = Self(rawValue: "saslFailed")
        /// The SASL mechanism is not installed on this host, or not offered by the server.
        public static let mechanismUnavailable = Self(rawValue: "mechanismUnavailable")
        /// The negotiated protection is weaker than what was asked for.
        public static let protectionTooWeak = Self(rawValue: "protectionTooWeak")
        /// Refused here, before anything was sent: a password on a clear connection, an empty password, an IP address for Kerberos.
        public static let refusedLocally = Self(rawValue: "refusedLocally")
        /// The server answered the operation with an error.
        public static let server = Self(rawValue: "server")
        /// The connection ended.
        public static let closed = Self(rawValue: "closed")
        /// What came back is not LDAP.
        public static let notLDAP = Self(rawValue: "notLDAP")
        /// What came back is LDAP that breaks its rules: a message that cannot be read, or that answers something else (RFC 4511).
        public static let protocolViolation = Self(rawValue: "protocolViolation")
        /// The server announced a message larger than ``LDAPConfiguration/maximumIncomingMessage``.
        public static let messageTooLarge = Self(rawValue: "messageTooLarge")
        /// The server names no subschema entry, or does not show it.
        public static let schemaUnavailable = Self(rawValue: "schemaUnavailable")
        /// libldap reported something else.
        public static let library = Self(rawValue: "library")
    }

    /// What was under way.
    public enum Operation: String, Sendable {
        /// The connect itself, over TCP or to a local socket.
        case connect
        /// TLS, over StartTLS or from the first byte.
        case startTLS
        /// A bind of any kind.
        case bind
        /// A search, and the reading of one entry or of the schema.
        case search
        /// A comparison.
        case compare
        /// "Who am I?"
        case whoAmI
        /// None: the connection was closed on this side.
        case close
    }

    /// The kind of failure.
    public let code: Code
    /// What was under way.
    public let operation: Operation
    /// The host and port.
    public let server: String
    /// The result code, where one came from the server or from libldap.
    public let resultCode: LDAPResultCode?
    /// The server's or the library's text, whole.
    public let diagnosticMessage: String?
    /// The nearest entry above the one asked for that the server has; nil when it names none.
    public let matchedDN: DistinguishedName?
    /// Where the server says that the answer is to be had (RFC 4511, section 4.1.10): URLs as they came, as a rule of LDAP, which
    /// ``LDAPURL/init(parsing:)`` reads. They are never followed.
    public let referrals: [String]
    /// What it means, in a sentence.
    public let meaning: String
    /// What to do about it, in a sentence; nil when nothing can be said that holds.
    public let advice: String?

    package init(
        _ code: Code, during operation: Operation, server: String, resultCode: LDAPResultCode? = nil,
        diagnosticMessage: String? = nil, matchedDN: DistinguishedName? = nil, referrals: [String] = [],
        meaning: String, advice: String? = nil
    ) {
        self.code = code
        self.operation = operation
        self.server = server
        self.resultCode = resultCode
        self.diagnosticMessage = diagnosticMessage.flatMap { $0.isEmpty ? nil : $0 }
        self.matchedDN = matchedDN.flatMap { $0.description.isEmpty ? nil : $0 }
        self.referrals = referrals
        self.meaning = meaning
        self.advice = advice
    }

    /// Whether further operations on the same connection can succeed.
    public var isConnectionUsable: Bool { code == .server || code == .refusedLocally }

    /// Result code and diagnostic text as they came.
    public var raw: String? {
        switch (resultCode, diagnosticMessage) {
        case (let code?, let text?): "\(code): \(text)"
        case (let code?, nil): "\(code)"
        case (nil, let text?): text
        case (nil, nil): nil
        }
    }

    public var description: String {
        var text = "\(operation.rawValue) \(server): \(meaning)"
        if let raw { text += " (\(raw))" }
        return text
    }
}
