package import Networking

/// Something that was waited for did not come about.
package struct NeverHappened: Error, CustomStringConvertible {
    package let what: String
    package var description: String { "\(what) did not happen in time" }
}

/// Asks again and again until there is an answer.
///
/// - Throws: ``NeverHappened`` when the deadline passes; whatever `probe` throws, at once.
package func eventually<Value>(
    _ what: String, by deadline: Deadline = .after(.seconds(10)), _ probe: () async throws -> Value?
) async throws -> Value {
    while true {
        if let value = try await probe() { return value }
        guard !deadline.hasPassed else { throw NeverHappened(what: what) }
        try await Task.sleep(for: .milliseconds(5))
    }
}
