import Dispatch
import Glibc
import Synchronization

/// Turns SIGINT, SIGTERM and SIGHUP into a cancellation; a second one ends the process at once.
package final class Interruption: Sendable {
    private let received = Mutex<Int32?>(nil)
    private let cancel: @Sendable () -> Void
    private let giveUp: @Sendable (ExitStatus) -> Void

    /// What a cancelled run gets to come to its end: a library may sit in a call that nothing interrupts.
    static let grace: DispatchTimeInterval = .seconds(2)

    /// The exit status that the signal stands for; nil as long as none has come.
    package var status: ExitStatus? {
        received.withLock { $0 }.map(Self.status)
    }

    /// - Parameters:
    ///   - cancel: Called on the first signal.
    ///   - giveUp: Called when ``grace`` has passed after it.
    package init(
        cancelling cancel: @escaping @Sendable () -> Void, givingUp giveUp: @escaping @Sendable (ExitStatus) -> Void
    ) {
        self.cancel = cancel
        self.giveUp = giveUp
    }

    /// Begins to listen; the sources live as long as the process.
    package func listen() {
        let queue = DispatchQueue(label: "signals")
        for number in [SIGINT, SIGTERM, SIGHUP] {
            // Not the default action, which would end the process before its event is handled.
            let before = signal(number, SIG_IGN)
            // nohup asks that a hangup be passed over.
            if number == SIGHUP, Self.isIgnored(before) { continue }
            let source = DispatchSource.makeSignalSource(signal: number, queue: queue)
            source.setEventHandler { [self] in
                take(number, queue)
                // The handler holds its own source: nobody else does.
                _ = source.isCancelled
            }
            source.resume()
        }
        // Writing to a closed pipe is reported by write(2), not by a signal that ends the process.
        _ = signal(SIGPIPE, SIG_IGN)
    }

    private func take(_ number: Int32, _ queue: DispatchQueue) {
        let isFirst = received.withLock { state in
            let isFirst = state == nil
            if isFirst { state = number }
            return isFirst
        }
        guard isFirst else { _exit(128 + number) }
        cancel()
        queue.asyncAfter(deadline: .now() + Self.grace) { [giveUp] in giveUp(Self.status(number)) }
    }

    private static func isIgnored(_ handler: sighandler_t?) -> Bool {
        let bits = unsafe unsafeBitCast(handler, to: Int.self)
        let ignoring = unsafe unsafeBitCast(SIG_IGN, to: Int.self)
        return bits == ignoring
    }

    private static func status(_ number: Int32) -> ExitStatus {
        switch number {
        case SIGINT: .interrupted
        case SIGHUP: .hungUp
        default: .terminated
        }
    }
}
