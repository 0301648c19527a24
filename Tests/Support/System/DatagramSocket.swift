import Glibc

/// A UDP socket on a loopback port.
final class DatagramSocket: Sendable {
    private let descriptor: Descriptor
    let port: Int

    init(_ host: String = "127.0.0.1", port: Int = 0) throws {
        let address = try SocketAddress(host, port: port)
        let raw = socket(address.family, Int32(SOCK_DGRAM.rawValue | SOCK_CLOEXEC.rawValue), 0)
        guard raw >= 0 else { throw SocketFailed("socket") }
        descriptor = Descriptor(raw)
        guard unsafe address.withPointer({ unsafe bind(raw, $0, $1) }) == 0 else {
            throw SocketFailed("bind udp \(port)")
        }
        self.port = try SocketAddress.bound(descriptor)
    }

    /// The next datagram and its sender; nil once shut down.
    func receive() -> (bytes: [UInt8], sender: SocketAddress)? {
        while true {
            var sender: SocketAddress?
            var received = -1
            let bytes = unsafe [UInt8](unsafeUninitializedCapacity: 65536) { buffer, count in
                let filled = unsafe SocketAddress.filled { pointer, length in
                    unsafe recvfrom(descriptor.raw, buffer.baseAddress, 65536, 0, pointer, &length)
                }
                received = filled?.0 ?? -1
                sender = filled?.1
                count = max(0, received)
            }
            if received > 0, let sender { return (bytes, sender) }
            // An empty datagram and a shutdown look alike: both end the server.
            guard received < 0, errno == EINTR else { return nil }
        }
    }

    func send(_ bytes: [UInt8], to address: SocketAddress) {
        _ = unsafe address.withPointer { pointer, length in
            unsafe bytes.withUnsafeBytes { buffer in
                unsafe sendto(descriptor.raw, buffer.baseAddress, buffer.count, Int32(MSG_NOSIGNAL), pointer, length)
            }
        }
    }

    func shutDown() { descriptor.shutDown() }
}
