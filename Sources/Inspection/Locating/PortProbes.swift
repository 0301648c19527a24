import Logging
import Networking

/// Tries the ports of a domain controller that matter to writeback, within the window that the host has anyway.
struct PortProbes: Sendable {
    static let ports: [UInt16] = [88, 135, 389, 445, 464, 636, 3268]

    let options: CollectionOptions
    let loop: ProbeLoop

    /// By port; all `.notCollected` where trying them would say nothing.
    func run(_ addresses: [IPAddress], window: Deadline) async -> [Int: Observed<PortState>] {
        if !options.probesPorts { return Self.none("ports were not probed (--no-probe)") }
        if !options.redirections.isEmpty {
            return Self.none("through --connect-to the ports of the host itself cannot be tried")
        }
        guard !addresses.isEmpty else { return Self.none("the host has no address") }
        // What is left of the host's window: a silent host costs one timeout in all. At least enough for a slow round trip.
        let timeout = max(ContinuousClock.now.duration(to: window.instant), .milliseconds(500))
        return await withTaskGroup(of: (UInt16, PortState?).self) { group in
            for port in Self.ports {
                group.addTask { (port, await state(of: port, addresses, timeout)) }
            }
            var states: [Int: Observed<PortState>] = [:]
            for await (port, state) in group {
                states[Int(port)] = state.map { .value($0) } ?? .notCollected(why: "the attempt was given up")
            }
            return states
        }
    }

    static func none(_ why: String) -> [Int: Observed<PortState>] {
        Dictionary(uniqueKeysWithValues: ports.map { (Int($0), .notCollected(why: why)) })
    }

    /// The best that any address of the host gives.
    private func state(of port: UInt16, _ addresses: [IPAddress], _ timeout: Duration) async -> PortState? {
        await withTaskGroup(of: ProbeResult.self) { group in
            for address in addresses {
                group.addTask {
                    await loop.submit(.connect(to: SocketAddress(address, port: port), timeout: timeout))
                }
            }
            var found: Set<PortState> = []
            for await result in group {
                switch result.outcome {
                case .open:
                    group.cancelAll()
                    return .open
                case .refused: found.insert(.refused)
                case .silent: found.insert(.silent)
                case .unreachable: found.insert(.unreachable)
                default: break
                }
            }
            return [.refused, .silent, .unreachable].first { found.contains($0) }
        }
    }
}
