/// How a connection is made and bounded.
public struct LDAPConfiguration: Sendable {
    /// How long all TCP connects of one connection may take together.
    public var connectTimeout: Duration
    /// How long an operation may go without an answer: TLS, bind, search (between two of its messages).
    public var operationTimeout: Duration
    /// What protects the bytes.
    public var security: TransportSecurity
    /// Whose certificates are believed.
    public var trust: TrustRoots
    /// The oldest version of TLS that is used: a server that has only older ones is refused.
    public var minimumTLSVersion: TLSVersion
    /// The largest message that is taken from the server, in bytes. libldap's own default is no limit at all.
    public var maximumIncomingMessage: Int
    /// A search keeps this many entries that nobody has taken yet; then the connection stops reading.
    ///
    /// While another operation on the connection waits for its answer, which may stand behind more entries, it reads on, up to
    /// ``bufferedBytes``.
    public var bufferedEntries: Int
    /// How many bytes of entries that nobody has taken yet a search keeps at most, but for the last entry; each counts for 256 more
    /// than its names and values. Operations whose answers stand behind them then fail with ``LDAPError/Code/timedOut``.
    public var bufferedBytes: Int

    /// The limits on memory begin at 16 MiB a message, 256 entries and 4 MiB a search.
    public init(
        security: TransportSecurity = .startTLS, trust: TrustRoots = .system,
        minimumTLSVersion: TLSVersion = .tls12, connectTimeout: Duration = .seconds(3),
        operationTimeout: Duration = .seconds(10)
    ) {
        self.security = security
        self.trust = trust
        self.minimumTLSVersion = minimumTLSVersion
        self.connectTimeout = connectTimeout
        self.operationTimeout = operationTimeout
        maximumIncomingMessage = 16 << 20
        bufferedEntries = 256
        bufferedBytes = 4 << 20
    }
}

/// What protects the bytes of a connection.
public enum TransportSecurity: Sendable, Hashable {
    /// TCP without TLS. A SASL bind adds a sealing layer; before that, and without one, everything travels in clear.
    case plain
    /// TLS from a StartTLS operation (RFC 4511, section 4.14) before anything else is sent.
    case startTLS
    /// TLS from the first byte.
    case ldaps

    /// Whether bytes are encrypted before the bind.
    public var isTLS: Bool { self != .plain }

    /// The port of the service: 636 for LDAPS, else 389.
    public var defaultPort: UInt16 { self == .ldaps ? 636 : 389 }
}

/// Whose certificates are believed. Certificates are always verified; this only says by whom.
public enum TrustRoots: Sendable, Hashable {
    /// The bundle that the distribution keeps: `/etc/ssl/certs/ca-certificates.crt`.
    case system
    /// A file of PEM certificates.
    case file(String)

    /// The file that libldap is given: its GnuTLS build loads no roots of its own.
    package var path: String {
        switch self {
        case .system: "/etc/ssl/certs/ca-certificates.crt"
        case .file(let path): path
        }
    }
}
