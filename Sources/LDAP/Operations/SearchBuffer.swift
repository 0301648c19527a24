import Synchronization

/// What the connection's thread has read and the consumer has not taken yet.
///
/// The thread stops reading from the socket while the buffer is full, so a slow consumer holds back the server and not this
/// process's memory.
final class SearchBuffer: Sendable {
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
        var isFull = false
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

    var isFull: Bool { state.withLock { $0.isFull } }

    func append(_ item: SearchItem) {
        let waiter = state.withLock { state -> CheckedContinuation<Step, Never>? in
            guard state.end == nil else { return nil }
            if let waiter = state.waiter {
                state.waiter = nil
                return waiter
            }
            state.items.append(item)
            state.bytes += item.size
            state.isFull = state.items.count - state.taken >= maximumEntries || state.bytes >= maximumBytes
            return nil
        }
        waiter?.resume(returning: .item(item))
    }

    func finish(_ end: Result<SearchEnd, any Error>) {
        let waiter = state.withLock { state -> CheckedContinuation<Step, Never>? in
            guard state.end == nil else { return nil }
            state.end = end
            state.isFull = false
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
                    if left == 0 || state.taken >= 1024 {
                        state.items.removeFirst(state.taken)
                        state.taken = 0
                    }
                    let mayReadOn = state.isFull && left <= maximumEntries / 2 && state.bytes <= maximumBytes / 2
                    if mayReadOn { state.isFull = false }
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
    /// The bytes that it takes, roughly.
    var size: Int {
        switch self {
        case .entry(let entry): entry.size
        case .reference(let urls): urls.reduce(0) { $0 + $1.utf8.count }
        }
    }
}
