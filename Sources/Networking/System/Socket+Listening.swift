import Glibc

/// The serving side, from which the tests build their servers; the product itself never listens.
extension Socket {
    /// A stream socket that listens on `address` (port 0: any free one).
    package static func listening(on address: SocketAddress, backlog: Int32 = 128) throws(SystemError) -> Socket {
        let socket = try Socket(.stream, family: address.address.family)
        try socket.set(1, of: SOL_SOCKET, option: SO_REUSEADDR)
        try socket.bind(to: address)
        guard listen(socket.descriptor.number, backlog) == 0 else { throw SystemError(call: "listen", errno: errno) }
        return socket
    }

    /// A datagram socket that receives on `address` (port 0: any free one).
    package static func receiving(on address: SocketAddress) throws(SystemError) -> Socket {
        let socket = try Socket(.datagram, family: address.address.family)
        try socket.bind(to: address)
        return socket
    }

    package func bind(to address: SocketAddress) throws(SystemError) {
        let result = unsafe address.withSockaddr { pointer, length in
            unsafe Glibc.bind(descriptor.number, pointer, length) == 0 ? 0 : errno
        }
        guard result == 0 else { throw SystemError(call: "bind", errno: result) }
    }

    /// The next connection, non-blocking; nil if none waits.
    package func accept() throws(SystemError) -> Socket? {
        while true {
            let number = Glibc.accept(descriptor.number, nil, nil)
            if number >= 0 {
                let socket = Socket(OwnedDescriptor(adopting: number))
                _ = fcntl(number, F_SETFD, FD_CLOEXEC)
                try socket.setBlocking(false)
                return socket
            }
            switch errno {
            case EINTR: continue
            case EAGAIN: return nil
            case let number: throw SystemError(call: "accept", errno: number)
            }
        }
    }

    /// The next datagram and its sender; nil if none waits.
    package func receiveWithSender(atMost limit: Int) throws(SystemError) -> (bytes: [UInt8], sender: SocketAddress)? {
        var count = 0
        var sender: SocketAddress?
        var number: Int32 = 0
        let bytes = unsafe [UInt8](unsafeUninitializedCapacity: max(limit, 1)) { buffer, initialized in
            unsafe sender = SocketAddress.reading { address, length in
                unsafe count = recvfrom(descriptor.number, buffer.baseAddress, buffer.count, 0, address, length)
                number = errno
                return count >= 0
            }
            initialized = max(count, 0)
        }
        if count >= 0, let sender { return (bytes, sender) }
        guard number == EAGAIN || number == EINTR else { throw SystemError(call: "recvfrom", errno: number) }
        return nil
    }

    package func send(_ bytes: [UInt8], to address: SocketAddress) throws(SystemError) {
        let result = unsafe address.withSockaddr { pointer, length in
            unsafe bytes.withUnsafeBytes { buffer in
                unsafe sendto(
                    descriptor.number, buffer.baseAddress, buffer.count, Int32(MSG_NOSIGNAL), pointer, length)
                    >= 0 ? 0 : errno
            }
        }
        guard result == 0 else { throw SystemError(call: "sendto", errno: result) }
    }
}
