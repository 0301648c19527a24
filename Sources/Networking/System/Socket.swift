import Glibc

/// An IP socket, non-blocking from its creation on.
package struct Socket: Sendable {
    package enum Kind: Sendable {
        case stream
        case datagram
    }

    /// What a read brought.
    package enum Received: Sendable, Equatable {
        case bytes([UInt8])
        /// Nothing is there now.
        case nothing
        /// The peer has closed its direction (streams only).
        case end
    }

    package let descriptor: OwnedDescriptor

    package init(_ kind: Kind, family: IPAddress.Family) throws(SystemError) {
        let type = kind == .stream ? SOCK_STREAM : SOCK_DGRAM
        let flags = Int32(SOCK_NONBLOCK.rawValue | SOCK_CLOEXEC.rawValue)
        let number = socket(family == .v4 ? AF_INET : AF_INET6, Int32(type.rawValue) | flags, 0)
        guard number >= 0 else { throw SystemError(call: "socket", errno: errno) }
        descriptor = OwnedDescriptor(adopting: number)
    }

    package init(_ descriptor: OwnedDescriptor) { self.descriptor = descriptor }

    /// Begins to connect; true if that is already done. Otherwise the socket becomes writable when
    /// `takeConnectError()` knows more.
    ///
    /// On a datagram socket it settles the peer: only its packets arrive then, and its ICMP errors are reported.
    package func startConnecting(to address: SocketAddress) throws(SystemError) -> Bool {
        let result = unsafe address.withSockaddr { pointer, length in
            unsafe connect(descriptor.number, pointer, length) == 0 ? 0 : errno
        }
        switch result {
        case 0: return true
        case EINPROGRESS: return false
        default: throw SystemError(call: "connect", errno: result)
        }
    }

    /// Throws what became of a connect, or of a datagram sent: the socket's pending error (SO_ERROR), if it has one.
    package func takeConnectError() throws(SystemError) {
        var value: Int32 = 0
        var length = socklen_t(MemoryLayout<Int32>.size)
        guard unsafe getsockopt(descriptor.number, SOL_SOCKET, SO_ERROR, &value, &length) == 0 else {
            throw SystemError(call: "getsockopt", errno: errno)
        }
        guard value == 0 else { throw SystemError(call: "connect", errno: value) }
    }

    /// Whether a reset ended the connection, or the kernel gave it up; not whether the peer closed its direction.
    package var isBrokenOff: Bool {
        // The first byte of `tcp_info` is the state (tcp(7)).
        var state: UInt8 = 0
        var length = socklen_t(1)
        guard unsafe getsockopt(descriptor.number, Int32(IPPROTO_TCP), TCP_INFO, &state, &length) == 0 else {
            return false
        }
        return state == Self.closedState
    }

    /// `TCP_CLOSE`, whose name several modules that are imported here declare.
    private static let closedState: UInt8 = 7

    package func localAddress() throws(SystemError) -> SocketAddress {
        guard let address = unsafe SocketAddress.reading({ unsafe getsockname(descriptor.number, $0, $1) == 0 }) else {
            throw SystemError(call: "getsockname", errno: errno)
        }
        return address
    }

    package func peerAddress() throws(SystemError) -> SocketAddress {
        guard let address = unsafe SocketAddress.reading({ unsafe getpeername(descriptor.number, $0, $1) == 0 }) else {
            throw SystemError(call: "getpeername", errno: errno)
        }
        return address
    }

    package func setBlocking(_ blocks: Bool) throws(SystemError) {
        let flags = fcntl(descriptor.number, F_GETFL)
        guard flags >= 0 else { throw SystemError(call: "fcntl", errno: errno) }
        let wanted = blocks ? flags & ~O_NONBLOCK : flags | O_NONBLOCK
        guard fcntl(descriptor.number, F_SETFL, wanted) == 0 else { throw SystemError(call: "fcntl", errno: errno) }
    }

    /// Sets what a long-lived client connection needs: no Nagle delay, keepalive probes unless they are not wanted, and
    /// an end to a connection whose data stays unacknowledged for `userTimeout` (RFC 5482).
    package func prepareForLongUse(userTimeout: Duration, keepsAlive: Bool = true) throws(SystemError) {
        try set(1, of: Int32(IPPROTO_TCP), option: TCP_NODELAY)
        try set(keepsAlive ? 1 : 0, of: SOL_SOCKET, option: SO_KEEPALIVE)
        let (seconds, attoseconds) = userTimeout.components
        let milliseconds = min(max(seconds, 0), 1_000_000) * 1000 + attoseconds / 1_000_000_000_000_000
        try set(Int32(milliseconds), of: Int32(IPPROTO_TCP), option: TCP_USER_TIMEOUT)
    }

    func set(_ value: Int32, of level: Int32, option: Int32) throws(SystemError) {
        var value = value
        let size = socklen_t(MemoryLayout<Int32>.size)
        guard unsafe setsockopt(descriptor.number, level, option, &value, size) == 0 else {
            throw SystemError(call: "setsockopt", errno: errno)
        }
    }

    /// Sends what goes out at once; nil if nothing does now. A datagram goes whole or not at all.
    package func send(_ bytes: ArraySlice<UInt8>) throws(SystemError) -> Int? {
        while true {
            let sent = unsafe bytes.withUnsafeBytes { buffer in
                // Without MSG_NOSIGNAL a peer that has gone would end the whole process with SIGPIPE.
                unsafe Glibc.send(descriptor.number, buffer.baseAddress, buffer.count, Int32(MSG_NOSIGNAL))
            }
            if sent >= 0 { return sent }
            switch errno {
            case EINTR: continue
            case EAGAIN: return nil
            case let number: throw SystemError(call: "send", errno: number)
            }
        }
    }

    /// Reads what is there, or one datagram, up to `limit` bytes (at least 1).
    package func receive(atMost limit: Int) throws(SystemError) -> Received {
        while true {
            var count = 0
            let bytes = unsafe [UInt8](unsafeUninitializedCapacity: max(limit, 1)) { buffer, initialized in
                unsafe count = recv(descriptor.number, buffer.baseAddress, buffer.count, 0)
                initialized = max(count, 0)
            }
            if count > 0 { return .bytes(bytes) }
            // An empty datagram is a datagram; an empty read from a stream is its end.
            if count == 0 { return isDatagram ? .bytes([]) : .end }
            switch errno {
            case EINTR: continue
            case EAGAIN: return .nothing
            case let number: throw SystemError(call: "recv", errno: number)
            }
        }
    }

    private var isDatagram: Bool {
        var type: Int32 = 0
        var length = socklen_t(MemoryLayout<Int32>.size)
        guard unsafe getsockopt(descriptor.number, SOL_SOCKET, SO_TYPE, &type, &length) == 0 else { return false }
        return type == Int32(SOCK_DGRAM.rawValue)
    }
}
