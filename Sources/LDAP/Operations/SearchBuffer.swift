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
        var items: [SearchItem] = []
        var taken = 0
        var bytes = 0
        var end: Result<SearchEnd, any Error>?
        var waiter: CheckedContinuation<Step, Never>?
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

    func append(_ item: SearchItem) {
        let waiter = state.withLock { state -> CheckedContinuation<Step, Never>? in
            guard state.end == nil else { return nil }
            if let waiter = state.waiter {
                state.waiter = nil
                return waiter
            }
            state.items.append(item)
            state.bytes += item.size
            if state.bytes >= maximumBytes {
                state.room = .none
            } else if state.room == .plenty, state.items.count - state.taken >= maximumEntries {
                state.room = .little
            }
            return nil
        }
        waiter?.resume(returning: .item(item))
    }

    func finish(_ end: Result<SearchEnd, any Error>) {
        let waiter = state.withLock { state -> CheckedContinuation<Step, Never>? in
            guard state.end == nil else { return nil }
            state.end = end
            state.room = .plenty
            defer { state.waiter = nil }
            return state.waiter
        }
        waiter?.resume(returning: .end(end))
    }

    /// The next item, or the end once everything before it was taken. One task at a time.
    func next() async -> Step {
        await withCheckedContinuation { continuation in
            let (ready, mayReadOn) = state.withLock { state -> (Step?, Bool) in
                if state.taken < state.items.count {
                    let item = state.items[state.taken]
                    state.taken += 1
                    state.bytes -= item.size
                    let left = state.items.count - state.taken
                    // What was taken leaves in blocks: moving the rest for each item would cost more than it frees.
                    if left == 0 || state.taken >= 64 {
                        state.items.removeFirst(state.taken)
                        state.taken = 0
                    }
                    let mayReadOn =
                        state.room != .plenty && left <= maximumEntries / 2 && state.bytes <= maximumBytes / 2
                    if mayReadOn { state.room = .plenty }
                    return (.item(item), mayReadOn)
                }
                if let end = state.end { return (.end(end), false) }
                state.waiter = continuation
                return (nil, false)
            }
            if mayReadOn { hasRoom() }
            if let ready { continuation.resume(returning: ready) }
        }
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
