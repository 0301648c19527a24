import Glibc

/// A TCP socket that listens.
package final class ListeningSocket: Sendable {
    private let descriptor: Descriptor
    package let port: Int

    /// - Parameter port: 0 for one that is free.
    package init(_ host: String = "127.0.0.1", port: Int = 0, backlog: Int32 = 128) throws {
        let address = try SocketAddress(host, port: port)
        let raw = socket(address.family, Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue), 0)
        guard raw >= 0 else { throw SocketFailed("socket") }
        descriptor = Descriptor(raw)
        descriptor.set(SO_REUSEADDR, to: 1)
        guard unsafe address.withPointer({ unsafe bind(raw, $0, $1) }) == 0 else {
            throw SocketFailed("bind \(host):\(port)")
        }
        guard listen(raw, backlog) == 0 else { throw SocketFailed("listen") }
        self.port = try SocketAddress.bound(descriptor)
    }

    /// The next connection; nil once shut down.
    func accept() -> StreamSocket? {
        while true {
            let raw = Glibc.accept(descriptor.raw, nil, nil)
            if raw >= 0 {
                _ = fcntl(raw, F_SETFD, FD_CLOEXEC)
                return StreamSocket(Descriptor(raw))
            }
            guard errno == EINTR || errno == ECONNABORTED else { return nil }
        }
    }

    package func shutDown() { descriptor.shutDown() }

    /// A loopback port that is free at this moment, for TCP.
    package static func freePort() throws -> Int { try ListeningSocket().port }

    /// A loopback port on which nothing listens for as long as the returned socket lives: a connect is refused.
    package static func refusingPort() throws -> RefusingPort { try RefusingPort() }
}

/// A TCP port that is bound and does not listen, so that every connect to it is refused and nobody else gets it.
package final class RefusingPort: Sendable {
    private let descriptor: Descriptor
    package let port: Int

    init() throws {
        let address = try SocketAddress("127.0.0.1", port: 0)
        let raw = socket(address.family, Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue), 0)
        guard raw >= 0 else { throw SocketFailed("socket") }
        descriptor = Descriptor(raw)
        guard unsafe address.withPointer({ unsafe bind(raw, $0, $1) }) == 0 else { throw SocketFailed("bind") }
        port = try SocketAddress.bound(descriptor)
    }
}
