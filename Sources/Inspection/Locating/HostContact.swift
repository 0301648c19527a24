import ActiveDirectory
import Networking

/// What a host turned out to be when it was looked for: its addresses, its netlogon answer, how it takes connections.
struct HostContact: Sendable {
    var host: String
    var addresses: [IPAddress]
    /// Why the name has no address, where it has none.
    var resolution: String?
    var ping: NetlogonPing.Result?
    var reachability: Reachability
    /// When the host was first asked; probes that come later share its window, so that a silent host costs one timeout in all.
    var window: Deadline

    var flags: DomainControllerFlags? { ping?.response?.flags }

    var hasAnswered: Bool { reachability.state == .answered }

    /// Whether something that is not LDAP came back.
    var isForeign: Bool {
        ping?.streams.contains { if case .rejected = $0.result.outcome { true } else { false } } ?? false
    }

    /// Whether it said that it holds a writable copy of its domain.
    var saysWritable: Bool { flags?.contains(.writable) ?? false }
}
