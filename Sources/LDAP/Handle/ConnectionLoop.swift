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
            // What the server has said comes first: with a request that can no longer be sent, the reason why would be lost.
            if !commands.isEmpty, case .ended(let error) = receive() {
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

    /// Abandons the operation whose answer nobody waits for any more.
    func abandon(_ answer: OneShot<PendingOperation.Answer>) {
        for (identifier, operation) in pending {
            if case .result(_, let other) = operation.sink, other === answer { abandon(identifier) }
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
                if let error = unsolicited(message) { return .ended(error) }
            case .message(let message):
                if let error = take(message) { return .ended(error) }
            }
        }
        return .more
    }

    /// Hands a message to who asked for it; returns an error when it breaks the protocol, which ends the connection.
    private func take(_ message: MessageReference) -> LDAPError? {
        let identifier = message.identifier
        // An answer to nothing that was asked, or to what was abandoned: RFC 4511 lets both come.
        guard var operation = pending[identifier] else { return nil }
        // Nothing here asks for any; RFC 4511, section 4.13, has a client pass over what it does not know.
        guard message.tag != MessageReference.intermediateResponse else { return nil }
        guard message.isAnswer(to: operation.operation) else {
            return LDAPError.wrongAnswer(server, operation.operation, tag: message.tag)
        }
        operation.deadline = .after(configuration.operationTimeout)
        pending[identifier] = operation
        do throws(LibraryFailure) {
            switch (operation.sink, message.kind) {
            case (.search(let buffer), .searchEntry): buffer.append(.entry(try handle.entry(in: message)))
            case (.search(let buffer), .searchReference):
                buffer.append(.reference(try handle.references(in: message)))
            case (.search(let buffer), .result):
                try finish(buffer, try handle.result(of: message))
                pending[identifier] = nil
            case (.result(let kind, let answer), _):
                let result = try handle.result(of: message)
                let identity = kind == .whoAmI && result.code == .success ? try handle.identity(in: message) : nil
                let strength = kind == .bind ? handle.tlsStrength : 0
                pending[identifier] = nil
                answer.resolve(.success(.init(result: result, identity: identity, tlsStrength: strength)))
            case (.bind(let exchange, let done), _):
                pending[identifier] = nil
                step(exchange, message, done)
            }
            return nil
        } catch {
            // What follows a message that cannot be read is not to be trusted either. The operation is still pending.
            return LDAPError.unreadableAnswer(server, error)
        }
    }

    /// What an unsolicited notification (RFC 4511, section 4.4) ends the connection with; nil for one that ends nothing.
    private func unsolicited(_ message: MessageReference) -> LDAPError? {
        let name = try? handle.responseName(in: message)
        guard let name, name != LDAPHandle.noticeOfDisconnection else {
            // Without a name it breaks the protocol, and what it may have said is shown all the same.
            return LDAPError.disconnected(server, try? handle.result(of: message))
        }
        logger.debug(
            "unsolicited notification passed over", metadata: ["server": "\(server)", "name": "\(name)"])
        return nil
    }

    private func finish(_ buffer: SearchBuffer, _ result: ServerResult) throws(LibraryFailure) {
        let page = result.controls.first { $0.identifier == LDAPHandle.pagedResultsIdentifier }
        let cookie = try page.map { control throws(LibraryFailure) in try handle.pageCookie(in: control) }
        buffer.finish(
            .success(
                SearchEnd(
                    resultCode: result.code, diagnosticMessage: result.diagnosticMessage,
                    matchedDN: result.matchedDN,
                    referrals: result.referrals, controls: result.controls, pageCookie: cookie)))
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
            return done(.failure(LDAPError.bindRejected(server, exchange.request.mechanism.rawValue, result)))
        }
        do {
            switch try handle.stepSASLBind(exchange, answer: message) {
            case .waiting(let identifier): add(identifier, .bind(exchange, done))
            case .finished: done(outcome(of: exchange))
            }
        } catch {
            done(.failure(LDAPError.saslFailed(server, exchange.request, error)))
        }
    }

    /// What protects the connection after a SASL bind; an error, and the connection's end, when it is less than was asked for.
    private func outcome(of exchange: SASLExchange) -> Result<BindResult, any Error> {
        let strength = handle.saslStrength ?? 0
        let request = exchange.request
        guard strength >= request.protection.minimumStrength else {
            mailbox.close()
            return .failure(LDAPError.protectionTooWeak(server, strength: strength))
        }
        return .success(
            BindResult(
                mechanism: request.mechanism, saslStrength: strength, tlsStrength: handle.tlsStrength,
                channelBinding: request.protection.bindsChannel
                    ? SASLLibrary.channelBinding(by: request.mechanism) : .notUsed))
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
