import Inspection
import Testing

@testable import Commands

@Suite struct ProgressLineTests {
    private func shown(_ progress: Progress, isTerminal: Bool = true, quiet: Bool = false) -> String {
        let sink = RecordingSink(isTerminal: isTerminal, width: 120)
        ProgressLine(sink, quiet: quiet).show(progress)
        return sink.written
    }

    @Test func usersWithRateAndRemainingTime() {
        let counted = PopulationProgress(users: 20_000, of: 100_000, seconds: 2)
        #expect(
            shown(.users(domain: "corp.example.test", counted))
                .hasSuffix("users of corp.example.test: 20000/100000, 10000 a second, 8 s left"))
        let uncounted = PopulationProgress(users: 500, of: nil, seconds: 0.25)
        #expect(
            shown(.users(domain: "corp.example.test", uncounted))
                .hasSuffix("users of corp.example.test: 500, 2000 a second"))
    }

    @Test func onlyWhereAPersonLooksOn() {
        let progress = Progress.users(
            domain: "corp.example.test", PopulationProgress(users: 1, of: nil, seconds: 1))
        #expect(shown(progress, isTerminal: false).isEmpty)
        #expect(shown(progress, quiet: true).isEmpty)
    }
}
