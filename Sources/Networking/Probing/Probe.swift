/// A question to one address that is answered by one exchange of packets, or by its failure.
package struct Probe: Sendable {
    package enum Kind: Sendable {
        /// Is the TCP port open?
        case connect
        /// Send `payload` at each offset of `schedule` (from the start) until a datagram comes that `accepts` takes.
        case datagram(payload: [UInt8], schedule: [Duration], accepts: @Sendable ([UInt8]) -> Bool)
        /// Connect over TCP, send `request`, read at most `limit` bytes until `progress` is settled about all of them.
        case stream(request: [UInt8], limit: Int, progress: @Sendable ([UInt8]) -> ExchangeProgress)
    }

    package let address: SocketAddress
    package let kind: Kind
    /// From the start of the probe to its end at the latest.
    package let timeout: Duration

    package init(_ kind: Kind, address: SocketAddress, timeout: Duration) {
        self.kind = kind
        self.address = address
        self.timeout = timeout
    }

    package static func connect(to address: SocketAddress, timeout: Duration) -> Probe {
        Probe(.connect, address: address, timeout: timeout)
    }

    package static func datagram(
        _ payload: [UInt8], to address: SocketAddress, timeout: Duration,
        schedule: [Duration] = [.zero, .milliseconds(400), .seconds(1)],
        accepts: @escaping @Sendable ([UInt8]) -> Bool
    ) -> Probe {
        Probe(.datagram(payload: payload, schedule: schedule, accepts: accepts), address: address, timeout: timeout)
    }

    package static func stream(
        _ request: [UInt8], to address: SocketAddress, timeout: Duration, limit: Int = 64 << 10,
        progress: @escaping @Sendable ([UInt8]) -> ExchangeProgress
    ) -> Probe {
        Probe(.stream(request: request, limit: limit, progress: progress), address: address, timeout: timeout)
    }
}

/// What the bytes read so far amount to.
package enum ExchangeProgress: Hashable, Sendable {
    case needMore
    case complete
    /// This will never become an answer.
    case reject
}

/// What a probe found out.
package struct ProbeResult: Sendable, Hashable {
    package enum Outcome: Sendable, Hashable {
        /// The port accepts connections (`Probe.connect` only).
        case open
        /// The accepted datagram, or the complete answer.
        case answered([UInt8])
        /// Reset, or ICMP port unreachable: the host is there, the port is closed.
        case refused
        /// Nothing came back in time.
        case silent
        /// The port accepted a connection, then no complete answer came in time; with what did come.
        case unanswered([UInt8])
        /// The connection was accepted and closed before a complete answer; with what came.
        case closed([UInt8])
        /// What came is no answer, or is longer than the limit.
        case rejected([UInt8])
        /// No way leads there, or this host forbids it.
        case unreachable(SystemError)
        /// This host could not try: no descriptor left, or no memory.
        case notTried(SystemError)
        case cancelled
    }

    package let outcome: Outcome
    /// From the start of the probe to its outcome.
    package let elapsed: Duration
    /// How often the payload was sent. With one, `elapsed` is a round trip (for a stream: two and the answer).
    package let transmissions: Int

    package init(outcome: Outcome, elapsed: Duration, transmissions: Int = 0) {
        self.outcome = outcome
        self.elapsed = elapsed
        self.transmissions = transmissions
    }

    package var milliseconds: Double { elapsed / .milliseconds(1) }

    /// The accepted datagram or complete answer, if there was one.
    package var answer: [UInt8]? { if case .answered(let bytes) = outcome { bytes } else { nil } }
}
