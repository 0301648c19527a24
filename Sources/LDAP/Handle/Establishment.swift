import Logging
import Networking

/// Makes a connection ready for its bind, on the connection's thread: TCP, options, StartTLS, TLS.
struct Establishment {
    let endpoint: LDAPEndpoint
    let addresses: [SocketAddress]
    let configuration: LDAPConfiguration
    let wakeup: Wakeup
    let isClosing: @Sendable () -> Bool
    let logger: Logger

    private var server: String { endpoint.description }

    func run() throws(LDAPError) -> LDAPHandle {
        let socket = try connect()
        guard let number = socket.release() else { throw LDAPError.closedHere(server) }
        let handle: LDAPHandle
        do throws(LibraryFailure) {
            handle = try LDAPHandle(socket: number, endpoint: endpoint)
            try handle.setFixedOptions(maximumIncomingMessage: configuration.maximumIncomingMessage)
            try handle.setReadsBlocking(false)
        } catch {
            throw LDAPError.library(.connect, server, error)
        }
        if configuration.security.isTLS { try secure(handle) }
        return handle
    }

    private func connect() throws(LDAPError) -> OwnedDescriptor {
        if let path = endpoint.socketPath {
            do {
                return try Socket.connectingLocally(to: path, until: .after(configuration.connectTimeout)).descriptor
            } catch {
                throw LDAPError.localConnectFailed(server, error, within: configuration.connectTimeout)
            }
        }
        do {
            // A server that reads nothing any more holds the thread in a write, where no deadline of ours is looked at. The kernel
            // ends that; later than the operation's own deadline, so that this one says what happened wherever it can.
            let patience = configuration.operationTimeout + .seconds(2)
            let connection = try StreamConnector(userTimeout: patience).connect(
                to: addresses, until: .after(configuration.connectTimeout), wakeup: wakeup, isCancelled: isClosing)
            return connection.descriptor
        } catch {
            throw LDAPError.connectFailed(server, error, within: configuration.connectTimeout)
        }
    }

    private func secure(_ handle: LDAPHandle) throws(LDAPError) {
        do {
            try handle.prepareTLS(
                trust: configuration.trust, minimumVersion: configuration.minimumTLSVersion)
        } catch {
            throw LDAPError.trustRootsUnusable(server, path: configuration.trust.path, error)
        }
        let deadline = Deadline.after(configuration.operationTimeout)
        if configuration.security == .startTLS { try startTLS(handle, before: deadline) }
        // libldap's own network timeout does not bound the handshake (ITS#8047); shutting the socket down does.
        let guardian: DeadlineGuard
        do {
            guardian = try DeadlineGuard(number: handle.socket, at: deadline)
        } catch {
            throw LDAPError.systemFailed(.startTLS, server, "\(error)")
        }
        do throws(LibraryFailure) {
            try handle.setReadsBlocking(true)
            try handle.installTLS()
            try handle.setReadsBlocking(false)
        } catch {
            guard guardian.disarm() else {
                throw LDAPError.timedOut(.startTLS, server, after: configuration.operationTimeout)
            }
            throw explain(error)
        }
        guardian.disarm()
    }

    private func startTLS(_ handle: LDAPHandle, before deadline: Deadline) throws(LDAPError) {
        let identifier: Int32
        do {
            identifier = try handle.requestStartTLS()
        } catch {
            throw LDAPError.library(.startTLS, server, error)
        }
        var firstBytes = FirstBytes()
        while true {
            if let bytes = firstBytes.foreign(to: handle) {
                throw LDAPError.notLDAP(server, bytes: bytes).during(.startTLS)
            }
            switch handle.receive() {
            case .failed(let failure): throw LDAPError.connectionLost(server, failure).during(.startTLS)
            case .tooLarge:
                throw LDAPError.messageTooLarge(server, limit: configuration.maximumIncomingMessage).during(.startTLS)
            case .message(let message) where message.identifier == identifier:
                guard message.isAnswer(to: .startTLS) else {
                    throw LDAPError.wrongAnswer(server, .startTLS, tag: message.tag).during(.startTLS)
                }
                let result: ServerResult
                do { result = try handle.result(of: message) } catch {
                    throw LDAPError.unreadableAnswer(server, error).during(.startTLS)
                }
                guard result.code == .success else { throw LDAPError.startTLSRefused(server, result) }
                return
            case .message: continue
            case .nothing: try wait(for: handle.socket, before: deadline)
            }
        }
    }

    private func wait(for socket: Int32, before deadline: Deadline) throws(LDAPError) {
        guard !deadline.hasPassed else {
            throw LDAPError.timedOut(.startTLS, server, after: configuration.operationTimeout)
        }
        var descriptors = PollSet()
        descriptors.add(wakeup.descriptor, for: .readable)
        descriptors.add(number: socket, for: .readable)
        do { try descriptors.wait(until: deadline) } catch {
            throw LDAPError.systemFailed(.startTLS, server, "\(error)")
        }
        if descriptors.readiness(at: 0).contains(.readable) {
            if isClosing() { throw LDAPError.closedHere(server) }
            wakeup.drain()
        }
    }

    /// Says why TLS failed, from a second handshake without credentials: the GnuTLS build of libldap reports nothing but "-1".
    private func explain(_ failure: LibraryFailure) -> LDAPError {
        let trust: TrustAnchors =
            switch configuration.trust {
            case .system: .system
            case .file(let path): .file(path)
            }
        let diagnosis = TLSDiagnosis.examineBlocking(
            addresses, serverName: endpoint.host, trust: trust,
            preamble: configuration.security == .startTLS ? .startTLS : nil,
            until: .after(configuration.operationTimeout))
        return LDAPError.tlsFailed(
            server, failure, minimumVersion: configuration.minimumTLSVersion, observed: diagnosis)
    }
}
