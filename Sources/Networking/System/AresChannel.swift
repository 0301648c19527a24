import CAres
import Glibc

/// A c-ares channel to one DNS server. It belongs to the thread that made it.
@safe final class AresChannel {
    struct Reply {
        /// Who asked.
        let key: UInt64
        /// `ARES_SUCCESS` or the library's error.
        let status: Int32
        /// The message as it came; empty if none did.
        let message: [UInt8]

        var statusText: String { unsafe String(cString: ares_strerror(status)) }

        /// What the library's error means for the question, if no message came.
        var code: ResolutionError.Code {
            switch status {
            case ARES_ETIMEOUT: .timedOut
            case ARES_ECONNREFUSED: .unreachable
            case ARES_EBADNAME, ARES_EBADQUERY: .invalidName
            case ARES_EBADRESP, ARES_EFORMERR: .malformed
            case ARES_ENOMEM: .notAsked
            default: .serverFailure
            }
        }
    }

    struct Failure: Error {
        let call: String
        let status: Int32

        var text: String { unsafe "\(call): \(String(cString: ares_strerror(status)))" }
    }

    /// Where the callbacks put what came. An object of its own, since callbacks still run while the channel ends.
    private final class Inbox { var replies: [Reply] = [] }

    private final class Question {
        let key: UInt64
        let inbox: Inbox

        init(key: UInt64, inbox: Inbox) {
            self.key = key
            self.inbox = inbox
        }
    }

    /// `ares_library_init` is not safe to run twice at once.
    private static let libraryStatus = ares_library_init(ARES_LIB_INIT_ALL)

    private let channel: ares_channel
    private let inbox = Inbox()

    /// A channel that asks `server` once and waits for `timeout`; nil: the system's own servers (to learn which).
    init(server: SocketAddress?, timeout: Duration) throws(Failure) {
        guard Self.libraryStatus == ARES_SUCCESS else {
            throw Failure(call: "ares_library_init", status: Self.libraryStatus)
        }
        var options = unsafe ares_options()
        // NOCHECKRESP: a server's SERVFAIL or REFUSED is handed over instead of being lost as "connection refused".
        unsafe options.flags = ARES_FLAG_NOSEARCH | ARES_FLAG_NOALIASES | ARES_FLAG_NOCHECKRESP
        unsafe options.timeout = Int32(clamping: Int64(timeout / .milliseconds(1)))
        unsafe options.tries = 1
        var channel: ares_channel?
        let mask = ARES_OPT_FLAGS | ARES_OPT_TIMEOUTMS | ARES_OPT_TRIES
        let status = unsafe ares_init_options(&channel, &options, mask)
        guard status == ARES_SUCCESS, let made = unsafe channel else {
            throw Failure(call: "ares_init_options", status: status)
        }
        if let server {
            let set = unsafe ares_set_servers_ports_csv(made, server.description)
            guard set == ARES_SUCCESS else {
                unsafe ares_destroy(made)
                throw Failure(call: "ares_set_servers_ports_csv", status: set)
            }
        }
        unsafe self.channel = made
    }

    deinit { unsafe ares_destroy(channel) }

    /// The servers that this channel would ask.
    var servers: [SocketAddress] {
        var list: UnsafeMutablePointer<ares_addr_port_node>?
        guard unsafe ares_get_servers_ports(channel, &list) == ARES_SUCCESS else { return [] }
        defer { unsafe ares_free_data(list) }
        var servers: [SocketAddress] = []
        var next = unsafe list
        while let node = unsafe next {
            let port = UInt16(truncatingIfNeeded: unsafe node.pointee.udp_port)
            let length = unsafe node.pointee.family == AF_INET ? 4 : 16
            let bytes = unsafe withUnsafeBytes(of: node.pointee.addr) { unsafe [UInt8]($0.prefix(length)) }
            if let address = IPAddress(bytes: bytes) {
                servers.append(SocketAddress(address, port: port == 0 ? 53 : port))
            }
            unsafe next = node.pointee.next
        }
        return servers
    }

    /// Asks; the reply is in `takeReplies()` after a later `process`, or at once.
    func ask(_ name: String, type: UInt16, key: UInt64) {
        let question = unsafe Unmanaged.passRetained(Question(key: key, inbox: inbox))
        unsafe ares_query(
            channel, name, 1, Int32(type),
            { argument, status, _, bytes, count in
                guard let argument = unsafe argument else { return }
                let question = unsafe Unmanaged<Question>.fromOpaque(argument).takeRetainedValue()
                let message = unsafe [UInt8](UnsafeBufferPointer(start: bytes, count: Int(max(count, 0))))
                question.inbox.replies.append(Reply(key: question.key, status: status, message: message))
            }, question.toOpaque())
    }

    func takeReplies() -> [Reply] {
        defer { inbox.replies = [] }
        return inbox.replies
    }

    /// The descriptors to wait for; they stay the channel's.
    var sockets: [(number: Int32, interest: Readiness)] {
        var numbers = [ares_socket_t](repeating: -1, count: Int(ARES_GETSOCK_MAXNUM))
        let bits = unsafe ares_getsock(channel, &numbers, ARES_GETSOCK_MAXNUM)
        return numbers.enumerated().compactMap { place, number in
            var interest: Readiness = []
            if bits & (1 << Int32(place)) != 0 { interest.insert(.readable) }
            if bits & (1 << (Int32(place) + ARES_GETSOCK_MAXNUM)) != 0 { interest.insert(.writable) }
            return interest.isEmpty ? nil : (number, interest)
        }
    }

    /// When the channel wants `processTimeouts()` at the latest; nil if it waits for nothing.
    var nextTimeout: Deadline? {
        var value = timeval()
        guard unsafe ares_timeout(channel, nil, &value) != nil else { return nil }
        return .after(.seconds(value.tv_sec) + .microseconds(value.tv_usec))
    }

    func process(_ number: Int32, _ ready: Readiness) {
        // An error or hang-up is learned by reading.
        let isReadable = !ready.isDisjoint(with: [.readable, .failed, .hungUp])
        unsafe ares_process_fd(channel, isReadable ? number : -1, ready.contains(.writable) ? number : -1)
    }

    func processTimeouts() { unsafe ares_process_fd(channel, -1, -1) }
}
