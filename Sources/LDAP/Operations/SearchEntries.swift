/// The answers to a search, as they come.
///
/// The search is sent when the first element is asked for, and each further page when the one before was taken. Leaving the loop, or
/// cancelling the task, abandons it at the server. An error from the server ends the sequence by throwing ``LDAPError``; entries that
/// came before it have been handed out.
public struct SearchEntries: AsyncSequence, Sendable {
    public typealias Element = SearchItem

    let connection: LDAPConnection
    let request: SearchRequest

    public func makeAsyncIterator() -> Iterator {
        Iterator(connection: connection, request: request)
    }

    public struct Iterator: AsyncIteratorProtocol {
        private let connection: LDAPConnection
        private let request: SearchRequest
        private var operation: SearchOperation?
        private var paging: PagedSearchState?
        private var entriesOfPage = 0
        private var isFinished = false
        /// How the search ended, once `next()` has returned nil.
        public private(set) var end: SearchEnd?

        init(connection: LDAPConnection, request: SearchRequest) {
            self.connection = connection
            self.request = request
            paging = request.pageSize.map { PagedSearchState(pageSize: $0) }
        }

        public mutating func next() async throws -> SearchItem? {
            while !isFinished {
                try Task.checkCancellation()
                let running = operation ?? connection.begin(request, page: paging?.firstPage)
                operation = running
                let step = await withTaskCancellationHandler {
                    await running.buffer.next()
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
            case .requestPage(let page): operation = connection.begin(request, page: page)
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
