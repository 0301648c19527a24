import ActiveDirectory
import FoundationEssentials
import LDAP
import Logging
import Networking

/// Everything after the first bind: the configuration, then domains and domain controllers side by side.
struct Survey: Sendable {
    let opened: Opening.Opened
    let options: CollectionOptions
    let board: HostBoard
    let loop: ProbeLoop
    let logger: Logger
    let progress: @Sendable (Progress) -> Void

    /// Of how many the progress names those that are waited for.
    private static let namedAtMost = 32

    /// - Throws: ``CollectionError`` for an object that the caller named and that is not there.
    func run(target: String, startedAt: Date) async throws(CollectionError) -> ForestSnapshot {
        progress(.stage("reading the configuration of the forest"))
        let configuration = await ConfigurationReader(
            directory: Directory(connection: opened.session.connection),
            configuration: opened.rootDSE.configurationNamingContext ?? DistinguishedName(""),
            schema: opened.rootDSE.schemaNamingContext ?? DistinguishedName("")
        ).run()
        let topology = Topology(configuration)
        var (domains, controllers, security) = await readAll(topology)
        try await readUsers(topology, &domains)
        await readConsistencyGuids(topology, &domains)
        let forest = Assembly(
            topology: topology, domains: domains, controllers: controllers, security: security, options: options,
            rootDSE: opened.rootDSE
        ).forest()
        let isInterrupted = Task.isCancelled
        return ForestSnapshot(
            run: CollectionRun(
                target: target, startedAt: startedAt, finishedAt: Date(), complete: !isInterrupted,
                vantage: Vantage(
                    host: options.vantageHost, principal: opened.principal, mechanism: options.identity.mechanism,
                    transport: options.security.reportName, securityStrengthFactor: opened.session.strength,
                    server: DomainName.normalized(opened.session.host)),
                notes: isInterrupted ? ["The run ended before everything was read."] : []),
            forest: forest)
    }

    private func readAll(
        _ topology: Topology
    ) async -> ([DomainSurvey.Result], [ControllerSurvey.Result], SecuritySurvey.Result?) {
        progress(.stage("reading domains and domain controllers"))
        let domainSurvey = DomainSurvey(
            topology: topology, opened: opened, options: options, board: board, loop: loop, logger: logger)
        let controllerSurvey = ControllerSurvey(
            topology: topology, opened: opened, options: options, board: board, loop: loop,
            jobs: JobLimit(options.jobs), logger: logger)
        var readings: [DistinguishedName: Task<DomainSurvey.Result, Never>] = [:]
        for domain in topology.domains where isInScope(domain) {
            readings[domain.name] = Task { await domainSurvey.run(domain) }
        }
        let running = readings
        // Beside the domain controllers: one that is silent keeps nobody from reading what the others know.
        let rights = Task { options.readsRights ? await readRights(topology, running) : nil }
        return await withTaskCancellationHandler {
            let controllers = await readControllers(topology, controllerSurvey, running)
            let domains = await results(topology, running)
            let orphans = await readOrphans(topology, controllerSurvey, domains, controllers)
            return (domains, controllers + orphans, await rights.value)
        } onCancel: {
            for reading in running.values { reading.cancel() }
            rights.cancel()
        }
    }

    private func results(
        _ topology: Topology, _ readings: [DistinguishedName: Task<DomainSurvey.Result, Never>]
    ) async -> [DomainSurvey.Result] {
        var domains: [DomainSurvey.Result] = []
        for domain in topology.domains {
            if let reading = readings[domain.name] { domains.append(await reading.value) }
        }
        return domains
    }

    private func readRights(
        _ topology: Topology, _ readings: [DistinguishedName: Task<DomainSurvey.Result, Never>]
    ) async -> SecuritySurvey.Result {
        var domains: [DomainDirectory] = []
        var unread: [String] = []
        var trusts: [Trust] = []
        for result in await results(topology, readings) {
            trusts += result.facts.trusts.known ?? []
            if let directory = result.directory, let root = result.domain.namingContext.known {
                domains.append(await DomainDirectory(result, directory: directory, root: root))
            } else {
                unread.append(result.domain.domainName ?? result.domain.name.description)
            }
        }
        return await SecuritySurvey(
            domains: domains, unread: unread, configuration: Directory(connection: opened.session.connection),
            rootDSE: opened.rootDSE, trusts: trusts, given: options.connectorAccount, user: options.user,
            otherWritebacks: options.otherWritebacks, groupContainer: options.groupContainer, logger: logger
        ).run()
    }

    /// Counts the users of the domains side by side, where they are asked for.
    private func readUsers(
        _ topology: Topology, _ domains: inout [DomainSurvey.Result]
    ) async throws(CollectionError) {
        guard options.population != nil else { return }
        progress(.stage("reading users"))
        let survey = PopulationSurvey(
            topology: topology, opened: opened, options: options, board: board, logger: logger, progress: progress)
        let readings = await withTaskGroup(of: (Int, Result<Observed<Population>, CollectionError>).self) { group in
            for (index, domain) in domains.enumerated() {
                group.addTask {
                    do throws(CollectionError) {
                        return (index, .success(try await survey.run(domain)))
                    } catch {
                        return (index, .failure(error))
                    }
                }
            }
            return await group.reduce(into: []) { $0.append($1) }
        }
        for (index, reading) in readings { domains[index].population = try reading.get() }
    }

    /// Compares mS-DS-ConsistencyGuid with objectGUID, domain by domain side by side, where that is asked for.
    private func readConsistencyGuids(_ topology: Topology, _ domains: inout [DomainSurvey.Result]) async {
        guard options.otherWritebacks.contains(.consistencyGuid) else { return }
        progress(.stage("reading source anchors"))
        let survey = ConsistencyGuidSurvey(
            population: PopulationSurvey(
                topology: topology, opened: opened, options: options, board: board, logger: logger, progress: progress))
        let readings = await withTaskGroup(of: (Int, Observed<ConsistencyGuids>).self) { group in
            for (index, domain) in domains.enumerated() { group.addTask { (index, await survey.run(domain)) } }
            return await group.reduce(into: []) { $0.append($1) }
        }
        for (index, reading) in readings { domains[index].consistencyGuids = reading }
    }

    private func isInScope(_ domain: CrossReference) -> Bool {
        options.scope != .pdcEmulator || domain.namingContext.known == opened.rootDSE.defaultNamingContext
    }

    private func readControllers(
        _ topology: Topology, _ survey: ControllerSurvey,
        _ readings: [DistinguishedName: Task<DomainSurvey.Result, Never>]
    ) async -> [ControllerSurvey.Result] {
        let servers = await members(topology, readings)
        return await withTaskGroup(of: ControllerSurvey.Result.self) { group in
            var waiting = Set(servers.map { $0.server?.relativeName ?? $0.settings.name.description })
            for member in servers {
                let reading = member.domain.flatMap { readings[$0.name] }
                group.addTask { await survey.run(member, domainResult: reading) }
            }
            var results: [ControllerSurvey.Result] = []
            for await result in group {
                results.append(result)
                waiting.remove(result.server?.relativeName ?? result.settings?.name.description ?? "")
                // Names help when few are left; sorting thousands again and again would cost more than the reading.
                let names = waiting.count <= Self.namedAtMost ? waiting.sorted() : []
                progress(.domainControllers(done: results.count, of: servers.count, waitingFor: names))
            }
            return results
        }
    }

    /// The domain controllers that are asked.
    private func members(
        _ topology: Topology, _ readings: [DistinguishedName: Task<DomainSurvey.Result, Never>]
    ) async -> [Topology.DirectoryServer] {
        switch options.scope {
        case .forest: return topology.directoryServers
        case .pdcEmulator: return topology.directoryServers.filter { $0.domain.map(isInScope) ?? false }
        case .domains:
            let owners = Set(await results(topology, readings).compactMap(\.facts.pdcEmulator))
            return topology.directoryServers.filter { owners.contains($0.settings.name) }
        }
    }

    /// Domain controllers that only a computer account knows.
    private func readOrphans(
        _ topology: Topology, _ survey: ControllerSurvey, _ domains: [DomainSurvey.Result],
        _ controllers: [ControllerSurvey.Result]
    ) async -> [ControllerSurvey.Result] {
        guard options.scope != .domains else { return [] }
        let accounts = ComputerAccounts(domains.flatMap { $0.facts.computers.known ?? [] })
        let known = Set(controllers.compactMap { accounts.account(of: $0.server)?.name })
        return await withTaskGroup(of: ControllerSurvey.Result.self) { group in
            for domain in domains {
                for account in domain.facts.computers.known ?? [] where !known.contains(account.name) {
                    group.addTask { await survey.run(account, domain: domain.domain) }
                }
            }
            return await group.reduce(into: []) { $0.append($1) }
        }
    }
}

extension TransportSecurity {
    /// The word for reports and the command line.
    package var reportName: String {
        switch self {
        case .plain: "sealed"
        case .startTLS: "starttls"
        case .ldaps: "ldaps"
        }
    }
}
