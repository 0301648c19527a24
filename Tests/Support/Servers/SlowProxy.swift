import Foundation

/// Passes TCP connections on to another loopback port, and the answers back one byte at a time.
package final class SlowProxy: Sendable {
    private let server: ConnectionServer
    package var port: Int { server.port }

    /// - Parameter target: The port that is served through this one.
    package init(to target: Int) throws {
        server = try ConnectionServer { connection, _ in
            defer { connection.shutDown() }
            guard let onward = try? StreamSocket(connectingTo: target), onward.isConnected(within: 5000) else { return }
            onward.setBlocking()
            connection.sendAtOnce()
            Thread.detachNewThread {
                while let answer = onward.read(), answer.allSatisfy({ connection.write([$0]) }) {}
                connection.shutDown()
            }
            while let request = connection.read(), onward.write(request) {}
            onward.shutDown()
        }
    }

    package func stop() { server.stop() }
}
