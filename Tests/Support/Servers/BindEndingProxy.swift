import Foundation
import SwiftASN1

/// Forwards LDAP in clear to a server, and closes each connection once the server has answered a bind with success.
package final class BindEndingProxy: Sendable {
    private let server: ConnectionServer
    package var port: Int { server.port }
    /// How many connections it has taken.
    package var accepted: Int { server.accepted }

    /// - Parameter host: A numeric address.
    package init(to host: String, port: Int) throws {
        server = try ConnectionServer { client, _ in
            defer { client.shutDown() }
            guard let upstream = try? StreamSocket(connectingTo: port, host: host), upstream.isConnected(within: 2000)
            else { return }
            upstream.makeBlocking()
            defer { upstream.shutDown() }
            Thread.detachNewThread {
                while let bytes = client.read(), upstream.write(bytes) {}
                upstream.shutDown()
            }
            var frames = MessageFramer()
            while let bytes = upstream.read() {
                frames.append(bytes)
                guard client.write(bytes) else { return }
                while let frame = frames.next() {
                    if Self.isSuccessfulBind(frame) { return }
                }
            }
        }
    }

    /// A BindResponse with resultCode 0 (RFC 4511, section 4.2.2); 14 says that the bind goes on.
    private static func isSuccessfulBind(_ frame: [UInt8]) -> Bool {
        guard let message = try? BER.nodes(SwiftASN1.BER.parse(frame)), message.count >= 2,
            message[1].identifier.tagClass == .application, message[1].identifier.tagNumber == 1,
            let code = try? BER.nodes(message[1]).first?.integer()
        else { return false }
        return code == 0
    }

    package func stop() { server.stop() }
}
