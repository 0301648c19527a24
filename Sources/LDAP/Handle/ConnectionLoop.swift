import Logging
import Networking

/// The life of a connection on its thread: run what was posted, take what has come, wait.
///
/// A readable socket is not yet a message, and a message can be waiting behind an unreadable socket, in the TLS or the SASL layer.
/// So after every wake, and after everything sent, messages are taken until there are none, and only then does the thread wait.
final class ConnectionLoop {
    let handle: LDAPHandle
    let configuration: LDAPConfiguration
    let server: String
    private let mailbox: Mailbox
    private let logger: Logger
    private var pending: [Int32: PendingOperation] = [:]
    private var firstBytes = FirstBytes()
    /// Messages taken before what was posted is looked at again: a cancellation must not wait behind a stream of entries.
    private static let messagesPerTurn = 64

    init(
        handle: LDAPHandle, configuration: LDAPConfiguration, server: String, mailbox: Mailbox, logger: Logger
    ) {
        self.handle = handle
        self.configuration = configuration
        self.server = server
        self.mailbox = mailbox
        self.logger = logger
    }

    /// Runs until the connection ends, by either side.
    func run() {
        while true {
            let (commands, isClosing) = mailbox.take()
            if isClosing {
                let error = LDAPError.closedHere(server)
                end(error)
                for command in commands { command.fail(error) }
                return
            }
            for command in commands { command.run(self) }
            let turn = receive()
            if case .ended(let error) = turn { return end(error) }
            expire()
            if case .drained = turn { wait() }
        }
    }

    private func end(_ error: LDAPError) {
        logger.debug("connection ended", metadata: ["server": "\(server)", "why": "\(error.meaning)"])
        mailbox.end(error)
        let left = pending
        pending = [:]
        for operation in left.values {
            operation.fail(error.during(operation.operation))
        }
    }

    // MARK: Sending

    func add(_ identifier: Int32, _ sink: PendingOperation.Sink) {
        pending[identifier] = PendingOperation(sink: sink, deadline: .after(configuration.operationTimeout))
    }

    /// Forgets an operation and tells the server.
    func abandon(_ identifier: Int32) {
        guard pending.removeValue(forKey: identifier) != nil else { return }
        logger.trace("abandon", metadata: ["server": "\(server)", "message": "\(identifier)"])
        handle.abandon(identifier)
    }

    /// Abandons the search that fills this buffer.
    func abandon(_ buffer: SearchBuffer) {
        for (identifier, operation) in pending {
            if case .search(let other) = operation.sink, other === buffer { abandon(identifier) }
        }
    }

    // MARK: Receiving

    private enum Turn {
        /// Nothing more is there, or nothing more may be read.
        case drained
        case more
        case ended(LDAPError)
    }

    /// Whether the socket is left alone, so that TCP holds the server back.
    ///
    /// All operations share the socket. When somebody else waits for an answer, a consumer that is behind does not stop the
    /// reading until its buffer holds all the bytes that it may: who reads another entry for each entry would wait for ever.
    private var isHeldBack: Bool {
        var someIsFull = false
        var someWaits = false
        for operation in pending.values {
            switch operation.room {
            case .plenty: someWaits = true
            case .little: someIsFull = true
            case .none: return true
            }
        }
        return someIsFull && !someWaits
    }

    /// Takes what has come, for a turn.
    private func receive() -> Turn {
        defer {
            for case .search(let buffer) in pending.values.map(\.sink) { buffer.wake() }
        }
        for _ in 0..<Self.messagesPerTurn {
            if isHeldBack { return .drained }
            if !configuration.security.isTLS, let bytes = firstBytes.foreign(to: handle) {
                return .ended(LDAPError.notLDAP(server, bytes: bytes))
            }
            switch handle.receive() {
            case .nothing: return .drained
            case .failed(let failure): return .ended(LDAPError.connectionLost(server, failure))
            case .tooLarge:
                return .ended(LDAPError.messageTooLarge(server, limit: configuration.maximumIncomingMessage))
            case .message(let message) where message.identifier == 0:
                // The notice of disconnection (RFC 4511, section 4.4.1) is the only unsolicited message that ends something.
                return .ended(LDAPError.disconnected(server, try? handle.result(of: message)))
            case .message(let message):
                take(message)
            }
        }
        return .more
    }

    private func take(_ message: MessageReference) {
        let identifier = message.identifier
        // An answer to nothing that was asked, or to what was abandoned: RFC 4511 lets both come.
        guard var operation = pending[identifier] else { return }
        operation.deadline = .after(configuration.operationTimeout)
        pending[identifier] = operation
        do throws(LibraryFailure) {
            switch (operation.sink, message.kind) {
            case (.search(let buffer), .searchEntry): buffer.append(.entry(try handle.entry(in: message)))
            case (.search(let buffer), .searchReference):
                buffer.append(.reference(try handle.references(in: message)))
            case (.search(let buffer), .result):
                pending[identifier] = nil
                finish(buffer, try handle.result(of: message))
            case (.result(let kind, let done), _):
                pending[identifier] = nil
                let result = try handle.result(of: message)
                let identity = kind == .whoAmI && result.code == .success ? try handle.identity(in: message) : nil
                let strength = kind == .bind ? handle.tlsStrength : 0
                done(.success(.init(result: result, identity: identity, tlsStrength: strength)))
            case (.bind(let exchange, let done), _):
                pending[identifier] = nil
                step(exchange, message, done)
            }
        } catch {
            pending[identifier] = nil
            operation.fail(LDAPError.library(operation.operation, server, error))
        }
    }

    private func finish(_ buffer: SearchBuffer, _ result: ServerResult) {
        let page = result.controls.first { $0.identifier == LDAPHandle.pagedResultsIdentifier }
        buffer.finish(
            .success(
                SearchEnd(
                    resultCode: result.code, diagnosticMessage: result.diagnosticMessage, matchedDN: result.matchedDN,
                    controls: result.controls, pageCookie: page.flatMap { handle.pageCookie(in: $0) })))
    }

    // MARK: SASL

    /// Takes a step of a SASL bind; with no message, the first.
    func step(
        _ exchange: SASLExchange, _ message: MessageReference?,
        _ done: @escaping @Sendable (Result<BindResult, any Error>) -> Void
    ) {
        if let message, let result = try? handle.result(of: message), result.code != .success,
            result.code != .saslBindInProgressCode
        {
            return done(.failure(LDAPError.bindRejected(server, exchange.mechanism.rawValue, result)))
        }
        do {
            switch try handle.stepSASLBind(exchange, answer: message) {
            case .waiting(let identifier): add(identifier, .bind(exchange, done))
            case .finished: done(protection())
            }
        } catch {
            done(.failure(LDAPError.saslFailed(server, exchange.mechanism, error)))
        }
    }

    /// What protects the connection after a SASL bind; an error when it is less than was asked for.
    private func protection() -> Result<BindResult, any Error> {
        if configuration.security.isTLS {
            return .success(BindResult(securityStrengthFactor: handle.tlsStrength, isSASLLayer: false))
        }
        let strength = handle.saslStrength ?? 0
        guard strength >= Int(LDAPHandle.minimumStrength) else {
            mailbox.close()
            return .failure(LDAPError.protectionTooWeak(server, strength: strength))
        }
        return .success(BindResult(securityStrengthFactor: strength, isSASLLayer: true))
    }

    // MARK: Waiting

    /// Ends what has waited too long. Time in which a search's own consumer was behind does not count against the server.
    private func expire() {
        let limit = configuration.operationTimeout
        for (identifier, operation) in pending {
            let isFull = operation.room != .plenty
            if isFull || operation.wasFull {
                pending[identifier]?.wasFull = isFull
                pending[identifier]?.deadline = .after(limit)
            } else if operation.deadline.hasPassed {
                let error =
                    isHeldBack
                    ? LDAPError.heldBack(operation.operation, server, for: limit)
                    : LDAPError.timedOut(operation.operation, server, after: limit)
                abandon(identifier)
                operation.fail(error)
            }
        }
    }

    private func wait() {
        var descriptors = PollSet()
        descriptors.add(mailbox.wakeup.descriptor, for: .readable)
        if !isHeldBack { descriptors.add(number: handle.socket, for: .readable) }
        let waiting = pending.values.filter { $0.room == .plenty }
        let deadline = waiting.map(\.deadline.instant).min().map(Deadline.init)
        do {
            try descriptors.wait(until: deadline)
        } catch {
            logger.error("poll failed", metadata: ["server": "\(server)", "why": "\(error)"])
            mailbox.close()
        }
        mailbox.wakeup.drain()
    }
}
