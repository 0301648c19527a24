import CAres
import Glibc

extension IPAddress: CustomStringConvertible {
    /// Reads a literal address as `inet_pton` does: dotted quads with four numbers, RFC 4291 text, and a zone after
    /// `%` as interface name or index. No brackets, no names, no shorthand such as `127.1`.
    package init?(_ text: some StringProtocol) {
        let parts = text.split(separator: "%", maxSplits: 1, omittingEmptySubsequences: false)
        guard let literal = parts.first.map({ String($0) }), !literal.utf8.contains(0) else { return nil }
        if parts.count == 1 {
            var v4 = in_addr()
            if unsafe inet_pton(AF_INET, literal, &v4) == 1 {
                self = .v4(UInt32(bigEndian: v4.s_addr))
                return
            }
        }
        var v6 = [UInt8](repeating: 0, count: 16)
        guard unsafe inet_pton(AF_INET6, literal, &v6) == 1 else { return nil }
        var scope: UInt32 = 0
        if parts.count == 2 {
            let zone = String(parts[1])
            guard !zone.utf8.contains(0) else { return nil }
            scope = if let index = UInt32(zone) { index } else { unsafe if_nametoindex(zone) }
            guard scope != 0 else { return nil }
        }
        self.init(bytes: v6, scope: scope)
    }

    /// The canonical text of RFC 5952, with `%` and the interface's name (or its index if it has none any more).
    package var description: String {
        var buffer = [CChar](repeating: 0, count: Int(INET6_ADDRSTRLEN))
        let source = bytes
        let kind = family == .v4 ? AF_INET : AF_INET6
        guard unsafe inet_ntop(kind, source, &buffer, socklen_t(buffer.count)) != nil else { return "" }
        let text = Self.string(buffer)
        guard case .v6(_, _, let scope) = self, scope != 0 else { return text }
        var name = [CChar](repeating: 0, count: Int(IF_NAMESIZE))
        guard unsafe if_indextoname(scope, &name) != nil else { return "\(text)%\(scope)" }
        return "\(text)%\(Self.string(name))"
    }

    private static func string(_ buffer: [CChar]) -> String {
        String(decoding: buffer.prefix { $0 != 0 }.map(UInt8.init(bitPattern:)), as: UTF8.self)
    }
}

extension SocketAddress {
    /// Runs `body` with the address in the form that the socket calls take.
    func withSockaddr<Result>(_ body: (UnsafePointer<sockaddr>, socklen_t) -> Result) -> Result {
        switch address {
        case .v4(let number):
            var storage = sockaddr_in()
            storage.sin_family = sa_family_t(AF_INET)
            storage.sin_port = port.bigEndian
            storage.sin_addr.s_addr = number.bigEndian
            return unsafe withUnsafePointer(to: &storage) { pointer in
                unsafe pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                    unsafe body($0, socklen_t(MemoryLayout<sockaddr_in>.size))
                }
            }
        case .v6(_, _, let scope):
            var storage = sockaddr_in6()
            storage.sin6_family = sa_family_t(AF_INET6)
            storage.sin6_port = port.bigEndian
            storage.sin6_scope_id = scope
            unsafe withUnsafeMutableBytes(of: &storage.sin6_addr) { unsafe $0.copyBytes(from: address.bytes) }
            return unsafe withUnsafePointer(to: &storage) { pointer in
                unsafe pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                    unsafe body($0, socklen_t(MemoryLayout<sockaddr_in6>.size))
                }
            }
        }
    }

    /// Lets `fill` write an address, and reads it; nil if `fill` fails or the address is neither IPv4 nor IPv6.
    static func reading(_ fill: (UnsafeMutablePointer<sockaddr>, UnsafeMutablePointer<socklen_t>) -> Bool) -> Self? {
        var storage = sockaddr_storage()
        var length = socklen_t(MemoryLayout<sockaddr_storage>.size)
        let filled = unsafe withUnsafeMutablePointer(to: &storage) { pointer in
            unsafe pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { unsafe fill($0, &length) }
        }
        guard filled else { return nil }
        let family = Int32(storage.ss_family)
        return unsafe withUnsafeBytes(of: &storage) { raw in
            switch family {
            case AF_INET:
                let value = unsafe raw.loadUnaligned(as: sockaddr_in.self)
                return SocketAddress(
                    .v4(UInt32(bigEndian: value.sin_addr.s_addr)), port: UInt16(bigEndian: value.sin_port))
            case AF_INET6:
                var value = unsafe raw.loadUnaligned(as: sockaddr_in6.self)
                let bytes = unsafe withUnsafeBytes(of: &value.sin6_addr) { unsafe [UInt8]($0) }
                guard let address = IPAddress(bytes: bytes, scope: value.sin6_scope_id) else { return nil }
                return SocketAddress(address, port: UInt16(bigEndian: value.sin6_port))
            default: return nil
            }
        }
    }
}
