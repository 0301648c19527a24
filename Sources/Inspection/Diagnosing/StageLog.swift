import Synchronization

/// The stages of a run as they come, until it is over: what comes after that was seen through a cancellation, and says nothing.
final class StageLog: Sendable {
    private struct State {
        var stages: [ConnectionStage] = []
        var isClosed = false
    }

    private let state = Mutex(State())

    func add(_ stage: ConnectionStage?) {
        guard let stage else { return }
        state.withLock { state in
            if !state.isClosed { state.stages.append(stage) }
        }
    }

    /// Those of `ids` that have nothing yet were not tried, because of the first of `hindrances` that failed.
    func addUntried(_ ids: [ConnectionStage.Identifier], after hindrances: [ConnectionStage.Identifier]) {
        let stages = stages
        let hindrance = hindrances.first { id in stages.contains { $0.id == id && $0.state == .failed } }
        for id in ids where !stages.contains(where: { $0.id == id }) {
            add(hindrance.map { .notReached(id, after: $0) })
        }
    }

    func close() { state.withLock { $0.isClosed = true } }

    var stages: [ConnectionStage] { state.withLock { $0.stages } }

    func hasPassed(_ id: ConnectionStage.Identifier) -> Bool {
        stages.first { $0.id == id }.map { $0.state == .passed || $0.state == .notApplicable } ?? false
    }
}
