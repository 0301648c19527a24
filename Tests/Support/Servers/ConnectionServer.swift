import Foundation
import Synchronization

/// Accepts connections and gives each its own thread.
final class ConnectionServer: Sendable {
    private let listener: ListeningSocket
    private let connections = Connections()

    var port: Int { listener.port }
    /// How many connections have been accepted.
    var accepted: Int { connections.accepted }

    init(
        host: String = "127.0.0.1", port: Int = 0,
        serve: @escaping @Sendable (_ connection: StreamSocket, _ number: Int) -> Void
    ) throws {
        listener = try ListeningSocket(host, port: port)
        // The thread must not hold the server itself, or the server would never go.
        let listener = listener
        let connections = connections
        Thread.detachNewThread {
            while let connection = listener.accept() {
                guard let number = connections.add(connection) else { return }
                Thread.detachNewThread {
                    serve(connection, number)
                    connections.remove(number)
                }
            }
        }
    }

    deinit { stop() }

    /// Ends the listening and every connection.
    func stop() {
        listener.shutDown()
        connections.end()
    }

    private final class Connections: Sendable {
        private struct State {
            var accepted = 0
            var ended = false
            var open: [Int: StreamSocket] = [:]
        }
        private let state = Mutex(State())

        var accepted: Int { state.withLock { $0.accepted } }

        func add(_ connection: StreamSocket) -> Int? {
            state.withLock { state in
                guard !state.ended else { return nil }
                state.accepted += 1
                state.open[state.accepted] = connection
                return state.accepted
            }
        }

        func remove(_ number: Int) { state.withLock { _ = $0.open.removeValue(forKey: number) } }

        func end() {
            let open = state.withLock { state in
                state.ended = true
                defer { state.open = [:] }
                return Array(state.open.values)
            }
            for connection in open { connection.shutDown() }
        }
    }
}
