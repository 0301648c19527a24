import LDAP
import Networking

/// Where packets go when `--connect-to` may send them elsewhere.
struct Redirections: Sendable {
    private let redirections: [Redirection]
    /// The port of LDAP under the transport chosen.
    let port: UInt16

    init(_ options: CollectionOptions) {
        redirections = options.redirections
        port = options.security.defaultPort
    }

    var isEmpty: Bool { redirections.isEmpty }

    func covers(_ host: String, port: UInt16) -> Bool {
        redirections.contains { $0.port == port && DomainName.areEqual($0.host, host) }
    }

    func addresses(of host: String, port: UInt16, resolved: [IPAddress]) -> [SocketAddress] {
        let mapped = redirections.filter { $0.port == port && DomainName.areEqual($0.host, host) }.map(\.target)
        return mapped.isEmpty ? resolved.map { SocketAddress($0, port: port) } : mapped
    }
}
