import ActiveDirectory
import LDAP
import Logging
import Networking

/// Every host that the run has to do with, each looked for once.
///
/// All of them are asked side by side in one poll loop, and a host that does not answer holds up nobody who does not need it.
actor HostBoard {
    /// What DNS says of a host's name.
    struct Resolution: Sendable {
        var addresses: [IPAddress]
        var failure: String?
        /// Whether the run ended before DNS had answered.
        var isGivenUp = false
        /// The name that an alias led to; for showing only.
        var canonicalName: String?
        var isFromHostsFile = false
    }

    private let options: CollectionOptions
    private let loop: ProbeLoop
    private let logger: Logger
    private struct Question: Hashable {
        var host: String
        var domain: String
    }

    private var contacts: [Question: Task<HostContact, Never>] = [:]
    private var resolutions: [String: Task<Resolution, Never>] = [:]
    private var records: [String: Task<Observed<[ServiceRecord]>, Never>] = [:]
    private var windows: [String: Deadline] = [:]
    private var isCancelled = false

    init(options: CollectionOptions, loop: ProbeLoop, logger: Logger) {
        self.options = options
        self.loop = loop
        self.logger = logger
    }

    /// The host's contact, begun now if it was not begun before. `domain` is what its netlogon service is asked about.
    func contact(_ host: String, domain: String) -> Task<HostContact, Never> {
        // A host named by the caller may serve another domain than the one that it is first asked about.
        let key = Question(host: DomainName.normalized(host), domain: DomainName.normalized(domain))
        if let running = contacts[key] { return running }
        let task = Task { await look(for: host, domain: domain) }
        if isCancelled { task.cancel() }
        contacts[key] = task
        return task
    }

    /// The SRV records of a name, asked for once.
    func services(_ name: String) -> Task<Observed<[ServiceRecord]>, Never> {
        let key = DomainName.normalized(name)
        if let running = records[key] { return running }
        let task = Task { [options] () -> Observed<[ServiceRecord]> in
            do {
                return .value(try await options.resolver.services(name))
            } catch let error as ResolutionError where error.code == .noSuchName || error.code == .noData {
                return .absent
            } catch {
                return .unreachable(why: Directory.reason(error))
            }
        }
        if isCancelled { task.cancel() }
        records[key] = task
        return task
    }

    /// The addresses of a host's name, looked up once.
    func resolution(_ host: String) -> Task<Resolution, Never> {
        let key = DomainName.normalized(host)
        if let running = resolutions[key] { return running }
        let task = Task { [options] in
            do {
                let found = try await options.resolver.lookUp(host, families: options.families)
                return Resolution(
                    addresses: found.addresses, failure: nil, canonicalName: found.canonicalName,
                    isFromHostsFile: found.source == .hostsFile)
            } catch {
                return Resolution(
                    addresses: [], failure: Directory.reason(error), isGivenUp: error is CancellationError)
            }
        }
        if isCancelled { task.cancel() }
        resolutions[key] = task
        return task
    }

    /// By when a host must have answered: one window for all that it is asked without a connection, so that a silent host costs one
    /// timeout in all.
    func window(_ host: String) -> Deadline {
        let key = DomainName.normalized(host)
        let window = windows[key] ?? .after(options.connectTimeout)
        windows[key] = window
        return window
    }

    /// Gives up whatever still waits, and whatever is asked for from now on.
    func cancelAll() {
        isCancelled = true
        for task in contacts.values { task.cancel() }
        for task in records.values { task.cancel() }
        for task in resolutions.values { task.cancel() }
    }

    private func look(for host: String, domain: String) async -> HostContact {
        let plan = Redirections(options)
        let covered = plan.covers(host, port: plan.port)
        let found = covered ? Resolution(addresses: [], failure: nil) : await resolution(host).value
        let (addresses, resolution) = (found.addresses, found.failure)
        let window = window(host)
        let datagrams = plan.addresses(of: host, port: 389, resolved: addresses)
        let streams = plan.addresses(of: host, port: plan.port, resolved: addresses)
        guard !streams.isEmpty else {
            logger.info("no address", metadata: ["host": "\(host)", "why": "\(resolution ?? "")"])
            return HostContact(
                host: host, addresses: addresses, resolution: resolution, ping: nil,
                reachability: Reachability(
                    state: found.isGivenUp ? .notAsked : .noAddress,
                    why: resolution ?? "\(host) has no address of the families asked for"),
                window: window)
        }
        // LDAPS speaks TLS from the first byte: there the plain question can only go to 389, and the port is tried by itself.
        let usesLDAPS = options.security == .ldaps
        let ping = NetlogonPing(using: loop)
        async let answer = ping.ask(
            domain: domain, datagrams: datagrams, streams: usesLDAPS ? [] : streams, timeout: options.connectTimeout)
        let reachability: Reachability
        let pinged: NetlogonPing.Result
        if usesLDAPS {
            async let state = connect(streams)
            reachability = await state
            pinged = await answer
        } else {
            pinged = await answer
            reachability = Reachability(pinged, port: plan.port, timeout: options.connectTimeout)
        }
        log(host, pinged, reachability)
        return HostContact(
            host: host, addresses: addresses, resolution: nil, ping: pinged, reachability: reachability, window: window)
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
