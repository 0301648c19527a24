import CLinux
import Glibc

/// Wakes a thread that waits in `poll(2)`: an eventfd.
package final class Wakeup: Sendable {
    /// Readable from a `signal()` until the next `drain()`.
    package let descriptor: OwnedDescriptor

    package init() throws(SystemError) {
        let number = eventfd(0, Int32(EFD_NONBLOCK | EFD_CLOEXEC))
        guard number >= 0 else { throw SystemError(call: "eventfd", errno: errno) }
        descriptor = OwnedDescriptor(adopting: number)
    }

    /// Makes the descriptor readable. From any thread, any number of times.
    package func signal() {
        // A full counter (EAGAIN) is as readable as one just raised, so the result says nothing of interest.
        var one: UInt64 = 1
        _ = withExtendedLifetime(self) { unsafe write(descriptor.number, &one, MemoryLayout<UInt64>.size) }
    }

    /// Whether there was a `signal()` since the last `drain()`. It is not taken back.
    package var isSignalled: Bool {
        var entry = pollfd(fd: descriptor.number, events: Int16(POLLIN), revents: 0)
        return withExtendedLifetime(self) { unsafe poll(&entry, 1, 0) } > 0
    }

    /// Takes back every signal given so far; true if there was one.
    @discardableResult
    package func drain() -> Bool {
        var count: UInt64 = 0
        let size = MemoryLayout<UInt64>.size
        return withExtendedLifetime(self) { unsafe read(descriptor.number, &count, size) } == size
    }
}
