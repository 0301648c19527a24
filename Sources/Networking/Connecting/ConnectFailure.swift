/// None of a host's addresses could be connected to.
package struct ConnectFailure: Error, Sendable {
    package struct Attempt: Hashable, Sendable {
        package let address: SocketAddress
        package let outcome: ConnectOutcome
        /// From the first packet sent to this address to its outcome.
        package let milliseconds: Double

        package init(address: SocketAddress, outcome: ConnectOutcome, milliseconds: Double) {
            self.address = address
            self.outcome = outcome
            self.milliseconds = milliseconds
        }
    }

    /// What the attempts say together about the host.
    package struct Kind: Hashable, Sendable, RawRepresentable {
        package let rawValue: String

        package init(rawValue: String) { self.rawValue = rawValue }

        /// An address answered with a no: the host is there, the port is closed.
        package static let refused = Kind(rawValue: "refused")
        /// No address answered in time.
        package static let silent = Kind(rawValue: "silent")
        /// No way leads to any address.
        package static let unreachable = Kind(rawValue: "unreachable")
        /// There was no address to try.
        package static let noAddress = Kind(rawValue: "noAddress")
        /// This host had no descriptor or memory left.
        package static let notTried = Kind(rawValue: "notTried")
        package static let cancelled = Kind(rawValue: "cancelled")
    }

    /// One for each address that was tried, in the order of the attempts.
    package let attempts: [Attempt]
    package let kind: Kind

    package init(attempts: [Attempt]) {
        self.attempts = attempts
        kind = Self.kind(of: attempts.map(\.outcome))
    }

    /// The most telling outcome decides: a refusal proves that the host is there, silence leaves it open, and no route
    /// says more about this host than about the other.
    private static func kind(of outcomes: [ConnectOutcome]) -> Kind {
        if outcomes.isEmpty { return .noAddress }
        if outcomes.contains(.cancelled) { return .cancelled }
        if outcomes.contains(.refused) { return .refused }
        if outcomes.contains(.silent) { return .silent }
        return outcomes.contains { if case .unreachable = $0 { true } else { false } } ? .unreachable : .notTried
    }
}

extension ConnectFailure: CustomStringConvertible {
    package var description: String {
        guard !attempts.isEmpty else { return "there is no address to connect to" }
        return attempts.map { "\($0.address): \($0.outcome) after \(Int($0.milliseconds.rounded())) ms" }
            .joined(separator: "; ")
    }
}
