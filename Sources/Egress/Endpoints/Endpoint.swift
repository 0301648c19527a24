/// A host and a port that the sync server must be able to reach.
package struct Endpoint: Hashable, Sendable {
    /// A DNS name or an address, as it stands in the certificate that is expected.
    package let host: String
    package let port: UInt16

    package init(_ host: String, port: UInt16 = 443) {
        self.host = host
        self.port = port
    }
}

extension Endpoint: CustomStringConvertible {
    package var description: String { host.contains(":") ? "[\(host)]:\(port)" : "\(host):\(port)" }
}
