import Foundation
import Synchronization

/// A network of the tests' own: a namespace with one end of a cable, the host with the other.
///
/// Needs root. In it: `10.213.N.2`; on the host's side `10.213.N.1`, N being the number of the pair. Addresses whose packets
/// vanish, are refused or cannot be routed exist only here.
package final class NetworkNamespace: Sendable {
    package let name: String
    /// Of the host's end, reachable from within.
    package let hostAddress: String
    /// Of the namespace's end, reachable from the host.
    package let innerAddress: String
    private let hostInterface: String
    private let removed = Mutex(false)

    private static let counter = Mutex(0)

    package static func make() async throws -> NetworkNamespace {
        guard getuid() == 0 else { throw NeedsRoot() }
        try await removeStale()
        // Another test process may hold the number: adding is the test of that.
        for _ in 0..<64 {
            let attempt = counter.withLock { value in
                value += 1
                return value
            }
            let number = (Int(ProcessInfo.processInfo.processIdentifier) &* 7 &+ attempt) % 250 + 1
            let namespace = NetworkNamespace(number)
            guard try await run("ip", ["netns", "add", namespace.name]).status == 0 else { continue }
            do {
                try await namespace.lay()
                return namespace
            } catch {
                await namespace.remove()
                throw error
            }
        }
        throw NeverHappened(what: "finding a free network namespace")
    }

    private init(_ number: Int) {
        name = "adinspect-\(ProcessInfo.processInfo.processIdentifier)-\(number)"
        hostInterface = "adi\(number)"
        hostAddress = "10.213.\(number).1"
        innerAddress = "10.213.\(number).2"
    }

    private func lay() async throws {
        let ip = { (arguments: [String]) in _ = try await runSuccessfully("ip", arguments) }
        try await ip(["link", "add", hostInterface, "type", "veth", "peer", "name", "eth0", "netns", name])
        try await ip(["addr", "add", "\(hostAddress)/24", "dev", hostInterface])
        try await ip(["link", "set", hostInterface, "up"])
        try await ip(["-n", name, "link", "set", "lo", "up"])
        try await ip(["-n", name, "addr", "add", "\(innerAddress)/24", "dev", "eth0"])
        try await ip(["-n", name, "link", "set", "eth0", "up"])
    }

    deinit {
        guard !removed.withLock({ $0 }) else { return }
        Self.removeNow(name: name, interface: hostInterface)
    }

    /// Takes it away; also done when the last reference goes. A test process that dies leaves it to the next one.
    package func remove() async {
        guard !removed.withLock({ $0 }) else { return }
        removed.withLock { $0 = true }
        Self.removeNow(name: name, interface: hostInterface)
    }

    private static func removeNow(name: String, interface: String) {
        for arguments in [["link", "del", interface], ["netns", "del", name]] {
            let process = Process()
            process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
            process.arguments = ["ip"] + arguments
            process.standardError = FileHandle.nullDevice
            try? process.run()
            process.waitUntilExit()
        }
    }

    /// Removes the namespaces of test processes that are no more.
    private static func removeStale() async throws {
        let list = try await runSuccessfully("ip", ["netns", "list"])
        for line in list.split(separator: "\n") {
            let name = String(line.prefix { $0 != " " })
            let parts = name.split(separator: "-")
            guard parts.count == 3, parts[0] == "adinspect", let owner = Int32(parts[1]) else { continue }
            if !FileManager.default.fileExists(atPath: "/proc/\(owner)") {
                removeNow(name: name, interface: "adi\(parts[2])")
            }
        }
    }

    /// Runs a command within.
    package func execute(
        _ executable: String, _ arguments: [String] = [], environment: [String: String?] = [:], input: String = "",
        timeout: Duration = .seconds(60)
    ) async throws -> CommandResult {
        try await run(
            "ip", ["netns", "exec", name, executable] + arguments, environment: environment, input: input,
            timeout: timeout)
    }

    /// From now on the namespace throws away, without a word, what comes to one of its ports, or whatever comes.
    package func drop(port: Int? = nil) async throws {
        for transport in port == nil ? ["all"] : ["tcp", "udp"] {
            let filter = port.map { ["--dport", String($0)] } ?? []
            try await succeed("iptables", ["-A", "INPUT", "-p", transport] + filter + ["-j", "DROP"])
        }
    }

    /// Ends all dropping.
    package func pass() async throws { try await succeed("iptables", ["-F", "INPUT"]) }

    /// Gives the host a route to a network that ends in the namespace, where every packet vanishes.
    ///
    /// - Returns: An address in it: a connect to it hears nothing.
    package func silentAddress() async throws -> String {
        let network = hostAddress.replacingOccurrences(of: "10.213.", with: "10.214.").dropLast(2)
        try await runSuccessfully("ip", ["route", "replace", "\(network).0/24", "via", innerAddress])
        try await succeed("ip", ["route", "replace", "blackhole", "\(network).0/24"])
        return "\(network).7"
    }

    /// - Returns: An address to which there is no way: the router on the way says so, and a connect fails with EHOSTUNREACH.
    package func unroutableAddress() async throws -> String {
        let network = hostAddress.replacingOccurrences(of: "10.213.", with: "10.215.").dropLast(2)
        try await runSuccessfully("ip", ["route", "replace", "\(network).0/24", "via", innerAddress])
        try await succeed("ip", ["route", "replace", "unreachable", "\(network).0/24"])
        // Only one that forwards says that there is no way on.
        try await succeed("sh", ["-c", "echo 1 >/proc/sys/net/ipv4/ip_forward"])
        return "\(network).7"
    }

    private func succeed(_ executable: String, _ arguments: [String]) async throws {
        let result = try await execute(executable, arguments)
        guard result.status == 0 else { throw CommandFailed(command: [executable] + arguments, result: result) }
    }
}

/// The fixture makes interfaces and namespaces, which only root may.
package struct NeedsRoot: Error, CustomStringConvertible {
    package var description: String { "Network namespaces can only be made by root: run the tests as root" }
}
