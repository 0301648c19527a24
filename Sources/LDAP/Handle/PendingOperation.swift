import Networking

/// An operation that was sent and whose last answer has not come.
struct PendingOperation {
    enum Sink {
        /// Entries go to the buffer; the result ends it.
        case search(SearchBuffer)
        /// One answer with a result.
        case result(LDAPError.Operation, OneShot<Answer>)
        /// A SASL bind that may need further steps.
        case bind(SASLExchange, @Sendable (Result<BindResult, any Error>) -> Void)
    }

    /// A final answer, and what an operation's own part of it says.
    struct Answer: Sendable {
        var result: ServerResult
        /// The identity, for "Who am I?".
        var identity: String?
        /// The strength of TLS in bits, for a bind: asked for later it might be of a connection that has ended.
        var tlsStrength = 0
    }

    var sink: Sink
    var deadline: Deadline
    /// Whether its consumer was behind when the deadline was looked at last.
    var wasFull = false

    var operation: LDAPError.Operation {
        switch sink {
        case .search: .search
        case .result(let operation, _): operation
        case .bind: .bind
        }
    }

    var room: SearchBuffer.Room {
        if case .search(let buffer) = sink { buffer.room } else { .plenty }
    }

    func fail(_ error: any Error) {
        switch sink {
        case .search(let buffer): buffer.finish(.failure(error))
        case .result(_, let answer): answer.resolve(.failure(error))
        case .bind(_, let done): done(.failure(error))
        }
    }
}
