import Networking

/// What a TCP connect to one address and port of a host met. Each address is tried, so that a family without a way shows.
struct PortTrial: Sendable {
    enum Purpose: Sendable {
        case ldap
        case kerberos
    }

    var host: String
    var address: SocketAddress
    var purpose: Purpose
    var result: ProbeResult

    var isOpen: Bool { result.outcome == .open }

    /// Tries them all side by side: silent ones cost one timeout together.
    static func run(
        _ targets: [(host: String, address: SocketAddress, purpose: Purpose)], timeout: Duration, using loop: ProbeLoop
    ) async -> [PortTrial] {
        await withTaskGroup(of: (Int, PortTrial).self) { group in
            for (index, target) in targets.enumerated() {
                group.addTask {
                    let result = await loop.submit(.connect(to: target.address, timeout: timeout))
                    return (
                        index,
                        PortTrial(host: target.host, address: target.address, purpose: target.purpose, result: result)
                    )
                }
            }
            var trials: [(Int, PortTrial)] = []
            for await trial in group { trials.append(trial) }
            return trials.sorted { $0.0 < $1.0 }.map(\.1)
        }
    }
}

extension ProbeResult {
    /// In words, for somebody who asks why.
    func words(timeout: Duration) -> String {
        switch outcome {
        case .open: "open"
        case .refused: "refused"
        case .silent: "silent: nothing came back within \(timeout.inWords)"
        case .unreachable(let error): "unreachable: \(error.text)"
        case .notTried(let error): "could not be tried: \(error.text)"
        case .answered: "answered"
        case .unanswered: "accepted, and no answer within \(timeout.inWords)"
        case .closed: "accepted, and closed without an answer"
        case .rejected: "answered with something else"
        case .cancelled: "given up"
        }
    }
}

extension Duration {
    /// Seconds, with a decimal where there is one: `3 s`, `2.5 s`.
    var inWords: String {
        let tenths = Int64((self / .milliseconds(100)).rounded())
        return tenths % 10 == 0 ? "\(tenths / 10) s" : "\(tenths / 10).\(tenths % 10) s"
    }
}
