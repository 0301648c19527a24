import Networking
import Synchronization

/// A result that is delivered once, from any thread, to one task that waits for it.
///
/// The first delivery counts; a connection's thread and a timer may race for it.
final class OneShot<Value: Sendable>: Sendable {
    private struct State {
        var result: Result<Value, any Error>?
        var waiter: CheckedContinuation<Value, any Error>?
    }

    private let state = Mutex(State())

    /// Whether something was delivered, be it that the waiter was cancelled.
    var isResolved: Bool { state.withLock { $0.result != nil } }

    /// Delivers; false when something was delivered before.
    @discardableResult
    func resolve(_ result: Result<Value, any Error>) -> Bool {
        let (first, waiter) = state.withLock { state -> (Bool, CheckedContinuation<Value, any Error>?) in
            guard state.result == nil else { return (false, nil) }
            state.result = result
            defer { state.waiter = nil }
            return (true, state.waiter)
        }
        waiter?.resume(with: result)
        return first
    }

    /// Waits. When `deadline` passes first, `expired` says what the waiter is told; cancellation is told as `CancellationError`.
    func value(before deadline: Deadline?, expired: @escaping @Sendable () -> any Error) async throws -> Value {
        let timer = deadline.map { deadline in
            Task {
                try await Task.sleep(until: deadline.instant)
                resolve(.failure(expired()))
            }
        }
        defer { timer?.cancel() }
        return try await withTaskCancellationHandler {
            try await withCheckedThrowingContinuation { continuation in
                let ready = state.withLock { state -> Result<Value, any Error>? in
                    if state.result == nil { state.waiter = continuation }
                    return state.result
                }
                if let ready { continuation.resume(with: ready) }
            }
        } onCancel: {
            resolve(.failure(CancellationError()))
        }
    }
}
