import Glibc

/// A socket's file descriptor, closed with its last user: a number is never closed under a thread that still reads from it.
final class Descriptor: Sendable {
    let raw: Int32

    init(_ raw: Int32) { self.raw = raw }

    deinit { close(raw) }

    /// Wakes every thread that waits on it.
    func shutDown() { _ = Glibc.shutdown(raw, Int32(SHUT_RDWR)) }

    func set(_ option: Int32, level: Int32 = SOL_SOCKET, to value: Int32) {
        var value = value
        _ = unsafe setsockopt(raw, level, option, &value, socklen_t(MemoryLayout<Int32>.size))
    }
}

/// A system call on a socket failed.
package struct SocketFailed: Error, CustomStringConvertible {
    package let call: String
    package let code: Int32
    package var description: String { "\(call): errno \(code)" }

    init(_ call: String, code: Int32 = errno) {
        self.call = call
        self.code = code
    }
}
