import Synchronization

/// Runs any number of probes side by side on one thread of its own.
///
/// Many silent addresses cost one timeout in all and no work while they stay silent. The thread ends with the loop.
package final class ProbeLoop: Sendable {
    private let mailbox: ProbeMailbox

    package init() throws(SystemError) {
        let mailbox = ProbeMailbox(wakeup: try Wakeup())
        self.mailbox = mailbox
        _ = try WorkerThread(name: "probes") { mailbox.run() }
    }

    deinit { mailbox.stop() }

    /// Runs one probe. A cancelled task gets `.cancelled`, at once.
    package func submit(_ probe: Probe) async -> ProbeResult {
        let key = mailbox.newKey()
        return await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                mailbox.post(.start(key, probe, continuation))
                // A cancellation that came before the line above found nothing to cancel.
                if Task.isCancelled { mailbox.post(.cancel(key)) }
            }
        } onCancel: {
            mailbox.post(.cancel(key))
        }
    }

    /// Runs many probes and yields each result as it comes, with its probe's place in the list.
    package func run(_ probes: [Probe]) -> AsyncStream<(index: Int, result: ProbeResult)> {
        AsyncStream { continuation in
            let task = Task {
                await withTaskGroup(of: Void.self) { group in
                    for (index, probe) in probes.enumerated() {
                        group.addTask { continuation.yield((index, await self.submit(probe))) }
                    }
                }
                continuation.finish()
            }
            continuation.onTermination = { _ in task.cancel() }
        }
    }
}

/// What crosses between the callers and the probing thread.
private final class ProbeMailbox: Sendable {
    typealias Answer = CheckedContinuation<ProbeResult, Never>

    enum Command: Sendable {
        case start(UInt64, Probe, Answer)
        case cancel(UInt64)
    }

    private struct State {
        var lastKey: UInt64 = 0
        var commands: [Command] = []
        var isStopped = false
    }

    private let state = Mutex(State())
    private let wakeup: Wakeup

    init(wakeup: Wakeup) { self.wakeup = wakeup }

    func newKey() -> UInt64 {
        state.withLock { state in
            state.lastKey &+= 1
            return state.lastKey
        }
    }

    func post(_ command: Command) {
        state.withLock { $0.commands.append(command) }
        wakeup.signal()
    }

    func stop() {
        state.withLock { $0.isStopped = true }
        wakeup.signal()
    }

    /// The thread: nothing of what runs is seen by any other.
    func run() {
        var running: [UInt64: (run: ProbeRun, answer: Answer)] = [:]
        while true {
            let (commands, isStopped) = state.withLock { state in
                defer { state.commands = [] }
                return (state.commands, state.isStopped)
            }
            for command in commands { Self.perform(command, &running) }
            if isStopped { break }
            var set = PollSet()
            set.add(wakeup.descriptor, for: .readable)
            let keys = Array(running.keys)
            var next: Deadline?
            for key in keys {
                guard let run = running[key]?.run else { continue }
                set.add(run.socket.descriptor, for: run.interest)
                let event = run.nextEvent
                if next.map({ event.instant < $0.instant }) ?? true { next = event }
            }
            do {
                try set.wait(until: next)
            } catch {
                // More descriptors than this process may wait for, or no memory: the probes cannot go on.
                for (run, answer) in running.values { answer.resume(returning: run.abandoned(error)) }
                running = [:]
                continue
            }
            wakeup.drain()
            for (place, key) in keys.enumerated() {
                let ready = set.readiness(at: place + 1)
                guard !ready.isEmpty || running[key]?.run.nextEvent.hasPassed == true else { continue }
                guard let result = running[key]?.run.proceed(ready) else { continue }
                running.removeValue(forKey: key)?.answer.resume(returning: result)
            }
        }
        for (run, answer) in running.values { answer.resume(returning: run.cancelled()) }
    }

    private static func perform(_ command: Command, _ running: inout [UInt64: (run: ProbeRun, answer: Answer)]) {
        switch command {
        case .start(let key, let probe, let answer):
            do {
                running[key] = (try ProbeRun(probe), answer)
            } catch {
                answer.resume(returning: error.result)
            }
        case .cancel(let key):
            guard let (run, answer) = running.removeValue(forKey: key) else { return }
            answer.resume(returning: run.cancelled())
        }
    }
}
