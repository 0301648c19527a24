/// A TCP server that closes the connection.
package final class ClosingServer: Sendable {
    package enum Moment: Sendable {
        case afterAccept
        /// When it has read so many bytes.
        case afterBytes(Int)
        /// When it has read one whole LDAP message; it does not answer it.
        case afterFirstMessage
        /// When it has answered a bind with success.
        case afterBindAnswered
    }

    private let server: ConnectionServer
    package var port: Int { server.port }
    /// How many connections it has taken.
    package var accepted: Int { server.accepted }

    /// - Parameter resets: Whether it closes by a reset (RST) in place of an orderly end.
    package init(_ moment: Moment, resets: Bool = false) throws {
        server = try ConnectionServer { connection, _ in
            var frames = MessageFramer()
            var count = 0
            read: while true {
                if case .afterAccept = moment { break }
                guard let bytes = connection.read(upTo: 4096) else { break }
                count += bytes.count
                frames.append(bytes)
                switch moment {
                case .afterAccept: break read
                case .afterBytes(let limit): if count >= limit { break read }
                case .afterFirstMessage: if frames.next() != nil { break read }
                case .afterBindAnswered:
                    while let frame = frames.next() {
                        guard let request = try? ReceivedRequest(frame, connection: 0, carriedBy: .tcp) else {
                            break read
                        }
                        guard case .bind = request.operation else { continue }
                        connection.write(
                            LDAPAnswer(BER()).result(.bindResponse, id: request.messageID, .success))
                        break read
                    }
                }
            }
            if resets { connection.reset() } else { connection.shutDown() }
        }
    }

    package func stop() { server.stop() }
}
