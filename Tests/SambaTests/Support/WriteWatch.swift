import Synchronization
import TestSupport
import Testing

/// Reads the domain controllers' audit logs around all tests of a suite: every write that came from outside the containers
/// must be one that a test has announced.
struct WriteWatch: SuiteTrait, TestScoping {
    /// What tests have written or are about to: a word that stands in the record of the write.
    private static let announced = Mutex<Set<String>>([])

    static func announce(_ word: String) { announced.withLock { _ = $0.insert(word) } }

    func provideScope(
        for test: Test, testCase: Test.Case?, performing function: @Sendable () async throws -> Void
    ) async throws {
        let lab = try await Lab.required()
        try await lab.reset()
        let begin = try await lab.auditPosition()
        try await function()
        let records = try await lab.audit(since: begin).values.joined()
        let fromOutside = try records.filter { try $0.client.map(lab.isFromOutside) ?? false }
        #expect(
            fromOutside.contains { $0.type == "Authorization" },
            "a log in which not one connection from here stands proves nothing about writes")
        let own = Self.announced.withLock { $0 }
        let writes = fromOutside.filter { $0.type == "dsdbChange" }
        let foreign = writes.filter { write in !own.contains { write.line.contains($0) } }
        #expect(foreign.map(\.line) == [], "no write comes from a connection of adinspect's")
        for word in own {
            #expect(writes.contains { $0.line.contains(word) }, "a test's own write stands in the log")
        }
    }
}

extension Trait where Self == WriteWatch {
    static var watchedForWrites: Self { Self() }
}
