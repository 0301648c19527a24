import Glibc

/// How an attempt to reach an address ended without a connection.
package enum ConnectOutcome: Hashable, Sendable {
    /// The host, or a firewall in its name, said no: TCP reset or ICMP port unreachable.
    case refused
    /// Nothing came back in time.
    case silent
    /// This host or the network has no way there, or forbids it.
    case unreachable(SystemError)
    /// This host could not even try: no descriptor left, or no memory.
    case notTried(SystemError)
    /// Given up from outside.
    case cancelled

    /// Sorts a failed call into what it means for the address.
    package init(_ error: SystemError) {
        self =
            switch error.errno {
            case ECONNREFUSED, ECONNRESET: .refused
            case ETIMEDOUT: .silent
            case EMFILE, ENFILE, ENOBUFS, ENOMEM: .notTried(error)
            default: .unreachable(error)
            }
    }
}

extension ConnectOutcome: CustomStringConvertible {
    package var description: String {
        switch self {
        case .refused: "refused"
        case .silent: "no answer"
        case .unreachable(let error): "unreachable (\(error.text))"
        case .notTried(let error): "not tried (\(error.text))"
        case .cancelled: "cancelled"
        }
    }
}
