import Glibc

/// Writing all of a text to a descriptor.
enum DescriptorOutput {
    static func write(_ text: String, to descriptor: Int32) throws(SystemReason) {
        var rest = ArraySlice(text.utf8)
        while !rest.isEmpty {
            let count = unsafe rest.withUnsafeBytes { unsafe Glibc.write(descriptor, $0.baseAddress, $0.count) }
            if count > 0 {
                rest = rest.dropFirst(count)
            } else if count == 0 {
                throw SystemReason(EIO)
            } else if errno == EAGAIN {
                // Somebody who shares the terminal or the pipe has made it non-blocking.
                var waited = pollfd(fd: descriptor, events: Int16(POLLOUT), revents: 0)
                _ = unsafe poll(&waited, 1, -1)
            } else if errno != EINTR {
                throw SystemReason()
            }
        }
    }
}
