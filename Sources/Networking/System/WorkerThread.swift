import CLinux
import Glibc
import Synchronization

/// A thread of our own, for calls that block: nothing that blocks may run on Swift's cooperative pool.
///
/// It takes no signals but those that its own faults raise: others go to whoever handles them in this process, and a
/// C library that writes to a closed connection gets EPIPE here instead of ending the process with SIGPIPE.
package final class WorkerThread: Sendable {
    /// Room for the Kerberos and TLS libraries, which keep large buffers on the stack. Only touched pages count.
    package static let defaultStackSize = 4 << 20

    private final class Start {
        let name: String
        let body: @Sendable () -> Void

        init(name: String, body: @escaping @Sendable () -> Void) {
            self.name = name
            self.body = body
        }
    }

    private let thread: pthread_t
    private let isJoinable = Atomic(true)

    /// Starts the thread. `name` is cut to the 15 bytes that Linux keeps.
    package init(
        name: String, stackSize: Int = defaultStackSize, body: @escaping @Sendable () -> Void
    ) throws(SystemError) {
        var attributes = pthread_attr_t()
        unsafe pthread_attr_init(&attributes)
        defer { unsafe pthread_attr_destroy(&attributes) }
        let stack = unsafe pthread_attr_setstacksize(&attributes, stackSize)
        guard stack == 0 else { throw SystemError(call: "pthread_attr_setstacksize", errno: stack) }

        var signals = sigset_t()
        var before = sigset_t()
        unsafe sigfillset(&signals)
        for own in [SIGSEGV, SIGBUS, SIGFPE, SIGILL, SIGABRT, SIGTRAP, SIGSYS] {
            _ = unsafe sigdelset(&signals, own)
        }
        // A thread inherits the mask of its creator: set here, there is no moment at which it could take a signal.
        unsafe pthread_sigmask(SIG_SETMASK, &signals, &before)
        defer { unsafe pthread_sigmask(SIG_SETMASK, &before, nil) }

        let start = unsafe Unmanaged.passRetained(Start(name: name, body: body))
        var thread = pthread_t()
        let created = unsafe pthread_create(
            &thread, &attributes,
            { argument in
                guard let argument = unsafe argument else { return nil }
                let start = unsafe Unmanaged<Start>.fromOpaque(argument).takeRetainedValue()
                unsafe clinux_name_thread(start.name)
                start.body()
                return nil
            }, start.toOpaque())
        guard created == 0 else {
            unsafe start.release()
            throw SystemError(call: "pthread_create", errno: created)
        }
        self.thread = thread
    }

    deinit {
        if isJoinable.load(ordering: .acquiring) { _ = pthread_detach(thread) }
    }

    /// Waits for the thread's end. Only the first call waits; never from the thread itself, nor from async code.
    package func join() {
        guard isJoinable.exchange(false, ordering: .acquiringAndReleasing) else { return }
        _ = pthread_join(thread, nil)
    }

    /// Runs blocking work on a thread of its own and waits for it without blocking this one.
    package static func run<Value: Sendable>(
        name: String, stackSize: Int = defaultStackSize, _ work: @escaping @Sendable () -> Value
    ) async throws -> Value {
        try await withCheckedThrowingContinuation { continuation in
            do {
                _ = try WorkerThread(name: name, stackSize: stackSize) { continuation.resume(returning: work()) }
            } catch {
                continuation.resume(throwing: error)
            }
        }
    }
}
