import ActiveDirectory
import Networking

extension Reachability {
    /// From a netlogon question over TCP, which is an LDAP search: whoever answers it answers LDAP.
    init(_ ping: NetlogonPing.Result, port: UInt16, timeout: Duration) {
        if ping.streams.contains(where: { $0.result.answer != nil }) {
            self.init(state: .answered, milliseconds: ping.milliseconds)
            return
        }
        self.init(connects: ping.streams, port: port, timeout: timeout)
    }

    /// From what the addresses of one host met; the most telling decides.
    init(connects: [(address: SocketAddress, result: ProbeResult)], port: UInt16, timeout: Duration) {
        let outcomes = connects.map(\.result.outcome)
        let seconds = timeout / .seconds(1)
        if let open = connects.first(where: { $0.result.outcome == .open }) {
            self.init(state: .answered, milliseconds: open.result.milliseconds)
        } else if outcomes.contains(.refused) {
            self.init(state: .refused, why: "TCP \(port) refused the connection")
        } else if outcomes.contains(where: { if case .unanswered = $0 { true } else { false } }) {
            self.init(
                state: .silent, why: "TCP \(port) accepted the connection, and no LDAP answer came within \(seconds) s")
        } else if outcomes.contains(where: { if case .closed = $0 { true } else { false } }) {
            self.init(state: .closed, why: "TCP \(port) accepted the connection and closed it without an answer")
        } else if let foreign = outcomes.compactMap({ if case .rejected(let bytes) = $0 { bytes } else { nil } }).first
        {
            self.init(state: .closed, why: "TCP \(port) sent something that is not LDAP: \(Self.shown(foreign))")
        } else if let error = outcomes.compactMap({ if case .unreachable(let error) = $0 { error } else { nil } }).first
        {
            self.init(state: .silent, why: "the network has no way to the host: \(error)")
        } else if outcomes.contains(.silent) {
            self.init(state: .silent, why: "nothing came back from TCP \(port) within \(seconds) s")
        } else if let error = outcomes.compactMap({ if case .notTried(let error) = $0 { error } else { nil } }).first {
            self.init(state: .notAsked, why: "this host could not try: \(error)")
        } else {
            self.init(state: .notAsked, why: "the attempt was given up")
        }
    }

    private static func shown(_ bytes: [UInt8]) -> String {
        "\"" + bytes.prefix(24).map { (0x20...0x7E).contains($0) ? String(UnicodeScalar($0)) : "." }.joined() + "\""
    }
}
