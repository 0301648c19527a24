import FoundationEssentials
package import Logging
import Networking

/// Walks the way that `check` takes to its first bound connection, stage by stage, and says what each came to.
///
/// Made of the parts that collecting is made of, so that it diagnoses that way and no other. It goes on past a failure where a later
/// stage can still tell something, and binds once at most.
package struct ConnectionExamination: Sendable {
    private let options: CollectionOptions
    private let probesPosture: Bool
    private let logger: Logger
    private let progress: @Sendable (Progress) -> Void

    /// - Parameter probesPosture: Whether, after the bind, one more is made without a SASL layer and one without channel binding, both
    ///   with the ticket; a domain controller logs them.
    package init(
        options: CollectionOptions, probesPosture: Bool = false, logger: Logger,
        progress: @escaping @Sendable (Progress) -> Void = { _ in }
    ) {
        self.options = options
        self.probesPosture = probesPosture
        self.logger = logger
        self.progress = progress
    }

    /// - Throws: `CancellationError` when the task was cancelled; `SystemError` when this host has no descriptors left. Whatever else
    ///   goes wrong is what the diagnosis is about.
    package func run(_ domain: String) async throws -> ConnectionDiagnosis {
        let startedAt = Date()
        OpenFiles.raiseLimit()
        let loop = try ProbeLoop()
        let board = HostBoard(options: options, loop: loop, logger: logger)
        let opening = Opening(
            domain: domain, options: options, board: board, loop: loop, logger: logger, progress: progress)
        let log = StageLog()
        let walk = ConnectionWalk(opening: opening, log: log, probesPosture: probesPosture)
        let work = Task { await walk.run() }
        let alarm = options.deadline.map { deadline in
            Task {
                try await Task.sleep(until: deadline.instant)
                log.close()
                work.cancel()
                await board.cancelAll()
            }
        }
        defer { alarm?.cancel() }
        let ending = await withTaskCancellationHandler {
            let ending = await work.value
            await board.cancelAll()
            return ending
        } onCancel: {
            work.cancel()
            Task { await board.cancelAll() }
        }
        try Task.checkCancellation()
        let isLate = options.deadline?.hasPassed == true
        return ConnectionDiagnosis(
            target: domain, startedAt: startedAt, finishedAt: Date(), host: options.vantageHost,
            mechanism: options.identity.mechanism, transport: options.security.reportName, server: ending.server,
            principal: ending.principal, securityStrengthFactor: ending.strength,
            stages: ConnectionDiagnosis.completed(
                log.stages, cutShort: isLate ? "Not tried: the time of --deadline was up." : nil))
    }
}
