/// Where a packet goes: an IP address and a port.
package struct SocketAddress: Hashable, Sendable {
    package var address: IPAddress
    package var port: UInt16

    package init(_ address: IPAddress, port: UInt16) {
        self.address = address
        self.port = port
    }

    /// Reads `192.0.2.1`, `192.0.2.1:53`, `2001:db8::1`, `[2001:db8::1]`, `[fe80::1%eth0]:53`; no host names.
    ///
    /// A bare IPv6 address has no port, since its last group could not be told from one.
    package init?(_ text: some StringProtocol, defaultPort: UInt16) {
        if let address = IPAddress(text) {
            self.init(address, port: defaultPort)
            return
        }
        guard let parts = Self.splitHostAndPort(text), let address = IPAddress(parts.host) else { return nil }
        // Brackets belong to IPv6; without them only IPv4 can carry a port.
        guard (address.family == .v6) == text.hasPrefix("[") else { return nil }
        self.init(address, port: parts.port ?? defaultPort)
    }

    /// Splits `host`, `host:port`, `[v6]`, `[v6]:port`; nil if the port is no number from 1 to 65535, if the host is
    /// empty, or if a colon stands in a host without brackets.
    package static func splitHostAndPort(_ text: some StringProtocol) -> (host: String, port: UInt16?)? {
        let host: String
        let rest: String
        if text.hasPrefix("[") {
            guard let end = text.firstIndex(of: "]") else { return nil }
            host = String(text[text.index(after: text.startIndex)..<end])
            rest = String(text[text.index(after: end)...])
        } else {
            let end = text.firstIndex(of: ":") ?? text.endIndex
            host = String(text[..<end])
            rest = String(text[end...])
        }
        guard !host.isEmpty else { return nil }
        if rest.isEmpty { return (host, nil) }
        let digits = rest.dropFirst()
        guard rest.first == ":", !digits.isEmpty, digits.utf8.allSatisfy({ (0x30...0x39).contains($0) }),
            let port = UInt16(digits), port > 0
        else { return nil }
        return (host, port)
    }
}

extension SocketAddress: CustomStringConvertible {
    package var description: String {
        switch address.family {
        case .v4: "\(address):\(port)"
        case .v6: "[\(address)]:\(port)"
        }
    }
}
