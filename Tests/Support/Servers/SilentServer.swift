/// A TCP server that never says a word.
package final class SilentServer: Sendable {
    private let server: ConnectionServer?
    private let full: (listener: ListeningSocket, filling: [StreamSocket])?
    package let port: Int

    /// How many connections it has taken.
    package var accepted: Int { server?.accepted ?? 0 }

    /// Accepts, reads whatever comes, and never answers.
    package init(host: String = "127.0.0.1", port: Int = 0) throws {
        let server = try ConnectionServer(host: host, port: port) { connection, _ in
            while connection.read() != nil {}
        }
        self.server = server
        self.port = server.port
        full = nil
    }

    private init(full listener: ListeningSocket, filling: [StreamSocket]) {
        server = nil
        full = (listener, filling)
        port = listener.port
    }

    /// Never accepts, its queue full: the kernel drops every further SYN, so that a connect hears nothing at all.
    package static func withFullQueue() throws -> SilentServer {
        let listener = try ListeningSocket(backlog: 0)
        var filling: [StreamSocket] = []
        // A queue of 0 takes one connection or two, by kernel; one that stays without an answer shows that it is full.
        while filling.count < 16 {
            let socket = try StreamSocket(connectingTo: listener.port)
            filling.append(socket)
            if !socket.isConnected(within: 200) { return SilentServer(full: listener, filling: filling) }
        }
        throw SocketFailed("a queue of 0 took 16 connections", code: 0)
    }

    package func stop() { server?.stop() }
}

/// A UDP socket that takes everything and answers nothing.
package final class SilentDatagramServer: Sendable {
    private let socket: DatagramSocket
    package var port: Int { socket.port }

    package init() throws { socket = try DatagramSocket() }
}
