import Dispatch
import Glibc
import Synchronization

/// Turns SIGINT and SIGTERM into a cancellation; a second one ends the process at once.
package final class Interruption: Sendable {
    private let received = Mutex<Int32?>(nil)
    private let cancel: @Sendable () -> Void

    /// The exit status that the signal stands for; nil as long as none has come.
    package var status: ExitStatus? {
        received.withLock { $0 }.map { $0 == SIGTERM ? .terminated : .interrupted }
    }

    package init(cancelling cancel: @escaping @Sendable () -> Void) {
        self.cancel = cancel
    }

    /// Begins to listen; the sources live as long as the process.
    package func listen() {
        let queue = DispatchQueue(label: "signals")
        for number in [SIGINT, SIGTERM] {
            // Not the default action, which would end the process before its event is handled.
            _ = signal(number, SIG_IGN)
            let source = DispatchSource.makeSignalSource(signal: number, queue: queue)
            source.setEventHandler { [self] in
                take(number)
                // The handler holds its own source: nobody else does.
                _ = source.isCancelled
            }
            source.resume()
        }
        // Writing to a closed pipe is reported by write(2), not by a signal that ends the process.
        _ = signal(SIGPIPE, SIG_IGN)
    }

    private func take(_ number: Int32) {
        let isFirst = received.withLock { state in
            let isFirst = state == nil
            if isFirst { state = number }
            return isFirst
        }
        guard isFirst else { _exit(128 + number) }
        cancel()
    }
}
