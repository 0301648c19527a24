package import Networking

/// A server to connect to: the name that certificates and Kerberos are checked against, and where its packets go.
public struct LDAPEndpoint: Sendable, Hashable, CustomStringConvertible {
    /// The server's DNS name. It decides the Kerberos service name and is looked for in the certificate.
    public var host: String
    /// The TCP port of the service as named: 389 or 636 unless told.
    public var port: UInt16
    /// Literal addresses to connect to instead of resolving `host`, each with its port. Tunnels and fixed addresses use this.
    package var addresses: [SocketAddress]

    public init(host: String, port: UInt16) {
        self.init(host: host, port: port, addresses: [])
    }

    package init(host: String, port: UInt16, addresses: [SocketAddress]) {
        self.host = host
        self.port = port
        self.addresses = addresses
    }

    public var description: String { host.contains(":") ? "[\(host)]:\(port)" : "\(host):\(port)" }
}
