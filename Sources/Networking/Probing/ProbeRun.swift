/// One probe on its way: its socket, and what it waits for.
struct ProbeRun {
    private enum Phase {
        case connecting
        case exchanging
    }

    /// The largest UDP payload.
    private static let datagramLimit = 65_507

    let socket: Socket
    private let probe: Probe
    private let started: ContinuousClock.Instant
    private let deadline: Deadline
    private var phase = Phase.connecting
    private var unsent: ArraySlice<UInt8> = []
    private var received: [UInt8] = []
    private var schedule: ArraySlice<Deadline> = []
    private var transmissions = 0

    /// Opens the socket and sends the first packet; a probe that ends with that throws its result.
    init(_ probe: Probe) throws(ProbeEnd) {
        self.probe = probe
        started = .now
        deadline = Deadline(started + probe.timeout)
        do {
            var isDatagram = false
            if case .datagram = probe.kind { isDatagram = true }
            socket = try Socket(isDatagram ? .datagram : .stream, family: probe.address.address.family)
        } catch {
            throw ProbeEnd(ProbeResult(outcome: .notTried(error), elapsed: started.duration(to: .now)))
        }
        let isConnected: Bool
        do {
            isConnected = try socket.startConnecting(to: probe.address)
        } catch {
            throw ProbeEnd(ProbeResult(outcome: .init(error), elapsed: started.duration(to: .now)))
        }
        if isConnected, let result = connected() { throw ProbeEnd(result) }
    }

    var interest: Readiness {
        switch phase {
        case .connecting: .writable
        case .exchanging: unsent.isEmpty ? .readable : [.readable, .writable]
        }
    }

    /// When something happens at the latest, even if the socket does not stir.
    var nextEvent: Deadline {
        guard let next = schedule.first, next.instant < deadline.instant else { return deadline }
        return next
    }

    /// Goes on after the socket stirred or a point in time passed; returns the result if that was the end.
    mutating func proceed(_ ready: Readiness) -> ProbeResult? {
        do {
            if !ready.isEmpty {
                switch phase {
                case .connecting:
                    try socket.takeConnectError()
                    if let result = connected() { return result }
                case .exchanging:
                    if let result = try exchange() { return result }
                }
            }
            if deadline.hasPassed { return overdue }
            try retransmit()
            return nil
        } catch {
            return failed(error)
        }
    }

    func cancelled() -> ProbeResult { result(.cancelled) }

    /// The end of a probe that this host cannot go on with.
    func abandoned(_ error: SystemError) -> ProbeResult { result(.notTried(error)) }

    private func failed(_ error: SystemError) -> ProbeResult {
        guard phase == .exchanging, case .stream = probe.kind else { return result(.init(error)) }
        // Once accepted, a connection that breaks is no closed port.
        return result(.closed(received))
    }

    private var overdue: ProbeResult {
        guard phase == .exchanging, case .stream = probe.kind else { return result(.silent) }
        return result(.unanswered(received))
    }

    private mutating func connected() -> ProbeResult? {
        phase = .exchanging
        switch probe.kind {
        case .connect: return result(.open)
        case .datagram(_, let offsets, _):
            schedule = offsets.sorted().map { Deadline(started + $0) }[...]
        case .stream(let request, _, _):
            unsent = request[...]
            transmissions = 1
        }
        do {
            try retransmit()
            try sendRest()
            return nil
        } catch {
            return failed(error)
        }
    }

    private mutating func retransmit() throws(SystemError) {
        guard case .datagram(let payload, _, _) = probe.kind else { return }
        while let due = schedule.first, due.hasPassed {
            schedule.removeFirst()
            // Several can be due at once after a stall: one packet then does for all.
            guard schedule.first?.hasPassed != true else { continue }
            if try socket.send(payload[...]) != nil { transmissions += 1 }
        }
    }

    private mutating func sendRest() throws(SystemError) {
        while !unsent.isEmpty, let count = try socket.send(unsent) { unsent = unsent.dropFirst(count) }
    }

    private mutating func exchange() throws(SystemError) -> ProbeResult? {
        try sendRest()
        switch probe.kind {
        case .connect: return result(.open)
        case .datagram(_, _, let accepts):
            // Bounded: a flood of packets that nobody accepts must not hold up the other probes.
            for _ in 0..<16 {
                guard case .bytes(let bytes) = try socket.receive(atMost: Self.datagramLimit) else { return nil }
                if accepts(bytes) { return result(.answered(bytes)) }
            }
            return nil
        case .stream(_, let limit, let progress):
            // One byte above the limit shows that there is more than allowed.
            let room = min(max(limit, 0) &- received.count, 64 << 10) &+ 1
            switch try socket.receive(atMost: room) {
            case .nothing: return nil
            case .end: return result(.closed(received))
            case .bytes(let bytes):
                received += bytes
                if received.count > limit { return result(.rejected(received)) }
                switch progress(received) {
                case .needMore: return nil
                case .complete: return result(.answered(received))
                case .reject: return result(.rejected(received))
                }
            }
        }
    }

    private func result(_ outcome: ProbeResult.Outcome) -> ProbeResult {
        ProbeResult(outcome: outcome, elapsed: started.duration(to: .now), transmissions: transmissions)
    }
}

/// A probe that ended before it could wait for anything.
struct ProbeEnd: Error {
    let result: ProbeResult

    init(_ result: ProbeResult) { self.result = result }
}

extension ProbeResult.Outcome {
    fileprivate init(_ error: SystemError) {
        self =
            switch ConnectOutcome(error) {
            case .refused: .refused
            case .silent: .silent
            case .unreachable(let error): .unreachable(error)
            case .notTried(let error): .notTried(error)
            case .cancelled: .cancelled
            }
    }
}
