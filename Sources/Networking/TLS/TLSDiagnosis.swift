import FoundationEssentials

/// What a TLS server shows of itself when looked at without trust: explains why a verified connection failed.
///
/// Everything in it is observed, not authenticated. Nothing is sent after the handshake, no credential least of all,
/// and the connection is closed at once.
package struct TLSDiagnosis: Hashable, Sendable {
    /// What is said in clear before TLS begins, such as LDAP's StartTLS.
    package struct Preamble: Sendable {
        package let request: [UInt8]
        /// Called with all bytes read so far, until it is settled.
        package let progress: @Sendable ([UInt8]) -> ExchangeProgress

        package init(request: [UInt8], progress: @escaping @Sendable ([UInt8]) -> ExchangeProgress) {
            self.request = request
            self.progress = progress
        }
    }

    /// The name that the certificate should hold.
    package let serverName: String
    /// Who was looked at; nil if no connection came about.
    package let peer: SocketAddress?
    /// Such as `TLS1.3`; nil without a handshake.
    package let protocolVersion: String?
    /// As the server sent it, its own certificate first.
    package let chain: [TLSCertificate]
    /// Empty if the certificate is good, or if none came.
    package let problems: [TLSProblem]
    package let failure: TLSHandshakeFailure?

    /// Looks at a server, on a thread of its own.
    ///
    /// - Throws: `SystemError` if the thread cannot be started.
    package static func examine(
        _ addresses: [SocketAddress], serverName: String, trust: TrustAnchors, preamble: Preamble? = nil,
        until deadline: Deadline
    ) async throws -> TLSDiagnosis {
        try await WorkerThread.run(name: "tls-diagnosis") {
            examineBlocking(addresses, serverName: serverName, trust: trust, preamble: preamble, until: deadline)
        }
    }

    /// Looks at a server, on the calling thread, which blocks until the deadline at the latest.
    package static func examineBlocking(
        _ addresses: [SocketAddress], serverName: String, trust: TrustAnchors, preamble: Preamble? = nil,
        until deadline: Deadline
    ) -> TLSDiagnosis {
        var peer: SocketAddress?
        do {
            let connection = try connect(addresses, until: deadline)
            peer = connection.peer
            if let preamble { try exchange(preamble, on: connection.socket, until: deadline) }
            let session = try TLSSession(connection.socket, serverName: serverName, trust: trust)
            var failure: TLSHandshakeFailure?
            do {
                try session.handshake(until: deadline)
            } catch {
                failure = error
            }
            let chain = session.peerChain
            return TLSDiagnosis(
                serverName: serverName, peer: peer, protocolVersion: failure == nil ? session.protocolVersion : nil,
                chain: chain, problems: problems(of: chain, serverName, session), failure: failure)
        } catch {
            return TLSDiagnosis(
                serverName: serverName, peer: peer, protocolVersion: nil, chain: [], problems: [], failure: error)
        }
    }

    private static func connect(
        _ addresses: [SocketAddress], until deadline: Deadline
    ) throws(TLSHandshakeFailure) -> StreamConnector.Connection {
        do throws(ConnectFailure) {
            return try StreamConnector().connect(to: addresses, until: deadline)
        } catch {
            throw TLSHandshakeFailure(.connect, isTimeout: error.kind == .silent, detail: error.description)
        }
    }

    private static func exchange(
        _ preamble: Preamble, on socket: Socket, until deadline: Deadline
    ) throws(TLSHandshakeFailure) {
        do {
            try socket.setBlocking(false)
            var unsent = preamble.request[...]
            var received: [UInt8] = []
            while true {
                while !unsent.isEmpty, let count = try socket.send(unsent) { unsent = unsent.dropFirst(count) }
                var set = PollSet()
                set.add(socket.descriptor, for: unsent.isEmpty ? .readable : [.readable, .writable])
                guard try set.wait(until: deadline) > 0 else {
                    throw TLSHandshakeFailure(.preamble, isTimeout: true, detail: "no answer in time")
                }
                switch try socket.receive(atMost: 4096) {
                case .nothing: continue
                case .end: throw TLSHandshakeFailure(.preamble, detail: "the server closed the connection")
                case .bytes(let bytes): received += bytes
                }
                switch preamble.progress(received) {
                case .complete: return
                case .needMore where received.count < 64 << 10: continue
                default: throw TLSHandshakeFailure(.preamble, detail: "the server did not agree to begin TLS")
                }
            }
        } catch let error as TLSHandshakeFailure {
            throw error
        } catch {
            throw TLSHandshakeFailure(.preamble, detail: String(describing: error))
        }
    }

    static func problems(
        of chain: [TLSCertificate], _ serverName: String, _ session: TLSSession
    ) -> [TLSProblem] {
        guard let leaf = chain.first, let status = session.verificationStatus else { return [] }
        var problems = status.problems(of: chain)
        if !session.leafMatches(serverName) {
            let names = leaf.subjectAlternativeNames.map(\.description)
            problems.append(.nameMismatch(expected: serverName, names: names.isEmpty ? [leaf.subject] : names))
        }
        return problems
    }
}
