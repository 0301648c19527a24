import SwiftASN1
import Synchronization

/// Passes LDAP in clear on to a loopback port, request by request, and keeps what was answered.
package final class Recorder: Sendable {
    private final class Record: Sendable {
        let answers = Mutex<[[UInt8]]>([])
    }

    private let record = Record()
    private let server: ConnectionServer
    package var port: Int { server.port }
    /// The bytes of all messages that answered each request, in order.
    package var answers: [[UInt8]] { record.answers.withLock { $0 } }

    /// - Parameter target: The port that is served through this one.
    package init(to target: Int) throws {
        let record = record
        server = try ConnectionServer { client, _ in
            defer { client.shutDown() }
            guard let onward = try? StreamSocket(connectingTo: target), onward.isConnected(within: 5000) else { return }
            onward.setBlocking()
            defer { onward.shutDown() }
            var requests = MessageFramer()
            var frames = MessageFramer()
            while let bytes = client.read() {
                requests.append(bytes)
                while let request = requests.next() {
                    guard onward.write(request) else { return }
                    var answer: [UInt8] = []
                    while true {
                        if let frame = frames.next() {
                            answer += frame
                            if Self.isLast(frame) { break }
                        } else if let more = onward.read() {
                            frames.append(more)
                        } else {
                            return
                        }
                    }
                    record.answers.withLock { $0.append(answer) }
                    guard client.write(answer) else { return }
                }
            }
        }
    }

    /// Whether no further message answers the same request: all but search entries and references.
    private static func isLast(_ frame: [UInt8]) -> Bool {
        guard let message = try? BER.nodes(SwiftASN1.BER.parse(frame)), message.count >= 2 else { return true }
        return ![4, 19].contains(message[1].identifier.tagNumber)
    }

    package func stop() { server.stop() }
}
