public import Logging
import Networking

/// A connection to one LDAP server: read-only by construction.
///
/// It offers bind, search, compare and "Who am I?", and nothing that writes. The connection lives on a thread of its own; this object
/// is a mailbox for it and may be used from anywhere. Letting go of it closes the connection.
public final class LDAPConnection: Sendable {
    /// The server's name and port, or its socket.
    public let endpoint: LDAPEndpoint
    /// How it was made.
    public let configuration: LDAPConfiguration
    let mailbox: Mailbox
    let logger: Logger
    var server: String { endpoint.description }

    init(endpoint: LDAPEndpoint, configuration: LDAPConfiguration, mailbox: Mailbox, logger: Logger) {
        self.endpoint = endpoint
        self.configuration = configuration
        self.mailbox = mailbox
        self.logger = logger
    }

    deinit {
        mailbox.close()
    }

    /// Connects and, where the configuration asks for it, establishes TLS. With TLS, nothing is sent in clear but StartTLS itself.
    ///
    /// - Throws: ``LDAPError``, or `CancellationError`.
    public static func connect(
        to endpoint: LDAPEndpoint, configuration: LDAPConfiguration,
        logger: Logger = Logger(label: "ldap", factory: { _ in SwiftLogNoOpLogHandler() })
    ) async throws -> LDAPConnection {
        let server = endpoint.description
        // Cut off there, they would be another host, socket and file.
        try refuseZeroBytes(
            .connect, server, in: [endpoint.host, endpoint.socketPath ?? "", configuration.trust.path])
        if endpoint.socketPath != nil, configuration.security.isTLS {
            throw LDAPError.refusedLocally(
                .connect, server, "TLS has no use on a local socket, which the kernel protects",
                "Set the configuration's security to plain.")
        }
        if configuration.security.isTLS { try refuseLocalhost(endpoint) }
        let addresses = try await addresses(of: endpoint)
        let mailbox: Mailbox
        do { mailbox = try Mailbox() } catch { throw LDAPError.systemFailed(.connect, server, "\(error)") }
        let ready = OneShot<Void>()
        let establishment = Establishment(
            endpoint: endpoint, addresses: addresses, configuration: configuration, wakeup: mailbox.wakeup,
            isClosing: { mailbox.isClosing }, logger: logger)
        let life: @Sendable () -> Void = {
            let handle: LDAPHandle
            do throws(LDAPError) {
                handle = try establishment.run()
            } catch {
                mailbox.end(error)
                ready.resolve(.failure(error))
                return
            }
            let loop = ConnectionLoop(
                handle: handle, configuration: configuration, server: server, mailbox: mailbox, logger: logger)
            ready.resolve(.success(()))
            loop.run()
        }
        do {
            _ = try WorkerThread(name: "ldap", body: life)
        } catch {
            throw LDAPError.systemFailed(.connect, server, "\(error)")
        }
        do {
            let limit = configuration.connectTimeout + configuration.operationTimeout + .seconds(1)
            try await ready.value(before: .after(limit)) { LDAPError.timedOut(.connect, server, after: limit) }
        } catch {
            mailbox.close()
            throw error
        }
        return LDAPConnection(endpoint: endpoint, configuration: configuration, mailbox: mailbox, logger: logger)
    }

    /// libldap, with either TLS library, looks for this machine's own full name in the certificate of a server called
    /// "localhost": a name that nobody asked for would be believed, and the one asked for would not.
    private static func refuseLocalhost(_ endpoint: LDAPEndpoint) throws(LDAPError) {
        guard endpoint.host.lowercased() == "localhost" else { return }
        throw LDAPError.refusedLocally(
            .connect, endpoint.description, "a certificate cannot be checked against the name localhost",
            "Name the server as its certificate does, or by its address.")
    }

    private static func addresses(of endpoint: LDAPEndpoint) async throws -> [SocketAddress] {
        if !endpoint.addresses.isEmpty || endpoint.socketPath != nil { return endpoint.addresses }
        let found: [IPAddress]
        do {
            found = try await Resolver().addresses(of: endpoint.host)
        } catch {
            throw LDAPError.noAddress(endpoint.description, "\(error)")
        }
        guard !found.isEmpty else { throw LDAPError.noAddress(endpoint.description, nil) }
        return found.map { SocketAddress($0, port: endpoint.port) }
    }

    /// Ends the connection. What is still under way fails with ``LDAPError/Code/closed``.
    public func close() {
        mailbox.close()
    }

    /// Why the connection has ended; nil while it lasts.
    public var end: LDAPError? { mailbox.end }

    // MARK: Operations

    /// Searches, page by page when the request names a page size. Lazy: sent when the first element is asked for.
    public func search(_ request: SearchRequest) -> SearchEntries {
        SearchEntries(connection: self, request: request)
    }

    /// Reads one entry by its name; nil when the server finds none (`noSuchObject`), or shows none.
    ///
    /// - Throws: ``LDAPError``, or `CancellationError`.
    public func read(
        _ name: DistinguishedName, attributes: [String] = [], controls: [LDAPControl] = []
    ) async throws -> Entry? {
        let request = SearchRequest(
            base: name, scope: .base, filter: .present("objectClass"), attributes: attributes, controls: controls)
        var found: Entry?
        do {
            for try await case .entry(let entry) in search(request) where found == nil { found = entry }
        } catch let error as LDAPError where error.resultCode == .noSuchObject && error.code == .server {
            return nil
        }
        return found
    }

    /// Asks the server whom it takes the caller for (RFC 4532); empty for anonymous.
    ///
    /// - Throws: ``LDAPError``, or `CancellationError`.
    public func whoAmI() async throws -> String {
        let answer = try await perform(.whoAmI) { handle throws(LibraryFailure) in try handle.requestWhoAmI() }
        guard answer.result.code == .success else { throw LDAPError.server(.whoAmI, server, answer.result) }
        return answer.identity ?? ""
    }

    /// Compares a value with those of an entry's attribute, at the server and by its matching rule (RFC 4511, section 4.10): a way
    /// to ask about a value that may be compared and not be read.
    ///
    /// - Returns: Whether one of the attribute's values is equal.
    /// - Throws: ``LDAPError`` where the server cannot tell, for one because the attribute is not there (`noSuchAttribute`) or the
    ///   entry is not (`noSuchObject`), or `CancellationError`.
    public func compare(
        _ name: DistinguishedName, attribute: AttributeDescription, value: [UInt8],
        controls: [LDAPControl] = []
    ) async throws -> Bool {
        try refuseZeroBytes(.compare, in: [name.description, attribute.description] + controls.map(\.identifier))
        let answer = try await perform(.compare) { handle throws(LibraryFailure) in
            try handle.requestCompare(name, attribute, value, controls: controls)
        }
        switch answer.result.code {
        case .compareTrue: return true
        case .compareFalse: return false
        default: throw LDAPError.server(.compare, server, answer.result)
        }
    }

    /// Compares a value in UTF-8 with those of an entry's attribute (RFC 4511, section 4.10).
    ///
    /// - Throws: As ``compare(_:attribute:value:controls:)-(_,_,[UInt8],_)``.
    public func compare(
        _ name: DistinguishedName, attribute: AttributeDescription, value: String,
        controls: [LDAPControl] = []
    ) async throws -> Bool {
        try await compare(name, attribute: attribute, value: Array(value.utf8), controls: controls)
    }

    /// libldap takes texts that end at a zero byte: cut off there, a name is another object's.
    func refuseZeroBytes(_ operation: LDAPError.Operation, in texts: [String]) throws(LDAPError) {
        try Self.refuseZeroBytes(operation, server, in: texts)
    }

    private static func refuseZeroBytes(
        _ operation: LDAPError.Operation, _ server: String, in texts: [String]
    ) throws(LDAPError) {
        guard let text = texts.first(where: { $0.utf8.contains(0) }) else { return }
        throw LDAPError.refusedLocally(
            operation, server, "\(QuotedText.quoted(text)) holds a zero byte, and would be cut off there",
            "Check where it comes from.")
    }

    /// Sends a request whose answer is a single message, and waits for it. When the caller's task is cancelled, the server is told to
    /// stop, but for a bind, which cannot be abandoned (RFC 4511, section 4.11).
    func perform(
        _ operation: LDAPError.Operation, _ send: @escaping @Sendable (LDAPHandle) throws(LibraryFailure) -> Int32
    ) async throws -> PendingOperation.Answer {
        try Task.checkCancellation()
        let server = server
        let answer = OneShot<PendingOperation.Answer>()
        mailbox.post(
            .init(
                run: { loop in
                    if answer.isResolved { return }
                    do throws(LibraryFailure) {
                        loop.add(try send(loop.handle), .result(operation, answer))
                    } catch {
                        answer.resolve(.failure(LDAPError.notSent(operation, server, error)))
                    }
                },
                fail: { answer.resolve(.failure($0.during(operation))) }))
        // The loop keeps the operation's own deadline; this one is for a thread that hangs inside a library.
        let limit = configuration.operationTimeout
        do {
            return try await answer.value(before: .after(limit + .seconds(1))) {
                LDAPError.timedOut(operation, server, after: limit)
            }
        } catch let error as CancellationError {
            if operation != .bind { mailbox.post(.init(run: { $0.abandon(answer) }, fail: { _ in })) }
            throw error
        }
    }

    /// Sends a search now, unless it could not arrive as it is.
    func begin(
        _ request: SearchRequest, page: PagedSearchState.PageRequest? = nil
    ) throws(LDAPError) -> SearchOperation {
        try refuseZeroBytes(
            .search,
            in: [request.base.description] + request.attributes + request.controls.map(\.identifier))
        let mailbox = mailbox
        let server = server
        let buffer = SearchBuffer(
            maximumEntries: configuration.bufferedEntries, maximumBytes: configuration.bufferedBytes,
            hasRoom: { mailbox.wakeup.signal() })
        mailbox.post(
            .init(
                run: { loop in
                    do throws(LibraryFailure) {
                        loop.add(try loop.handle.requestSearch(request, page: page), .search(buffer))
                    } catch {
                        buffer.finish(
                            .failure(
                                error.code == .filterError
                                    ? LDAPError.filterRefused(server, request.filter)
                                    : LDAPError.notSent(.search, server, error)))
                    }
                },
                fail: { buffer.finish(.failure($0.during(.search))) }))
        return SearchOperation(buffer: buffer) {
            mailbox.post(.init(run: { loop in loop.abandon(buffer) }, fail: { _ in }))
        }
    }
}
