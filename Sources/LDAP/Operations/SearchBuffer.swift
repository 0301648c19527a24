import Synchronization

/// What the connection's thread has read and the consumer has not taken yet.
///
/// The thread stops reading from the socket while the buffer is full, so a slow consumer holds back the server and not this
/// process's memory.
final class SearchBuffer: Sendable {
    /// How much more the thread may read.
    enum Room: Sendable {
        case plenty
        /// As many entries as may wait; more only when another operation on the connection waits for its answer.
        case little
        /// As many bytes as may wait, whoever waits.
        case none
    }

    enum Step: Sendable {
        case item(SearchItem)
        case end(Result<SearchEnd, any Error>)
    }

    private struct State {
        var items: [(item: SearchItem, size: Int)] = []
        var taken = 0
        var bytes = 0
        var end: Result<SearchEnd, any Error>?
        var waiter: CheckedContinuation<Step, Never>?
        /// How often somebody has waited: a timer that is late must not end the wait after its own.
        var waits = 0
        var room = Room.plenty
    }

    private let state = Mutex(State())
    private let maximumEntries: Int
    private let maximumBytes: Int
    /// Called when a full buffer has been emptied by half: the thread may read on.
    private let hasRoom: @Sendable () -> Void

    init(maximumEntries: Int, maximumBytes: Int, hasRoom: @escaping @Sendable () -> Void) {
        self.maximumEntries = maximumEntries
        self.maximumBytes = maximumBytes
        self.hasRoom = hasRoom
    }

    var room: Room { state.withLock { $0.room } }

    /// Adds an item. Who waits for one is not woken before ``wake()``.
    func append(_ item: SearchItem) {
        let size = item.size
        state.withLock { state in
            guard state.end == nil else { return }
            state.items.append((item, size))
            state.bytes += size
            if state.bytes >= maximumBytes {
                state.room = .none
            } else if state.room == .plenty, state.items.count - state.taken >= maximumEntries {
                state.room = .little
            }
        }
    }

    /// Wakes who waits, if there is something. Once for all that has come: to wake a thread costs more than to read an entry.
    func wake() {
        let (waiter, taken) = state.withLock {
            state -> (CheckedContinuation<Step, Never>?, (step: Step, mayReadOn: Bool)?) in
            guard let waiter = state.waiter, let taken = take(from: &state) else { return (nil, nil) }
            state.waiter = nil
            return (waiter, taken)
        }
        guard let taken else { return }
        if taken.mayReadOn { hasRoom() }
        waiter?.resume(returning: taken.step)
    }

    func finish(_ end: Result<SearchEnd, any Error>) {
        let first = state.withLock { state -> Bool in
            guard state.end == nil else { return false }
            state.end = end
            state.room = .plenty
            return true
        }
        if first { wake() }
    }

    /// The next item, or the end once everything before it was taken. One task at a time.
    ///
    /// When neither has come within `limit` of the time at which somebody began to wait, the search ends with `expired`.
    func next(within limit: Duration, expired: @escaping @Sendable () -> any Error) async -> Step {
        if let taken = state.withLock({ take(from: &$0) }) {
            if taken.mayReadOn { hasRoom() }
            return taken.step
        }
        let wait = state.withLock { state in
            state.waits += 1
            return state.waits
        }
        let timer = Task {
            try await Task.sleep(for: limit)
            expire(wait, expired())
        }
        defer { timer.cancel() }
        return await withCheckedContinuation { continuation in
            let taken = state.withLock { state -> (step: Step, mayReadOn: Bool)? in
                let taken = take(from: &state)
                if taken == nil { state.waiter = continuation }
                return taken
            }
            guard let taken else { return }
            if taken.mayReadOn { hasRoom() }
            continuation.resume(returning: taken.step)
        }
    }

    /// Ends the search if the same wait still goes on, and nothing has come.
    private func expire(_ wait: Int, _ error: any Error) {
        let waiter = state.withLock { state -> CheckedContinuation<Step, Never>? in
            guard state.waits == wait, state.end == nil, state.taken == state.items.count else { return nil }
            state.end = .failure(error)
            defer { state.waiter = nil }
            return state.waiter
        }
        waiter?.resume(returning: .end(.failure(error)))
    }

    /// What is next, and whether a full buffer has been emptied by half; nil when there is nothing yet.
    private func take(from state: inout State) -> (step: Step, mayReadOn: Bool)? {
        guard state.taken < state.items.count else { return state.end.map { (.end($0), false) } }
        let (item, size) = state.items[state.taken]
        state.taken += 1
        state.bytes -= size
        let left = state.items.count - state.taken
        // What was taken leaves in blocks: moving the rest for each item would cost more than it frees.
        if left == 0 || state.taken >= 64 {
            state.items.removeFirst(state.taken)
            state.taken = 0
        }
        let mayReadOn = state.room != .plenty && left <= maximumEntries / 2 && state.bytes <= maximumBytes / 2
        if mayReadOn { state.room = .plenty }
        return (.item(item), mayReadOn)
    }
}

extension SearchItem {
    /// The bytes that it takes, roughly: one without attributes takes some too.
    var size: Int {
        switch self {
        case .entry(let entry): 256 + entry.size
        case .reference(let urls): urls.reduce(256) { $0 + $1.utf8.count }
        }
    }
}
