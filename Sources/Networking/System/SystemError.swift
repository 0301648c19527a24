import CLinux

/// A system call that failed: which one, and the error number that it left.
package struct SystemError: Error, Hashable, Sendable {
    /// The call's name as in its manual page, such as `connect`.
    package let call: String
    /// The raw error number; any value is possible.
    package let errno: Int32

    package init(call: String, errno: Int32) {
        self.call = call
        self.errno = errno
    }

    /// The C library's sentence for the number, such as `Connection refused`.
    package var text: String {
        guard let text = unsafe clinux_error_text(errno) else { return "unknown error \(errno)" }
        return unsafe String(cString: text)
    }

    /// The number's name, such as `ECONNREFUSED`; the number itself if it has none.
    package var name: String {
        guard let name = unsafe clinux_error_name(errno) else { return String(errno) }
        return unsafe String(cString: name)
    }
}

extension SystemError: CustomStringConvertible {
    package var description: String { "\(call): \(text) (\(name))" }
}
