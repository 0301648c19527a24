/// The state of a connect to several addresses: what waits, what runs, what failed.
struct ConnectRace {
    struct Attempt {
        let address: SocketAddress
        let socket: Socket
        let started: ContinuousClock.Instant
    }

    private var waiting: ArraySlice<SocketAddress>
    private let deadline: Deadline
    private let stagger: Duration
    private var nextStart: Deadline
    private(set) var pending: [Attempt] = []
    private(set) var failures: [ConnectFailure.Attempt] = []

    init(addresses: [SocketAddress], deadline: Deadline, stagger: Duration) {
        waiting = addresses[...]
        self.deadline = deadline
        self.stagger = stagger
        nextStart = Deadline(.now)
    }

    var isOpen: Bool { !pending.isEmpty || !waiting.isEmpty }

    /// When something happens at the latest, even if no socket stirs.
    var nextEvent: Deadline {
        waiting.isEmpty || deadline.instant < nextStart.instant ? deadline : nextStart
    }

    /// Starts what is due, and ends everything once the deadline has passed; returns an attempt that is connected.
    mutating func startDueAttempts() -> Attempt? {
        if deadline.hasPassed {
            abandon(as: .silent)
            return nil
        }
        // A failure makes the next one due at once: it is only a running attempt that is given a head start.
        while let address = waiting.first, pending.isEmpty || nextStart.hasPassed {
            waiting.removeFirst()
            nextStart = .after(stagger)
            let started = ContinuousClock.now
            do {
                let socket = try Socket(.stream, family: address.address.family)
                let attempt = Attempt(address: address, socket: socket, started: started)
                if try socket.startConnecting(to: address) { return attempt }
                pending.append(attempt)
            } catch {
                record(address, started, ConnectOutcome(error))
            }
        }
        return nil
    }

    /// Looks at the attempts whose sockets are ready; returns the first that is connected.
    mutating func settle(_ ready: [Int]) -> Attempt? {
        var failed: [(Attempt, ConnectOutcome)] = []
        defer { for (attempt, outcome) in failed { fail(attempt, as: outcome) } }
        for attempt in ready.map({ pending[$0] }) {
            do {
                try attempt.socket.takeConnectError()
                return attempt
            } catch {
                failed.append((attempt, ConnectOutcome(error)))
            }
        }
        if !failed.isEmpty { nextStart = Deadline(.now) }
        return nil
    }

    mutating func fail(_ attempt: Attempt, as outcome: ConnectOutcome) {
        pending.removeAll { $0.socket.descriptor === attempt.socket.descriptor }
        record(attempt.address, attempt.started, outcome)
    }

    /// Ends every attempt that still runs or waits.
    mutating func abandon(as outcome: ConnectOutcome) {
        for attempt in pending { record(attempt.address, attempt.started, outcome) }
        for address in waiting { record(address, .now, outcome) }
        pending = []
        waiting = []
    }

    private mutating func record(
        _ address: SocketAddress, _ started: ContinuousClock.Instant, _ outcome: ConnectOutcome
    ) {
        failures.append(.init(address: address, outcome: outcome, milliseconds: started.millisecondsUntilNow))
    }
}

extension ContinuousClock.Instant {
    var millisecondsUntilNow: Double { duration(to: .now) / .milliseconds(1) }
}
