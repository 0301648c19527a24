import Networking

/// Leaves a connection alone for a while and then asks something over it.
struct IdleProbe {
    let connection: EndpointConnection
    let silence: Duration
    let progress: @Sendable (EgressProgress) -> Void

    /// Bounds what a server can say into the silence.
    private static let spokenAtMost = HTTPHead.limit

    /// On the calling thread, which blocks.
    func run(_ addresses: [SocketAddress]) -> IdleFinding {
        let opened = connection.open(to: addresses)
        guard let stream = opened.stream else {
            let isInterrupted = connection.wakeup.isSignalled
            return finding(
                isInterrupted ? .interrupted : .notOpened, nil, nil, opened.stages.last?.seen ?? "no connection")
        }
        progress(.silent(connection.endpoint, silence))
        let started = ContinuousClock.now
        if let ended = keepSilent(over: stream) {
            let after = started.duration(to: .now)
            guard case .givenUp = ended.by else {
                return finding(ended.outcome, .whileSilent, after, ended.seen)
            }
            return finding(.interrupted, nil, after, ended.seen)
        }
        let request = HTTPExchange.request(connection.endpoint, userAgent: connection.configuration.userAgent)
        let exchange = HTTPExchange.perform(request, over: stream, until: .after(connection.configuration.timeout))
        let after = started.duration(to: .now)
        stream.close()
        switch exchange {
        case .answered(let head): return finding(.lived, .whenAsked, after, "\(head)")
        // It came through TLS, so it came from the server.
        case .otherwise(let seen): return finding(.lived, .whenAsked, after, seen)
        case .ended(.givenUp): return finding(.interrupted, nil, after, "interrupted")
        case .ended(let received): return finding(Self.outcome(of: received), .whenAsked, after, received.words)
        }
    }

    private struct Ending {
        var by: TLSStream.Received
        var outcome: IdleFinding.Outcome
        var seen: String
    }

    /// Nil if the connection was still there when the time was over.
    private func keepSilent(over stream: TLSStream) -> Ending? {
        let deadline = Deadline.after(silence)
        var spoken: [UInt8] = []
        while true {
            let received = stream.receive(until: deadline)
            switch received {
            case .nothing: return nil
            case .bytes(let bytes) where spoken.count + bytes.count <= Self.spokenAtMost: spoken += bytes
            case .bytes:
                return Ending(by: received, outcome: .closedByPeer, seen: "the server did not stop talking unasked")
            default:
                // What the server said inside TLS before, such as "408 Request Timeout", was its own word too.
                if case .complete(let head) = HTTPHead.parse(spoken) {
                    return Ending(by: received, outcome: .closedByPeer, seen: "\(head), \(received.words)")
                }
                return Ending(by: received, outcome: Self.outcome(of: received), seen: received.words)
            }
        }
    }

    private static func outcome(of received: TLSStream.Received) -> IdleFinding.Outcome {
        switch received {
        case .closeNotify: .closedByPeer
        case .end, .reset, .failed: .cutOff
        case .nothing, .lost, .bytes: .dropped
        case .givenUp: .interrupted
        }
    }

    private func finding(
        _ outcome: IdleFinding.Outcome, _ noticed: IdleFinding.Moment?, _ after: Duration?, _ seen: String
    ) -> IdleFinding {
        IdleFinding(
            endpoint: connection.endpoint, silence: silence, outcome: outcome, noticed: noticed, after: after,
            seen: seen)
    }
}
