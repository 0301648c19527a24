import Inspection
import Synchronization

/// One line on standard error that says how far the run has come; only where a person looks on.
final class ProgressLine: Sendable {
    private let errors: any TextSink
    private let isShown: Bool
    private let started = ContinuousClock.now
    private let hasLine = Mutex(false)

    init(_ errors: any TextSink, quiet: Bool) {
        self.errors = errors
        isShown = !quiet && errors.isTerminal
    }

    func show(_ progress: Progress) {
        guard isShown else { return }
        let seconds = Int(started.duration(to: .now) / .seconds(1))
        let text: String =
            switch progress {
            case .stage(let stage): "\(stage) …"
            case .domainControllers(let done, let total, let waiting) where done < total:
                "domain controllers \(done)/\(total), waiting for \(waiting.prefix(3).joined(separator: ", "))"
            case .domainControllers(let done, let total, _): "domain controllers \(done)/\(total)"
            case .users(let domain, let seen): Self.text(domain, seen)
            }
        let width = max(20, (errors.width ?? 80) - 8)
        hasLine.withLock { $0 = true }
        try? errors.write("\r\u{1B}[K\(seconds) s  \(MessageText.onOneLine(text).prefix(width))")
    }

    private static func text(_ domain: String, _ seen: PopulationProgress) -> String {
        let done = seen.of.map { "\(seen.users)/\($0)" } ?? "\(seen.users)"
        let left = seen.secondsLeft.map { ", \(Int($0.rounded(.up))) s left" } ?? ""
        return "users of \(domain): \(done), \(Int(seen.rate)) a second\(left)"
    }

    /// Takes the line away.
    func end() {
        guard hasLine.withLock({ $0 }) else { return }
        hasLine.withLock { $0 = false }
        try? errors.write("\r\u{1B}[K")
    }
}
