/// What became of a connection that was left alone for a while.
package struct IdleFinding: Hashable, Sendable {
    package enum Outcome: String, Hashable, Sendable, CaseIterable {
        /// A request was answered afterwards.
        case lived
        /// The server itself ended it, and said so inside TLS.
        case closedByPeer
        /// It ended by FIN or RST without the server's word: by the server, or by something on the way.
        case cutOff
        /// A request afterwards was not answered: something on the way had forgotten the connection.
        case dropped
        /// The connection could not be opened a second time.
        case notOpened
        /// The way to the endpoint does not stand, so silence was not tried.
        case notTried
        case interrupted

        package var judgement: Judgement {
            switch self {
            case .lived: .met
            case .cutOff: .warning
            case .dropped: .blocked
            case .closedByPeer, .notOpened, .notTried, .interrupted: .undecided
            }
        }
    }

    /// When the end was noticed.
    package enum Moment: String, Hashable, Sendable, CaseIterable {
        case whileSilent
        case whenAsked
    }

    package let endpoint: Endpoint
    /// How long it was to be left alone.
    package let silence: Duration
    package let outcome: Outcome
    /// Nil where there was no connection to notice anything of.
    package let noticed: Moment?
    /// From the end of the handshake to the answer or the end, or to the giving up.
    package let after: Duration?
    /// What was seen, such as `close_notify`, `RST`, or `HTTP 404`.
    package let seen: String

    package init(
        endpoint: Endpoint, silence: Duration, outcome: Outcome, noticed: Moment?, after: Duration?, seen: String
    ) {
        self.endpoint = endpoint
        self.silence = silence
        self.outcome = outcome
        self.noticed = noticed
        self.after = after
        self.seen = seen
    }

    package var judgement: Judgement { outcome.judgement }
}
