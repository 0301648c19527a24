import Foundation
import Synchronization

/// An HTTP proxy that is asked to CONNECT.
package final class ConnectProxy: Sendable {
    package enum Manner: Sendable {
        /// Passes every connection on to a loopback port, whatever host was asked for.
        case tunnels(to: Int)
        /// Answers with these bytes, and ends.
        case answers(String)
        case closes
    }

    private final class Record: Sendable {
        let requests = Mutex<[String]>([])
    }

    private let server: ConnectionServer
    private let record = Record()

    package var port: Int { server.port }
    /// The heads of the requests, in order.
    package var requests: [String] { record.requests.withLock { $0 } }

    package init(_ manner: Manner) throws {
        let record = record
        server = try ConnectionServer { connection, _ in
            defer { connection.shutDown() }
            var head: [UInt8] = []
            while !head.suffix(4).elementsEqual(Array("\r\n\r\n".utf8)) {
                guard let bytes = connection.read(upTo: 1) else { return }
                head += bytes
            }
            record.requests.withLock { $0.append(String(decoding: head, as: UTF8.self)) }
            switch manner {
            case .tunnels(let port): Self.tunnel(connection, to: port)
            case .answers(let text):
                connection.write(Array(text.utf8))
                while connection.read() != nil {}
            case .closes: break
            }
        }
    }

    private static func tunnel(_ connection: StreamSocket, to port: Int) {
        guard let onward = try? StreamSocket(connectingTo: port), onward.isConnected(within: 5000) else { return }
        onward.setBlocking()
        connection.write(Array("HTTP/1.1 200 Connection established\r\nVia: 1.1 test\r\n\r\n".utf8))
        Thread.detachNewThread {
            while let answer = onward.read(), connection.write(answer) {}
            connection.shutDown()
        }
        while let request = connection.read(), onward.write(request) {}
        onward.shutDown()
    }

    package func stop() { server.stop() }
}
