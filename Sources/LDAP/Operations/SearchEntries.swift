/// The answers to a search, as they come.
///
/// The search is sent when the first element is asked for, and each further page when the one before was taken. Leaving the loop, or
/// cancelling the task, abandons it at the server. An error from the server ends the sequence by throwing ``LDAPError``; entries that
/// came before it have been handed out.
///
/// ```swift
/// var entries = connection.search(request).makeAsyncIterator()
/// while let item = try await entries.next() { print(item) }
/// print(entries.end?.resultCode ?? .success, entries.end?.controls ?? [])
/// ```
public struct SearchEntries: AsyncSequence, Sendable {
    public typealias Element = SearchItem

    let connection: LDAPConnection
    let request: SearchRequest

    /// Begins the search anew: each iterator sends one of its own.
    public func makeAsyncIterator() -> Iterator {
        Iterator(connection: connection, request: request)
    }

    /// One search under way, and how it ended.
    public struct Iterator: AsyncIteratorProtocol {
        private let connection: LDAPConnection
        private let request: SearchRequest
        private var operation: SearchOperation?
        private var paging: PagedSearchState?
        private var entriesOfPage = 0
        private var isFinished = false
        /// How the search ended, page by page how its last page did: nil until the server has said so. It is there when ``next()`` has
        /// returned nil, and when it has thrown what the server answered.
        public private(set) var end: SearchEnd?

        init(connection: LDAPConnection, request: SearchRequest) {
            self.connection = connection
            self.request = request
            paging = request.pageSize.map { PagedSearchState(pageSize: $0) }
        }

        /// The next entry or reference; nil after the last.
        ///
        /// - Throws: ``LDAPError``, with ``LDAPError/Code/server`` where the server ended the search with an error or a limit, or
        ///   `CancellationError`. Then nil for ever.
        public mutating func next() async throws -> SearchItem? {
            while !isFinished {
                try Task.checkCancellation()
                let running = try operation ?? begin(paging?.firstPage)
                operation = running
                let step = await withTaskCancellationHandler {
                    await running.buffer.next(within: limit) { [connection] in
                        LDAPError.timedOut(
                            .search, connection.server, after: connection.configuration.operationTimeout)
                    }
                } onCancel: {
                    running.abandon()
                }
                switch step {
                case .item(let item):
                    if case .entry = item { entriesOfPage += 1 }
                    return item
                case .end(let result):
                    operation = nil
                    do {
                        try finishPage(result.get())
                    } catch {
                        isFinished = true
                        throw error
                    }
                }
            }
            return nil
        }

        /// The loop keeps the operation's own deadline, which ends between two messages; this one is for a thread that hangs inside a
        /// library, as for the operations with one answer.
        private var limit: Duration { connection.configuration.operationTimeout + .seconds(1) }

        /// Sends the search, or its next page; what cannot be sent ends the sequence.
        private mutating func begin(_ page: PagedSearchState.PageRequest?) throws -> SearchOperation {
            do {
                return try connection.begin(request, page: page)
            } catch {
                isFinished = true
                throw error
            }
        }

        /// Goes on to the next page, or ends the sequence; throws what ended it before its time.
        private mutating func finishPage(_ end: SearchEnd) throws {
            self.end = end
            guard paging != nil else {
                isFinished = true
                if end.resultCode != .success { throw error(end) }
                return
            }
            let result = PagedSearchState.PageResult(
                resultCode: end.resultCode, cookie: end.pageCookie, entryCount: entriesOfPage)
            entriesOfPage = 0
            switch paging?.pageDone(result) {
            case .requestPage(let page): operation = try begin(page)
            case .finish, nil: isFinished = true
            case .partial(.limit, _), .fail(.rejected, _): throw error(end)
            case .partial(.controlLost, _): throw paging(end, "the server lost the place in a paged search")
            case .fail(.tooManyEmptyPages, _), .fail(.cookieRepeated, _), .fail(.tooManyPages, _):
                throw paging(end, "the server's pages do not come to an end")
            }
        }

        private func error(_ end: SearchEnd) -> LDAPError {
            LDAPError.server(
                .search, connection.server,
                ServerResult(
                    code: end.resultCode, matchedDN: end.matchedDN, diagnosticMessage: end.diagnosticMessage,
                    referrals: end.referrals, controls: end.controls))
        }

        private func paging(_ end: SearchEnd, _ meaning: String) -> LDAPError {
            LDAPError(
                .server, during: .search, server: connection.server, resultCode: end.resultCode,
                diagnosticMessage: end.diagnosticMessage, meaning: meaning)
        }
    }
}

/// One search under way. When nobody holds it any more, the server is told to stop.
final class SearchOperation: Sendable {
    let buffer: SearchBuffer
    private let stop: @Sendable () -> Void

    init(buffer: SearchBuffer, stop: @escaping @Sendable () -> Void) {
        self.buffer = buffer
        self.stop = stop
    }

    func abandon() {
        buffer.finish(.failure(CancellationError()))
        stop()
    }

    deinit { stop() }
}
