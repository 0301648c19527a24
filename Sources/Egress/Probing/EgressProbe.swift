import FoundationEssentials
package import Networking

/// Tries the way out to every endpoint, side by side, and then leaves connections to those that answer alone for a while.
package struct EgressProbe: Sendable {
    private let configuration: EgressConfiguration
    private let resolver: Resolver
    private let progress: @Sendable (EgressProgress) -> Void

    package init(
        _ configuration: EgressConfiguration, resolver: Resolver,
        progress: @escaping @Sendable (EgressProgress) -> Void = { _ in }
    ) {
        self.configuration = configuration
        self.resolver = resolver
        self.progress = progress
    }

    /// Returns what was seen; a cancellation ends every wait, and what is not known by then is told as interrupted.
    ///
    /// - Throws: `SystemError` if this host cannot give what the run needs.
    package func run() async throws -> EgressFindings {
        let started = Date.now
        let wakeup = try Wakeup()
        let (endpoints, idle) = try await withTaskCancellationHandler {
            let reached = try await reach(wakeup)
            return (reached.map(\.finding), try await keepSilent(reached, wakeup))
        } onCancel: {
            wakeup.signal()
        }
        let requirements = configuration.cloud.requirements.map { requirement in
            RequirementFinding(
                requirement: requirement, tried: configuration.targets.filter { requirement.isServed(by: $0) })
        }
        let run = EgressFindings.Run(
            host: configuration.hostName, startedAt: started, finishedAt: .now, isComplete: !wakeup.isSignalled,
            cloud: configuration.cloud, proxy: configuration.proxy.map { "http://\($0)" },
            trust: configuration.trust.path, timeout: configuration.timeout)
        return EgressFindings(run: run, requirements: requirements, endpoints: endpoints, idle: idle)
    }

    // MARK: - The way

    private struct Reached: Sendable {
        let finding: EndpointFinding
        let addresses: [SocketAddress]
    }

    private func reach(_ wakeup: Wakeup) async throws -> [Reached] {
        try await inOrder(configuration.targets) { endpoint in
            progress(.reaching(endpoint))
            return try await reach(endpoint, wakeup)
        }
    }

    private func reach(_ endpoint: Endpoint, _ wakeup: Wakeup) async throws -> Reached {
        let requirement = configuration.cloud.requirements.first { $0.isServed(by: endpoint) }?.name
        let (addresses, dns) = await resolve(configuration.proxy ?? endpoint)
        guard !addresses.isEmpty else {
            return Reached(
                finding: EndpointFinding(endpoint: endpoint, requirement: requirement, stages: [dns]), addresses: [])
        }
        let probe = EndpointProbe(connection: connection(to: endpoint, wakeup), requirement: requirement)
        let finding = try await WorkerThread.run(name: "egress") { probe.run(addresses, dns: dns) }
        return Reached(finding: finding, addresses: addresses)
    }

    private func resolve(_ target: Endpoint) async -> ([SocketAddress], EgressStage) {
        if let redirected = configuration.redirections[target] {
            let stage = EgressStage(
                .dns, .met, seen: "sent to \(redirected)", meaning: "--connect-to names the address; DNS was not asked."
            )
            return ([redirected], stage)
        }
        let clock = ContinuousClock()
        let started = clock.now
        do {
            let found = try await resolver.lookUp(target.host, families: configuration.families)
            let source =
                switch found.source {
                case .literal: "an address"
                case .hostsFile: "from the hosts file"
                case .dns: "from DNS"
                }
            let stage = EgressStage(
                .dns, .met, seen: found.addresses.map(\.description).joined(separator: ", "),
                meaning: "\(target.host) has addresses (\(source)).",
                milliseconds: started.duration(to: clock.now) / .milliseconds(1))
            return (found.addresses.map { SocketAddress($0, port: target.port) }, stage)
        } catch let error as ResolutionError {
            return ([], failure(error, of: target))
        } catch {
            return ([], .interrupted(.dns))
        }
    }

    private func failure(_ error: ResolutionError, of target: Endpoint) -> EgressStage {
        let isProxy = configuration.proxy == target
        let isAnswered = error.code == .noSuchName || error.code == .noData || error.code == .invalidName
        return EgressStage(
            .dns, isAnswered ? .blocked : .undecided, seen: error.description,
            meaning: isAnswered
                ? "DNS knows no address of \(target.host) here." : "No DNS server said where \(target.host) is.",
            advice: isProxy
                ? "Check the host of --proxy."
                : isAnswered
                    ? "Let the DNS servers of this network resolve public names, or name the proxy with --proxy, which resolves them itself."
                    : "Check the DNS servers of this host, or name one with --dns-server.")
    }

    // MARK: - Silence

    private func keepSilent(_ reached: [Reached], _ wakeup: Wakeup) async throws -> [IdleFinding] {
        let steps = reached.flatMap { one in configuration.silences.map { (one, $0) } }
        return try await inOrder(steps) { one, silence in
            let endpoint = one.finding.endpoint
            guard one.finding.isAnswered, !wakeup.isSignalled else {
                return IdleFinding(
                    endpoint: endpoint, silence: silence, outcome: wakeup.isSignalled ? .interrupted : .notTried,
                    noticed: nil, after: nil, seen: wakeup.isSignalled ? "interrupted" : "no way to the endpoint")
            }
            let probe = IdleProbe(
                connection: connection(to: endpoint, wakeup), silence: silence, progress: progress)
            return try await WorkerThread.run(name: "egress-idle") { probe.run(one.addresses) }
        }
    }

    private func connection(to endpoint: Endpoint, _ wakeup: Wakeup) -> EndpointConnection {
        EndpointConnection(endpoint: endpoint, configuration: configuration, wakeup: wakeup)
    }

    /// Does all side by side; the results stand in the order of what they are about.
    private func inOrder<Item: Sendable, Value: Sendable>(
        _ items: [Item], _ body: @escaping @Sendable (Item) async throws -> Value
    ) async throws -> [Value] {
        try await withThrowingTaskGroup(of: (Int, Value).self) { group in
            for (place, item) in items.enumerated() {
                group.addTask { (place, try await body(item)) }
            }
            var results: [(Int, Value)] = []
            for try await result in group { results.append(result) }
            return results.sorted { $0.0 < $1.0 }.map(\.1)
        }
    }
}
