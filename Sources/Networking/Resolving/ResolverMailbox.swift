import Synchronization

/// What crosses between the callers and the resolving thread, and the thread itself.
final class ResolverMailbox: Sendable {
    /// Nil: cancelled.
    typealias Answer = CheckedContinuation<DNSAnswer?, Never>

    enum Command: Sendable {
        case ask(UInt64, DNSQuestion, Answer)
        case cancel(UInt64)
    }

    private struct State {
        var lastKey: UInt64 = 0
        var commands: [Command] = []
        var isStopped = false
    }

    private let configuration: Resolver.Configuration
    private let state = Mutex(State())
    private let wakeup: Wakeup

    init(configuration: Resolver.Configuration, wakeup: Wakeup) {
        self.configuration = configuration
        self.wakeup = wakeup
    }

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

    func run() {
        let session = ResolverSession(configuration)
        while true {
            let (commands, isStopped) = state.withLock { state in
                defer { state.commands = [] }
                return (state.commands, state.isStopped)
            }
            for command in commands {
                switch command {
                case .ask(let key, let question, let answer): session.ask(question, key: key, answer: answer)
                case .cancel(let key): session.cancel(key)
                }
            }
            if isStopped { break }
            session.wait(for: wakeup)
        }
        session.cancelAll()
    }
}
