import ActiveDirectory
import Logging
import Networking

/// Every host that the run has to do with, each looked for once.
///
/// All of them are asked side by side in one poll loop, and a host that does not answer holds up nobody who does not need it.
actor HostBoard {
    private let options: CollectionOptions
    private let loop: ProbeLoop
    private let logger: Logger
    private var contacts: [String: Task<HostContact, Never>] = [:]

    init(options: CollectionOptions, loop: ProbeLoop, logger: Logger) {
        self.options = options
        self.loop = loop
        self.logger = logger
    }

    /// The host's contact, begun now if it was not begun before. `domain` is what its netlogon service is asked about.
    func contact(_ host: String, domain: String) -> Task<HostContact, Never> {
        let key = DomainName.normalized(host)
        if let running = contacts[key] { return running }
        let task = Task { await look(for: host, domain: domain) }
        contacts[key] = task
        return task
    }

    /// Gives up whatever still waits.
    func cancelAll() {
        for task in contacts.values { task.cancel() }
    }

    private func look(for host: String, domain: String) async -> HostContact {
        let window = Deadline.after(options.connectTimeout)
        let plan = Redirections(options)
        var addresses: [IPAddress] = []
        var resolution: String?
        if !plan.covers(host, port: plan.port) {
            do {
                addresses = try await options.resolver.addresses(of: host, families: options.families)
            } catch {
                resolution = "\(error)"
            }
        }
        let datagrams = plan.addresses(of: host, port: 389, resolved: addresses)
        let streams = plan.addresses(of: host, port: plan.port, resolved: addresses)
        guard !streams.isEmpty else {
            logger.info("no address", metadata: ["host": "\(host)", "why": "\(resolution ?? "")"])
            return HostContact(
                host: host, addresses: addresses, resolution: resolution, ping: nil,
                reachability: Reachability(
                    state: .noAddress, why: resolution ?? "\(host) has no address of the families asked for"),
                window: window)
        }
        // LDAPS speaks TLS from the first byte: there the plain question can only go to 389, and the port is tried by itself.
        let usesLDAPS = options.security == .ldaps
        let ping = NetlogonPing(using: loop)
        async let answer = ping.ask(
            domain: domain, datagrams: datagrams, streams: usesLDAPS ? [] : streams, timeout: options.connectTimeout)
        let reachability: Reachability
        let found: NetlogonPing.Result
        if usesLDAPS {
            async let state = connect(streams)
            reachability = await state
            found = await answer
        } else {
            found = await answer
            reachability = Reachability(found, port: plan.port, timeout: options.connectTimeout)
        }
        log(host, found, reachability)
        return HostContact(
            host: host, addresses: addresses, resolution: nil, ping: found, reachability: reachability, window: window)
    }

    private func connect(_ addresses: [SocketAddress]) async -> Reachability {
        let timeout = options.connectTimeout
        let results = await withTaskGroup(of: (SocketAddress, ProbeResult).self) { [loop] group in
            for address in addresses {
                group.addTask { (address, await loop.submit(.connect(to: address, timeout: timeout))) }
            }
            var results: [(address: SocketAddress, result: ProbeResult)] = []
            for await result in group {
                results.append((result.0, result.1))
                if result.1.outcome == .open {
                    group.cancelAll()
                    break
                }
            }
            return results
        }
        return Reachability(connects: results, port: addresses.first?.port ?? 636, timeout: timeout)
    }

    private func log(_ host: String, _ ping: NetlogonPing.Result, _ reachability: Reachability) {
        var metadata: Logger.Metadata = ["host": "\(host)", "state": "\(reachability.state.rawValue)"]
        if let milliseconds = ping.milliseconds { metadata["milliseconds"] = "\(milliseconds)" }
        if reachability.state == .silent {
            logger.info("timeout waited for", metadata: metadata)
        } else {
            logger.info("host looked for", metadata: metadata)
        }
    }
}
