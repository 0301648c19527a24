import Synchronization

/// Counts across threads: 1, 2, 3…
final class Counter: Sendable {
    private let count = Atomic(0)

    @discardableResult
    func next() -> Int { count.add(1, ordering: .relaxed).newValue }

    var value: Int { count.load(ordering: .relaxed) }
}
