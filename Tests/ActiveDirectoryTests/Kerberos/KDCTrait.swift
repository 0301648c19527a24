import TestSupport
import Testing

extension TestKDC {
    /// The one that runs for the suite.
    @TaskLocal static var running: TestKDC?
}

/// Runs a suite while a KDC runs.
struct KDCTrait: SuiteTrait, TestScoping {
    func provideScope(
        for test: Test, testCase: Test.Case?, performing function: @Sendable () async throws -> Void
    ) async throws {
        let (layout, server) = try await TestKDC.start()
        do {
            try await TestKDC.$running.withValue(layout) { try await function() }
        } catch {
            await server.stop()
            throw error
        }
        await server.stop()
    }
}

extension Trait where Self == KDCTrait {
    static var kdc: Self { KDCTrait() }
}
