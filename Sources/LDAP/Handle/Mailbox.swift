import Networking
import Synchronization

/// The only way from other threads to a connection's thread: commands that the thread runs with its handle.
///
/// The handle itself never leaves its thread, so nothing here needs an unchecked claim.
final class Mailbox: Sendable {
    struct Command: Sendable {
        let run: @Sendable (ConnectionLoop) -> Void
        /// Called instead of `run` when the connection has ended.
        let fail: @Sendable (LDAPError) -> Void
    }

    private struct State {
        var commands: [Command] = []
        var isClosing = false
        var ended: LDAPError?
    }

    private let state = Mutex(State())
    let wakeup: Wakeup

    init() throws {
        wakeup = try Wakeup()
    }

    func post(_ command: Command) {
        let ended = state.withLock { state -> LDAPError? in
            if state.ended == nil { state.commands.append(command) }
            return state.ended
        }
        if let ended { command.fail(ended) } else { wakeup.signal() }
    }

    /// Asks the thread to end the connection.
    func close() {
        state.withLock { $0.isClosing = true }
        wakeup.signal()
    }

    func take() -> (commands: [Command], isClosing: Bool) {
        state.withLock { state in
            defer { state.commands = [] }
            return (state.commands, state.isClosing)
        }
    }

    var isClosing: Bool { state.withLock { $0.isClosing } }

    var end: LDAPError? { state.withLock { $0.ended } }

    /// Marks the connection as ended; what was posted and not run fails with the same error.
    func end(_ error: LDAPError) {
        let left = state.withLock { state -> [Command] in
            if state.ended == nil { state.ended = error }
            defer { state.commands = [] }
            return state.commands
        }
        for command in left { command.fail(error) }
    }
}
