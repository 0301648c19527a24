import Networking
import Synchronization

/// Runs a call of libkrb5 that may block on a thread of its own, and waits no longer than the deadline.
///
/// libkrb5 waits 27 s for one silent KDC and nothing can interrupt it. Past the deadline, or when the task is cancelled,
/// the caller gets its error and the thread is left to finish; what it then returns is released.
enum BlockingCall {
    /// - Throws: what `body` throws; `KerberosError` with `deadlinePassed`; `CancellationError`.
    static func run<Value: Sendable>(
        _ attempt: String, by deadline: Deadline,
        _ body: @escaping @Sendable () throws(KerberosError) -> Value
    ) async throws -> Value {
        let answer = Answer<Value>()
        let late = KerberosError(.deadlinePassed, attempt: attempt, message: "no answer in the time allowed")
        let timer = Task {
            // Thrown only when cancelled below: then the answer is there.
            try? await Task.sleep(until: deadline.instant, clock: .continuous)
            answer.settle(.failure(late))
        }
        defer { timer.cancel() }
        return try await withTaskCancellationHandler {
            try await withCheckedThrowingContinuation { continuation in
                guard answer.await(continuation) else { return }
                do throws(SystemError) {
                    _ = try WorkerThread(name: "kerberos") {
                        do throws(KerberosError) {
                            answer.settle(.success(try body()))
                        } catch {
                            answer.settle(.failure(error))
                        }
                    }
                } catch {
                    answer.settle(.failure(KerberosError(system: error.errno, attempt: attempt)))
                }
            }
        } onCancel: {
            answer.settle(.failure(CancellationError()))
        }
    }

    /// The first of several possible answers reaches the caller; the others are dropped.
    private final class Answer<Value: Sendable>: Sendable {
        private enum State {
            case open
            case awaited(CheckedContinuation<Value, any Error>)
            case settledEarly(Result<Value, any Error>)
            case done
        }

        private let state = Mutex(State.open)

        /// False if the answer was there before: the continuation has then been resumed.
        func await(_ continuation: CheckedContinuation<Value, any Error>) -> Bool {
            let early: Result<Value, any Error>? = state.withLock { state in
                if case .settledEarly(let result) = state {
                    state = .done
                    return result
                }
                state = .awaited(continuation)
                return nil
            }
            guard let early else { return true }
            continuation.resume(with: early)
            return false
        }

        func settle(_ result: Result<Value, any Error>) {
            let waiting: CheckedContinuation<Value, any Error>? = state.withLock { state in
                switch state {
                case .open:
                    state = .settledEarly(result)
                    return nil
                case .awaited(let continuation):
                    state = .done
                    return continuation
                case .settledEarly, .done:
                    return nil
                }
            }
            waiting?.resume(with: result)
        }
    }
}
