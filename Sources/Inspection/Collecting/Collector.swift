import FoundationEssentials
package import Logging
import Networking

/// Collects a forest from one domain name: reads only, domain controllers and domains side by side.
package struct Collector: Sendable {
    private let options: CollectionOptions
    private let logger: Logger
    private let progress: @Sendable (Progress) -> Void

    package init(
        options: CollectionOptions, logger: Logger, progress: @escaping @Sendable (Progress) -> Void = { _ in }
    ) {
        self.options = options
        self.logger = logger
        self.progress = progress
    }

    /// Collects what the options ask for.
    ///
    /// After the first bind nothing is thrown any more but for an object that the caller named and that is not there: what cannot
    /// be read costs that fact. When the deadline passes or the task is
    /// cancelled, the snapshot holds what was read until then, and says that it is not complete.
    ///
    /// - Throws: ``CollectionError/Code/objectNotFound``; ``CollectionError``, `LDAPError`, `KerberosError` before anything could be read; `CancellationError` when the task was
    ///   cancelled before, ``CollectionError/Code/interrupted`` when the deadline passed before.
    package func collect(_ domain: String) async throws -> ForestSnapshot {
        let startedAt = Date()
        OpenFiles.raiseLimit()
        let loop = try ProbeLoop()
        let board = HostBoard(options: options, loop: loop, logger: logger)
        let opening = Opening(
            domain: domain, options: options, board: board, loop: loop, logger: logger, progress: progress)
        let work = Task {
            let opened = try await opening.run()
            let survey = Survey(
                opened: opened, options: options, board: board, loop: loop, logger: logger, progress: progress)
            return try await survey.run(target: domain, startedAt: startedAt)
        }
        let alarm = options.deadline.map { deadline in
            Task {
                try await Task.sleep(until: deadline.instant)
                work.cancel()
                await board.cancelAll()
            }
        }
        defer { alarm?.cancel() }
        return try await withTaskCancellationHandler {
            let result = await work.result
            // Hosts that nobody needs to wait for any more: DNS can name some that the forest does not know.
            await board.cancelAll()
            do {
                return try result.get()
            } catch let error where options.deadline?.hasPassed == true && !Task.isCancelled {
                throw CollectionError(
                    .interrupted, attempted: "collect from \(domain) before the deadline",
                    returned: error is CancellationError ? "the time was up" : "\(error)",
                    meaning: "The run ended before anything was read.", advice: "Allow more time with --deadline.")
            }
        } onCancel: {
            work.cancel()
            Task { await board.cancelAll() }
        }
    }
}
