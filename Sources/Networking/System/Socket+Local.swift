import CLinux
import Glibc

extension Socket {
    /// Connects to a stream socket in the file system (unix(7)), in blocking mode, on the calling thread.
    ///
    /// A server whose queue is full makes it wait, until the deadline at the latest (`EAGAIN`).
    package static func connectingLocally(to path: String, until deadline: Deadline) throws(SystemError) -> Socket {
        var address = sockaddr_un()
        let name = Array(path.utf8)
        let capacity = MemoryLayout.size(ofValue: address.sun_path)
        guard !name.isEmpty, !name.contains(0) else { throw SystemError(call: "connect", errno: EINVAL) }
        // The last byte stays zero.
        guard name.count < capacity else { throw SystemError(call: "connect", errno: ENAMETOOLONG) }
        address.sun_family = sa_family_t(AF_UNIX)
        unsafe withUnsafeMutableBytes(of: &address.sun_path) { unsafe $0.copyBytes(from: name) }

        let number = Glibc.socket(AF_UNIX, Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue), 0)
        guard number >= 0 else { throw SystemError(call: "socket", errno: errno) }
        let socket = Socket(OwnedDescriptor(adopting: number))
        while true {
            try socket.limitSending(to: max(1, deadline.pollMilliseconds))
            let result = unsafe withUnsafePointer(to: &address) { pointer in
                unsafe pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { pointer in
                    unsafe connect(number, pointer, socklen_t(MemoryLayout<sockaddr_un>.size)) == 0 ? 0 : errno
                }
            }
            switch result {
            case 0:
                try socket.limitSending(to: 0)
                return socket
            case EINTR where !deadline.hasPassed: continue
            default: throw SystemError(call: "connect", errno: result)
            }
        }
    }

    /// How long a send, and a connect to a local socket, may wait; 0 for ever.
    private func limitSending(to milliseconds: Int32) throws(SystemError) {
        guard clinux_limit_sending(descriptor.number, Int(milliseconds)) == 0 else {
            throw SystemError(call: "setsockopt", errno: errno)
        }
    }
}
