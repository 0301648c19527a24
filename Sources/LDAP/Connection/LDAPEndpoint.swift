package import Networking

/// A server to connect to: over TCP, the name that certificates and Kerberos are checked against, and where its packets go; or a
/// socket in the file system.
public struct LDAPEndpoint: Sendable, Hashable, CustomStringConvertible {
    /// The server's DNS name. It decides the Kerberos service name and is looked for in the certificate. Empty for a local socket.
    public var host: String
    /// The TCP port of the service as named: 389 or 636 unless told. 0 for a local socket.
    public var port: UInt16
    /// The path of a local socket; nil for a server over TCP.
    public let socketPath: String?
    /// Literal addresses to connect to instead of resolving `host`, each with its port. Tunnels and fixed addresses use this.
    package var addresses: [SocketAddress]

    /// A server over TCP.
    public init(host: String, port: UInt16) {
        self.init(host: host, port: port, addresses: [])
    }

    package init(host: String, port: UInt16, addresses: [SocketAddress]) {
        self.host = host
        self.port = port
        self.addresses = addresses
        socketPath = nil
    }

    private init(socketPath: String) {
        host = ""
        port = 0
        addresses = []
        self.socketPath = socketPath
    }

    /// The socket of a server on this machine, as OpenLDAP's slapd offers one for `ldapi://`.
    ///
    /// The kernel protects the bytes and tells the server who connects, so ``LDAPCredential/external(authorizationIdentity:)`` binds
    /// without a password. The connection's ``LDAPConfiguration/security`` is ``TransportSecurity/plain``.
    public static func local(path: String) -> LDAPEndpoint { LDAPEndpoint(socketPath: path) }

    /// The server that an LDAP URL names (RFC 4516), with the port of its scheme unless it names one.
    ///
    /// Nil when the URL names no server, for which this library has no default; the rest of the URL is not regarded, and whether TLS
    /// is used is said by ``LDAPConfiguration/security`` alone.
    public init?(_ url: LDAPURL) {
        guard let host = url.host else { return nil }
        switch url.scheme {
        case .ldapi: self.init(socketPath: host)
        case .ldaps: self.init(host: host, port: url.port ?? TransportSecurity.ldaps.defaultPort)
        default: self.init(host: host, port: url.port ?? TransportSecurity.plain.defaultPort)
        }
    }

    /// Host and port, or the path of the socket.
    public var description: String {
        if let socketPath { return socketPath }
        return host.contains(":") ? "[\(host)]:\(port)" : "\(host):\(port)"
    }
}
