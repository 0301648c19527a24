import Glibc

/// A numeric address and port, of either family.
struct SocketAddress {
    private var storage = sockaddr_storage()
    private var length = socklen_t(MemoryLayout<sockaddr_storage>.size)

    var family: Int32 { Int32(storage.ss_family) }

    /// - Parameter host: `127.0.0.1` or `::1`; never a name.
    init(_ host: String, port: Int) throws {
        guard let number = UInt16(exactly: port) else { throw SocketFailed("port \(port)", code: EINVAL) }
        var four = in_addr()
        var six = in6_addr()
        if unsafe inet_pton(AF_INET, host, &four) == 1 {
            var address = sockaddr_in()
            address.sin_family = sa_family_t(AF_INET)
            address.sin_port = number.bigEndian
            address.sin_addr = four
            store(address)
        } else if unsafe inet_pton(AF_INET6, host, &six) == 1 {
            var address = sockaddr_in6()
            address.sin6_family = sa_family_t(AF_INET6)
            address.sin6_port = number.bigEndian
            address.sin6_addr = six
            store(address)
        } else {
            throw SocketFailed("address \(host)", code: EINVAL)
        }
    }

    private mutating func store<Address>(_ address: Address) {
        length = socklen_t(MemoryLayout<Address>.size)
        unsafe withUnsafeMutableBytes(of: &storage) { target in
            unsafe withUnsafeBytes(of: address) { unsafe target.copyMemory(from: $0) }
        }
    }

    /// Fills in an address by a call such as `getsockname` or `recvfrom`.
    static func filled(by body: (UnsafeMutablePointer<sockaddr>, inout socklen_t) -> Int) -> (Int, SocketAddress)? {
        guard var address = try? SocketAddress("0.0.0.0", port: 0) else { return nil }
        address.length = socklen_t(MemoryLayout<sockaddr_storage>.size)
        let result = unsafe withUnsafeMutablePointer(to: &address.storage) { pointer in
            unsafe pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { unsafe body($0, &address.length) }
        }
        return (result, address)
    }

    func withPointer<Result>(_ body: (UnsafePointer<sockaddr>, socklen_t) -> Result) -> Result {
        unsafe withUnsafePointer(to: storage) { pointer in
            unsafe pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { unsafe body($0, length) }
        }
    }

    var port: Int {
        unsafe withPointer { pointer, _ in
            unsafe UnsafeRawPointer(pointer).loadUnaligned(fromByteOffset: 2, as: UInt16.self)
        }.bigEndianValue
    }

    /// The port to which the kernel bound a socket.
    static func bound(_ descriptor: Descriptor) throws -> Int {
        let filled = unsafe Self.filled { pointer, length in unsafe Int(getsockname(descriptor.raw, pointer, &length)) }
        guard let (result, address) = filled, result == 0 else { throw SocketFailed("getsockname") }
        return address.port
    }
}

extension UInt16 {
    fileprivate var bigEndianValue: Int { Int(UInt16(bigEndian: self)) }
}
