/// Answers each LDAP message with the bytes that a test gives, whatever they are.
package final class RespondingServer: Sendable {
    /// What follows a request.
    package struct Reply: Sendable {
        /// Sent as one write; nothing for none.
        package var bytes: [UInt8]
        /// How often the bytes are sent; nil: until the other side ends the connection.
        package var repetitions: Int? = 1
        /// Whether the connection ends behind them.
        package var ends = false

        package static let nothing = Reply(bytes: [])
        package static func bytes(_ bytes: [UInt8]) -> Reply { Reply(bytes: bytes) }
        package static func lastBytes(_ bytes: [UInt8]) -> Reply { Reply(bytes: bytes, ends: true) }
        package static func endless(_ bytes: [UInt8]) -> Reply { Reply(bytes: bytes, repetitions: nil) }
    }

    private let server: ConnectionServer
    package var port: Int { server.port }
    package var accepted: Int { server.accepted }

    /// - Parameters:
    ///   - certificate: For TLS from the first byte; nil for none.
    ///   - reply: Given the request's bytes and its place on its connection, from 1.
    package init(
        certificate: LeafCertificate? = nil,
        _ reply: @escaping @Sendable (_ request: [UInt8], _ number: Int) -> Reply
    ) throws {
        let credentials = try certificate.map { try TLSCredentials($0) }
        server = try ConnectionServer { connection, _ in
            let channel = Channel(connection, credentials)
            defer { channel.shutDown() }
            if credentials != nil, !channel.startTLS() { return }
            var frames = MessageFramer()
            var number = 0
            while let bytes = channel.read() {
                frames.append(bytes)
                while let frame = frames.next() {
                    number += 1
                    guard Self.send(reply(frame, number), over: channel) else { return }
                }
            }
        }
    }

    /// False when the connection is to end.
    private static func send(_ reply: Reply, over channel: Channel) -> Bool {
        var left = reply.bytes.isEmpty ? 0 : reply.repetitions
        while left != 0 {
            guard channel.write(reply.bytes) else { return false }
            left = left.map { $0 - 1 }
        }
        return !reply.ends
    }

    package func stop() { server.stop() }
}
