import Synchronization

/// A connection in clear that may turn to TLS.
final class Channel: Sendable {
    private let socket: StreamSocket
    private let credentials: TLSCredentials?
    private let session = Mutex<TLSSession?>(nil)
    /// Keeps the bytes of two writers apart.
    private let writing = Mutex(())

    init(_ socket: StreamSocket, _ credentials: TLSCredentials? = nil) {
        self.socket = socket
        self.credentials = credentials
    }

    var isEncrypted: Bool { session.withLock { $0 != nil } }
    var canStartTLS: Bool { credentials != nil && !isEncrypted }

    /// The server's part of the handshake; false when it fails.
    func startTLS() -> Bool {
        guard let made = credentials?.accept(on: socket.descriptor) else { return false }
        session.withLock { $0 = made }
        return true
    }

    func read() -> [UInt8]? {
        if let session = session.withLock({ $0 }) { return session.read() }
        return socket.read()
    }

    @discardableResult
    func write(_ bytes: [UInt8]) -> Bool {
        writing.withLock { _ in
            if let session = session.withLock({ $0 }) { return session.write(bytes) }
            return socket.write(bytes)
        }
    }

    /// Whether bytes, or an end, come within the time; a negative one has no end.
    func isReadable(within milliseconds: Int32) -> Bool { socket.isReadable(within: milliseconds) }

    /// Tells the other side, inside TLS, that nothing more will come (close_notify).
    func sayGoodbye() { session.withLock { $0 }?.sayGoodbye() }

    func shutDown() { socket.shutDown() }
    func reset() { socket.reset() }
}
