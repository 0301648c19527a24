import ActiveDirectory
import Networking

/// Asking DNS.
extension ConnectionWalk {
    /// The records; nil when nothing names a domain controller.
    func names() async -> [ServiceRecord]? {
        let stages = NameStages(domain: domain, servers: options.servers, dnsServers: options.resolver.servers)
        let started = ContinuousClock.now
        let answer: Result<[ServiceRecord], ResolutionError>
        do {
            answer = .success(try await options.resolver.services(ServiceName.domainControllers(of: domain)))
        } catch let error as ResolutionError {
            answer = .failure(error)
        } catch {
            // Cancelled; nothing is recorded any more.
            return nil
        }
        log.add(stages.dns(answer, milliseconds: started.duration(to: .now) / .milliseconds(1)))
        var apex: ConnectionStage.Sighting?
        if case .failure(let error) = answer, [.noSuchName, .noData].contains(error.code) { apex = await lookUpApex() }
        log.add(stages.serviceRecords(answer, apex: apex))
        let records = (try? answer.get())?.stableOrder() ?? []
        return records.isEmpty && options.servers.isEmpty ? nil : records
    }

    /// Whether DNS knows the domain at all, which tells a wrong name from a resolver that does not see `_msdcs`.
    private func lookUpApex() async -> ConnectionStage.Sighting? {
        do {
            let found = try await options.resolver.addresses(of: domain, families: options.families)
            return .init("A/AAAA \(domain)", found.map(\.description).joined(separator: ", "))
        } catch {
            return (error as? ResolutionError).map { NameStages.sighting("A/AAAA \(domain)", $0) }
        }
    }

    func addresses(_ hosts: [String]) async -> Bool {
        let plan = Redirections(options)
        var found: [NameStages.Host] = []
        for host in hosts {
            let redirected = plan.addresses(of: host, port: plan.port, resolved: [])
            let resolution = redirected.isEmpty ? await board.resolution(host).value : nil
            found.append(NameStages.Host(name: host, redirected: redirected, resolution: resolution))
        }
        let stages = NameStages(domain: domain, servers: options.servers, dnsServers: options.resolver.servers)
        log.add(stages.addresses(found))
        return log.hasPassed(.addresses)
    }

    static func unique(_ hosts: [String]) -> [String] {
        var seen: Set<String> = []
        return hosts.filter { seen.insert(DomainName.normalized($0)).inserted }
    }
}
