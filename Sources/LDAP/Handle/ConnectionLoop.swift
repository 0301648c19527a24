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
    private var hasHeardLDAP = false
    private var pausedSince: ContinuousClock.Instant?

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
            if isClosing { return end(LDAPError.closedHere(server)) }
            for command in commands { command.run(self) }
            if let error = receiveAll() { return end(error) }
            expire()
            wait()
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

    private var isPaused: Bool { pending.values.contains { $0.isFull } }

    /// Takes messages until none is there or a consumer is behind; returns the error that ends the connection, if one does.
    private func receiveAll() -> LDAPError? {
        while true {
            if isPaused {
                if pausedSince == nil { pausedSince = .now }
                return nil
            }
            resume()
            if !hasHeardLDAP, !configuration.security.isTLS, let bytes = foreignBytes() {
                return LDAPError.notLDAP(server, bytes: bytes)
            }
            switch handle.receive() {
            case .nothing: return nil
            case .failed(let failure): return LDAPError.connectionLost(server, failure)
            case .message(let message):
                hasHeardLDAP = true
                take(message)
            }
        }
    }

    /// Time for which nobody read does not count against the server.
    private func resume() {
        guard let since = pausedSince else { return }
        pausedSince = nil
        let paused = since.duration(to: .now)
        for identifier in pending.keys {
            pending[identifier].map { pending[identifier]?.deadline = Deadline($0.deadline.instant + paused) }
        }
    }

    /// The first bytes on the socket when they cannot begin an LDAP message, which is always a SEQUENCE.
    private func foreignBytes() -> [UInt8]? {
        guard let bytes = handle.peek(), let first = bytes.first, first != 0x30 else { return nil }
        return bytes
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
                done(.success(.init(result: result, identity: identity)))
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

    private func expire() {
        guard pausedSince == nil else { return }
        for (identifier, operation) in pending where operation.deadline.hasPassed {
            abandon(identifier)
            operation.fail(
                LDAPError.timedOut(operation.operation, server, after: configuration.operationTimeout))
        }
    }

    private func wait() {
        var descriptors = PollSet()
        descriptors.add(mailbox.wakeup.descriptor, for: .readable)
        // While a consumer is behind, the socket is left alone, and TCP holds the server back.
        if pausedSince == nil { descriptors.add(number: handle.socket, for: .readable) }
        let deadline = pausedSince == nil ? pending.values.map(\.deadline.instant).min().map(Deadline.init) : nil
        do {
            try descriptors.wait(until: deadline)
        } catch {
            logger.error("poll failed", metadata: ["server": "\(server)", "why": "\(error)"])
            mailbox.close()
        }
        mailbox.wakeup.drain()
    }
}
