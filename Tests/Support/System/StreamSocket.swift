import Glibc

/// A TCP connection, read and written by one thread.
final class StreamSocket: Sendable {
    let descriptor: Descriptor

    init(_ descriptor: Descriptor) { self.descriptor = descriptor }

    /// Starts to connect and does not wait.
    init(connectingTo port: Int, host: String = "127.0.0.1") throws {
        let address = try SocketAddress(host, port: port)
        let raw = socket(
            address.family, Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue | SOCK_NONBLOCK.rawValue), 0)
        guard raw >= 0 else { throw SocketFailed("socket") }
        descriptor = Descriptor(raw)
        let result = unsafe address.withPointer { unsafe connect(raw, $0, $1) }
        guard result == 0 || errno == EINPROGRESS else { throw SocketFailed("connect") }
    }

    /// Whether the connect that was started has succeeded.
    func isConnected(within milliseconds: Int32) -> Bool {
        var entry = pollfd(fd: descriptor.raw, events: Int16(POLLOUT), revents: 0)
        return unsafe poll(&entry, 1, milliseconds) == 1 && entry.revents & Int16(POLLERR | POLLHUP) == 0
    }

    /// Whether bytes, or an end, come within the time; a negative one has no end.
    func isReadable(within milliseconds: Int32) -> Bool {
        var entry = pollfd(fd: descriptor.raw, events: Int16(POLLIN), revents: 0)
        return unsafe poll(&entry, 1, milliseconds) == 1
    }

    /// After a connect that was started, reads and writes wait.
    func setBlocking() { _ = fcntl(descriptor.raw, F_SETFL, fcntl(descriptor.raw, F_GETFL) & ~O_NONBLOCK) }

    /// Every write becomes a packet of its own.
    func sendAtOnce() { descriptor.set(TCP_NODELAY, level: Int32(IPPROTO_TCP), to: 1) }

    /// Whether somebody accepts on a loopback port.
    static func connects(to port: Int) -> Bool {
        (try? StreamSocket(connectingTo: port))?.isConnected(within: 1000) ?? false
    }

    /// Some bytes; nil at the end of the stream or after an error.
    func read(upTo count: Int = 65536) -> [UInt8]? {
        while true {
            var received = -1
            let bytes = unsafe [UInt8](unsafeUninitializedCapacity: count) { buffer, filled in
                received = unsafe recv(descriptor.raw, buffer.baseAddress, count, 0)
                filled = max(0, received)
            }
            if received > 0 { return bytes }
            guard received < 0, errno == EINTR else { return nil }
        }
    }

    /// Writes all; false when the peer is gone.
    @discardableResult
    func write(_ bytes: [UInt8]) -> Bool {
        var offset = 0
        while offset < bytes.count {
            let sent = unsafe bytes.withUnsafeBytes { buffer in
                unsafe send(
                    descriptor.raw, buffer.baseAddress?.advanced(by: offset), buffer.count - offset, Int32(MSG_NOSIGNAL)
                )
            }
            if sent > 0 {
                offset += sent
            } else if errno != EINTR {
                return false
            }
        }
        return true
    }

    func shutDown() { descriptor.shutDown() }

    /// Breaks the connection off by a reset (RST): what a connect to no address means on Linux.
    func reset() {
        var nowhere = sockaddr()
        nowhere.sa_family = sa_family_t(AF_UNSPEC)
        _ = unsafe connect(descriptor.raw, &nowhere, socklen_t(MemoryLayout<sockaddr>.size))
    }
}
