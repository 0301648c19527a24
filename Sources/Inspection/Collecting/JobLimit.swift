/// Lets a limited number of jobs run at a time; the others wait in line.
actor JobLimit {
    private var free: Int
    private var waiting: [CheckedContinuation<Void, Never>] = []

    init(_ jobs: Int) {
        free = max(1, jobs)
    }

    /// Runs a job when there is room.
    func run<Value: Sendable>(_ job: @Sendable () async -> Value) async -> Value {
        await enter()
        let value = await job()
        leave()
        return value
    }

    private func enter() async {
        if free > 0 {
            free -= 1
            return
        }
        await withCheckedContinuation { waiting.append($0) }
    }

    private func leave() {
        if waiting.isEmpty {
            free += 1
        } else {
            waiting.removeFirst().resume()
        }
    }
}
