import Synchronization

/// Ends a connection at a deadline, unless disarmed before: whoever blocks on its socket, such as a TLS handshake
/// inside a C library, then returns with an error.
///
/// The guard holds a descriptor of its own for the same connection, so it can never hit another one that has taken
/// over the number.
package final class DeadlineGuard: Sendable {
    private let timer: DeadlineTimer
    private let key: UInt64

    /// Arms a guard for a connection that stays owned by the caller.
    package convenience init(_ descriptor: OwnedDescriptor, at deadline: Deadline) throws(SystemError) {
        try self.init(own: try descriptor.duplicate(), at: deadline)
    }

    /// Arms a guard for a descriptor that a C library owns. The caller answers for its being open now.
    package convenience init(number: Int32, at deadline: Deadline) throws(SystemError) {
        try self.init(own: try OwnedDescriptor.duplicate(of: number), at: deadline)
    }

    private init(own descriptor: OwnedDescriptor, at deadline: Deadline) throws(SystemError) {
        timer = try DeadlineTimer.shared.get()
        key = timer.add(descriptor, at: deadline)
    }

    deinit { timer.remove(key) }

    /// Lets the connection live; false if the deadline was faster. After `true` it will not be ended any more.
    @discardableResult
    package func disarm() -> Bool { timer.remove(key) }
}

/// The one thread that keeps the deadlines of all guards.
private final class DeadlineTimer: Sendable {
    private struct State {
        var nextKey: UInt64 = 0
        var armed: [UInt64: (deadline: Deadline, descriptor: OwnedDescriptor)] = [:]
    }

    static let shared: Result<DeadlineTimer, SystemError> = Result { () throws(SystemError) in
        let timer = try DeadlineTimer()
        _ = try WorkerThread(name: "deadlines", stackSize: 256 << 10) { timer.run() }
        return timer
    }

    private let state = Mutex(State())
    private let wakeup: Wakeup

    private init() throws(SystemError) { wakeup = try Wakeup() }

    func add(_ descriptor: OwnedDescriptor, at deadline: Deadline) -> UInt64 {
        let (key, isEarliest) = state.withLock { state in
            let key = state.nextKey
            state.nextKey &+= 1
            let isEarliest = state.armed.values.allSatisfy { deadline.instant < $0.deadline.instant }
            state.armed[key] = (deadline, descriptor)
            return (key, isEarliest)
        }
        if isEarliest { wakeup.signal() }
        return key
    }

    @discardableResult
    func remove(_ key: UInt64) -> Bool { state.withLock { $0.armed.removeValue(forKey: key) != nil } }

    private func run() {
        while true {
            var set = PollSet()
            set.add(wakeup.descriptor, for: .readable)
            // Descriptor and flags are ours and valid: the only failures left (no memory in the kernel) pass.
            _ = try? set.wait(until: endOverdue())
            wakeup.drain()
        }
    }

    /// Ends what is overdue; returns the next deadline. Under the lock: after `disarm()` nothing may be ended.
    private func endOverdue() -> Deadline? {
        state.withLock { state in
            for (key, entry) in state.armed where entry.deadline.hasPassed {
                entry.descriptor.shutDown()
                state.armed.removeValue(forKey: key)
            }
            return state.armed.values.map(\.deadline).min { $0.instant < $1.instant }
        }
    }
}
