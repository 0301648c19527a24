import Foundation
import Synchronization

/// A small directory server for states that neither slapd nor Samba can produce.
///
/// It listens on one loopback port for TCP and UDP, and with a certificate on another for LDAP over TLS, and answers StartTLS.
package final class ScriptedDirectoryServer: Sendable {
    struct State {
        var tree: DirectoryTree
        var behaviour: DirectoryBehaviour
        var requests: [ReceivedRequest] = []
        var held: [(channel: Channel, bytes: [UInt8])] = []
    }

    /// What the threads share; they do not hold the server itself, so that it can go.
    final class Script: Sendable {
        private let state: Mutex<State>

        init(_ state: State) { self.state = Mutex(state) }

        func withState<Result: Sendable>(_ body: (inout State) -> sending Result) -> Result {
            state.withLock { state in body(&state) }
        }

        func record(_ request: ReceivedRequest) -> (DirectoryTree, DirectoryBehaviour) {
            withState { state in
                state.requests.append(request)
                return (state.tree, state.behaviour)
            }
        }

        func hold(_ bytes: [UInt8], on channel: Channel) { withState { $0.held.append((channel, bytes)) } }
    }

    private let script: Script
    private let tcp: ConnectionServer
    private let udp: DatagramSocket
    private let tls: ConnectionServer?

    /// Of TCP and of UDP.
    package var port: Int { tcp.port }
    /// Of LDAP over TLS; nil without a certificate.
    package var tlsPort: Int? { tls?.port }
    package var uri: String { "ldap://127.0.0.1:\(port)" }

    package init(
        _ tree: DirectoryTree, _ behaviour: DirectoryBehaviour = DirectoryBehaviour(),
        certificate: LeafCertificate? = nil, host: String = "127.0.0.1"
    ) throws {
        let script = Script(State(tree: tree, behaviour: behaviour))
        let credentials = try certificate.map { try TLSCredentials($0) }
        self.script = script
        (tcp, udp) = try Self.listen(host) { connection, number in
            ScriptedConnection(Channel(connection, credentials), number: number, script: script).serve()
        }
        tls = try credentials.map { credentials in
            try ConnectionServer(host: host) { connection, number in
                let channel = Channel(connection, credentials)
                guard channel.startTLS() else { return }
                ScriptedConnection(channel, number: 1_000_000 + number, script: script).serve()
            }
        }
        let udp = udp
        Thread.detachNewThread {
            while let datagram = udp.receive() {
                if let answer = Self.answer(datagram.bytes, script) { udp.send(answer, to: datagram.sender) }
            }
        }
    }

    deinit { stop() }

    /// Ends it with all its connections.
    package func stop() {
        tcp.stop()
        tls?.stop()
        udp.shutDown()
    }

    /// Everything that was asked of it, in the order of arrival.
    package var requests: [ReceivedRequest] { script.withState { $0.requests } }
    /// How many TCP connections it has taken, TLS or not.
    package var accepted: Int { tcp.accepted + (tls?.accepted ?? 0) }

    /// Changes what it answers from now on.
    package func update(_ change: (inout DirectoryTree, inout DirectoryBehaviour) -> Void) {
        script.withState { change(&$0.tree, &$0.behaviour) }
    }

    /// Sends the answers that were held back.
    package func releaseHeldAnswers() {
        let held = script.withState { state in
            defer { state.held = [] }
            return state.held
        }
        for (channel, bytes) in held { channel.write(bytes) }
    }

    /// A TCP port whose number is free for UDP too.
    private static func listen(
        _ host: String, serve: @escaping @Sendable (StreamSocket, Int) -> Void
    ) throws -> (ConnectionServer, DatagramSocket) {
        for _ in 0..<20 {
            let server = try ConnectionServer(host: host, serve: serve)
            if let socket = try? DatagramSocket(host, port: server.port) { return (server, socket) }
        }
        throw SocketFailed("no port is free for both TCP and UDP", code: 0)
    }

    /// Connectionless LDAP: the rootDSE and the netlogon ping, all messages of the answer in one datagram.
    private static func answer(_ datagram: [UInt8], _ script: Script) -> [UInt8]? {
        guard let request = try? ReceivedRequest(datagram, connection: 0, carriedBy: .udp) else { return nil }
        let (tree, behaviour) = script.record(request)
        guard behaviour.answersUDP, let search = request.search, search.base.isEmpty else { return nil }
        return DirectorySearch(tree: tree, behaviour: behaviour).messages(search, of: request, isBound: false).reduce(
            [], +)
    }
}
