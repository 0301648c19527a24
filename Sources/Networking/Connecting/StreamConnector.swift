/// Connects to the fastest of a host's addresses, both families side by side (RFC 8305).
package struct StreamConnector: Sendable {
    /// A TCP connection, in blocking mode, with no-delay, keepalive (unless it is off) and user timeout set.
    package struct Connection: Sendable {
        package let socket: Socket
        package let peer: SocketAddress
        /// From the first packet sent to this address to the connection.
        package let milliseconds: Double

        package var descriptor: OwnedDescriptor { socket.descriptor }
    }

    /// How long an attempt stays alone before the next address is tried beside it (RFC 8305, section 5).
    package var stagger: Duration
    /// How long data may stay unacknowledged before the kernel gives the connection up (TCP_USER_TIMEOUT).
    package var userTimeout: Duration
    /// Whether the kernel probes a silent connection (SO_KEEPALIVE).
    package var keepsAlive: Bool

    package init(
        stagger: Duration = .milliseconds(250), userTimeout: Duration = .seconds(30), keepsAlive: Bool = true
    ) {
        self.stagger = stagger
        self.userTimeout = userTimeout
        self.keepsAlive = keepsAlive
    }

    /// Connects, on the calling thread, which blocks until a connection, the failure of every address, the deadline,
    /// or a cancellation.
    ///
    /// - Parameters:
    ///   - addresses: tried in RFC 8305 order: families alternate, each in the order given.
    ///   - wakeup: when signalled, `isCancelled` is asked; if it says no, the signal is taken back and the wait goes
    ///     on, so a caller who shares the wakeup looks at his mailbox afterwards.
    package func connect(
        to addresses: [SocketAddress], until deadline: Deadline, wakeup: Wakeup? = nil,
        isCancelled: () -> Bool = { true }
    ) throws(ConnectFailure) -> Connection {
        var race = ConnectRace(addresses: Self.interleaved(addresses), deadline: deadline, stagger: stagger)
        while true {
            if let won = race.startDueAttempts() { return try finish(won, &race) }
            guard race.isOpen else { throw ConnectFailure(attempts: race.failures) }
            var set = PollSet()
            for attempt in race.pending { set.add(attempt.socket.descriptor, for: .writable) }
            let wakeupPlace = wakeup.map { set.add($0.descriptor, for: .readable) }
            do {
                try set.wait(until: race.nextEvent)
            } catch {
                race.abandon(as: .notTried(error))
                throw ConnectFailure(attempts: race.failures)
            }
            if let wakeup, let wakeupPlace, !set.readiness(at: wakeupPlace).isEmpty {
                if isCancelled() {
                    race.abandon(as: .cancelled)
                    throw ConnectFailure(attempts: race.failures)
                }
                wakeup.drain()
            }
            let ready = race.pending.indices.filter { !set.readiness(at: $0).isEmpty }
            if let won = race.settle(ready) { return try finish(won, &race) }
        }
    }

    private func finish(_ won: ConnectRace.Attempt, _ race: inout ConnectRace) throws(ConnectFailure) -> Connection {
        do {
            try won.socket.prepareForLongUse(userTimeout: userTimeout, keepsAlive: keepsAlive)
            try won.socket.setBlocking(true)
        } catch {
            race.fail(won, as: ConnectOutcome(error))
            throw ConnectFailure(attempts: race.failures)
        }
        return Connection(socket: won.socket, peer: won.address, milliseconds: won.started.millisecondsUntilNow)
    }

    /// RFC 8305, section 4: the family of the first address, then the other, in turn.
    static func interleaved(_ addresses: [SocketAddress]) -> [SocketAddress] {
        guard let family = addresses.first?.address.family else { return [] }
        var seen: Set<SocketAddress> = []
        let distinct = addresses.filter { seen.insert($0).inserted }
        let first = distinct.filter { $0.address.family == family }
        let second = distinct.filter { $0.address.family != family }
        return (0..<max(first.count, second.count)).flatMap { index in
            [first, second].compactMap { $0.indices.contains(index) ? $0[index] : nil }
        }
    }
}
