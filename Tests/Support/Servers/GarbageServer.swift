/// A TCP server that answers with bytes that are no LDAP.
package final class GarbageServer: Sendable {
    package enum Moment: Sendable {
        /// Unasked, as a mail or SSH server does.
        case onAccept
        /// When something has come, as a web server does.
        case onRequest
    }

    package static let httpAnswer = Array(
        "HTTP/1.1 400 Bad Request\r\nContent-Type: text/plain\r\nConnection: close\r\n\r\n400 Bad Request".utf8)
    package static let sshBanner = Array("SSH-2.0-OpenSSH_9.2p1 Debian-2+deb12u3\r\n".utf8)

    private let server: ConnectionServer
    package var port: Int { server.port }
    package var accepted: Int { server.accepted }

    /// - Parameter staysOpen: Whether the connection is left open after the answer.
    package init(
        _ answer: [UInt8] = GarbageServer.httpAnswer, _ moment: Moment = .onRequest, staysOpen: Bool = true
    ) throws {
        server = try ConnectionServer { connection, _ in
            if case .onRequest = moment, connection.read() == nil { return }
            connection.write(answer)
            while staysOpen, connection.read() != nil {}
            connection.shutDown()
        }
    }

    package func stop() { server.stop() }
}
