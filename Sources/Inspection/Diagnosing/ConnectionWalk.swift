import ActiveDirectory
import FoundationEssentials
import LDAP
import Networking

/// The running of the stages: asks, measures, and has each stage judged.
struct ConnectionWalk: Sendable {
    /// What became of it, apart from the stages.
    struct Ending: Sendable {
        var server: String?
        var principal: String?
        var strength: Int?
    }

    let opening: Opening
    let log: StageLog
    let probesPosture: Bool

    private var options: CollectionOptions { opening.options }
    private var board: HostBoard { opening.board }
    private var domain: String { opening.domain }
    private var isSimple: Bool { if case .simple = options.identity { true } else { false } }

    func run() async -> Ending {
        opening.progress(.stage("asking DNS"))
        guard let records = await names() else { return Ending() }
        let hosts = Self.unique(options.servers + records.map(\.target))
        guard await addresses(hosts) else { return Ending() }

        // Side by side from here on: what is silent costs one timeout in all.
        opening.progress(.stage("connecting"))
        let kerberos = preparation
        async let readiness = prepare(kerberos, records)
        async let reached = reach(hosts, records)
        let way = await reached
        let realms = await readiness
        log.add(saslStage)
        let ticket = await tickets(kerberos, realms, hasWay: way != nil)
        await clocks(way, kerberos, realms)
        guard let way else { return Ending() }
        return await directory(way, kerberos, realms, hasTicket: ticket)
    }

    // MARK: DNS

    /// The records; nil when nothing names a domain controller.
    private func names() async -> [ServiceRecord]? {
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

    private func addresses(_ hosts: [String]) async -> Bool {
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

    private static func unique(_ hosts: [String]) -> [String] {
        var seen: Set<String> = []
        return hosts.filter { seen.insert(DomainName.normalized($0)).inserted }
    }

    // MARK: TCP, LDAP, TLS

    /// A domain controller whose connection stands.
    struct Way: Sendable {
        var contact: HostContact
        var connection: LDAPConnection
    }

    private func reach(_ hosts: [String], _ records: [ServiceRecord]) async -> Way? {
        var contacts: [Task<HostContact, Never>] = []
        for host in hosts { contacts.append(await board.contact(host, domain: domain)) }
        // The choice is made as check makes it, which does not wait for those that are silent.
        async let first = firstBind.next(hosts, tried: [], firstBind.priorities(records))
        async let trials = tryPorts(hosts)
        let chosen = await first
        let transport = TransportStages(
            domain: domain, port: Redirections(options).port, timeout: options.connectTimeout, needsKDC: needsPort88)
        log.add(transport.tcp(await trials))
        guard log.hasPassed(.tcp) else { return nil }
        var found: [HostContact] = []
        for contact in contacts { found.append(await contact.value) }
        let failure = chosen == nil ? await firstBind.failure(hosts, []) as? CollectionError : nil
        log.add(transport.domainController(found, chosen: chosen, failure: failure))
        guard let chosen else { return nil }
        return await connect(chosen, hosts, records)
    }

    /// Whether the ticket is to come from port 88 of the domain controllers, and not from where the caller says.
    private var needsPort88: Bool {
        guard case .kerberos(_, let logon) = options.identity, let realm = KerberosRealm(domain) else { return false }
        return logon.namedKDCs[realm, default: []].isEmpty
    }

    private func tryPorts(_ hosts: [String]) async -> [PortTrial] {
        let plan = Redirections(options)
        var targets: [(host: String, address: SocketAddress, purpose: PortTrial.Purpose)] = []
        for host in hosts {
            let isRedirected = plan.covers(host, port: plan.port)
            let resolved = isRedirected ? [] : await board.resolution(host).value.addresses
            for address in plan.addresses(of: host, port: plan.port, resolved: resolved) {
                targets.append((host, address, .ldap))
            }
            for address in resolved where options.probesPorts {
                targets.append((host, SocketAddress(address, port: KerberosConfiguration.defaultPort), .kerberos))
            }
        }
        return await PortTrial.run(targets, timeout: options.connectTimeout, using: opening.loop)
    }

    private var binder: Binder { Binder(options: options, kerberos: nil, realm: nil, logger: opening.logger) }

    private var firstBind: FirstBind {
        FirstBind(domain: domain, options: options, board: board, binder: binder, logger: opening.logger)
    }

    /// The first whose connection stands, TLS included, in the order in which `check` tries them.
    private func connect(_ chosen: HostContact, _ hosts: [String], _ records: [ServiceRecord]) async -> Way? {
        var failures: [(contact: HostContact, error: LDAPError)] = []
        var way: Way?
        var next: HostContact? = chosen
        while let contact = next {
            do {
                way = Way(contact: contact, connection: try await binder.connectAnonymously(contact))
                break
            } catch let error as LDAPError {
                failures.append((contact, error))
                guard error.allowsAnotherServer else { break }
            } catch {
                return nil
            }
            let tried = Set(failures.map { DomainName.normalized($0.contact.host) })
            next = await firstBind.next(hosts, tried: tried, firstBind.priorities(records))
        }
        var diagnosis: TLSDiagnosis?
        if let looked = way?.contact ?? failures.first?.contact, options.security.isTLS,
            way != nil || failures.first?.error.code == .tlsFailed
        {
            diagnosis = await look(at: looked)
        }
        let stage = TLSStage(security: options.security, trust: options.trust).stage(
            failures: failures.map { ($0.contact.host, $0.error) }, connected: way?.contact.host, diagnosis: diagnosis)
        log.add(stage)
        return way
    }

    /// A handshake without credentials and without trust, for what the server shows of itself.
    private func look(at contact: HostContact) async -> TLSDiagnosis? {
        let plan = Redirections(options)
        let trust: TrustAnchors =
            switch options.trust {
            case .system: .system
            case .file(let path): .file(path)
            }
        return try? await TLSDiagnosis.examine(
            plan.addresses(of: contact.host, port: plan.port, resolved: contact.addresses),
            serverName: DomainName.normalized(contact.host), trust: trust,
            preamble: options.security == .startTLS ? .startTLS : nil, until: .after(options.operationTimeout))
    }

    // MARK: Kerberos

    private var preparation: KerberosPreparation? {
        guard case .kerberos(_, let logon) = options.identity else { return nil }
        return KerberosPreparation(logon: logon, options: options, loop: opening.loop, logger: opening.logger)
    }

    private func prepare(_ kerberos: KerberosPreparation?, _ records: [ServiceRecord]) async
        -> Result<Opening.Realms, any Error>?
    {
        guard let kerberos else { return nil }
        do {
            return .success(try await opening.realms(kerberos, records))
        } catch {
            return .failure(error)
        }
    }

    private var saslStage: ConnectionStage {
        guard case .kerberos(let mechanism, _) = options.identity else {
            return .notApplicable(.saslMechanism, "A simple bind needs no SASL mechanism.")
        }
        return SASLStage(
            library: SASLLibrary.version, installed: SASLLibrary.installedMechanisms,
            channelBinding: SASLLibrary.channelBinding(by: mechanism), isInsideTLS: options.security.isTLS
        ).stage(mechanism)
    }

    /// Judges the KDC and gets the ticket; whether there is one.
    private func tickets(
        _ kerberos: KerberosPreparation?, _ readiness: Result<Opening.Realms, any Error>?, hasWay: Bool
    ) async -> Bool {
        guard let kerberos, case .kerberos(_, let logon) = options.identity else {
            log.add(.notApplicable(.kdc, "A simple bind needs no KDC."))
            log.add(.notApplicable(.ticket, "A simple bind needs no ticket."))
            return true
        }
        guard case .success(let realms)? = readiness else {
            if case .failure(let error)? = readiness { log.add(unusable(error)) }
            return false
        }
        let stages = KerberosStages(realm: realms.domain.name, timeout: options.connectTimeout)
        let survey = await kerberos.surveys[realms.domain]
        log.add(
            stages.kdc(
                asked: survey?.asked ?? [], isNamed: logon.namedKDCs[realms.domain] != nil,
                findings: survey?.findings ?? [], own: realms.own, isDecisive: realms.own == realms.domain))
        return await ticket(kerberos, logon, realms, stages, hasWay: hasWay) && realms.isUsable
    }

    private func unusable(_ error: any Error) -> ConnectionStage {
        if let error = error as? CollectionError {
            return ConnectionStage(
                .kdc, .failed, seen: [.init(error.attempted, error.returned)], meaning: error.meaning,
                advice: error.advice)
        }
        let error = error as? KerberosError
        return ConnectionStage(
            .kdc, .failed, seen: [.init("the private krb5.conf", error?.message ?? "it could not be written")],
            meaning: Sentence.of(error?.meaning ?? "libkrb5 cannot be told which KDCs answer"),
            advice: error.map { Sentence.of($0.advice) } ?? "Make /tmp writable.")
    }

    /// A ticket of a cache is looked at in any case. One is asked of a KDC only where one lives and something can be done with it,
    /// and once: a wrong password counts.
    private func ticket(
        _ kerberos: KerberosPreparation, _ logon: KerberosLogon, _ realms: Opening.Realms, _ stages: KerberosStages,
        hasWay: Bool
    ) async -> Bool {
        let deadline = Deadline.after(options.operationTimeout)
        do {
            let facts: TicketFacts
            switch logon.source {
            case .defaultCache: facts = try await TicketCache.readDefault(by: deadline)
            case .cache(let name): facts = try await TicketCache.read(name, by: deadline)
            case .keytab, .password:
                guard realms.isUsable, hasWay else {
                    log.addUntried([.ticket], after: realms.isUsable ? [.tcp, .domainController, .tls] : [.kdc])
                    return false
                }
                facts = try await kerberos.credential(default: realms.own).tickets
            }
            let stage = stages.ticket(facts, at: Date())
            log.add(stage)
            return stage.state == .passed
        } catch let error as KerberosError {
            log.add(stages.ticket(error))
            return false
        } catch {
            return false
        }
    }

    // MARK: Clocks

    private func clocks(
        _ way: Way?, _ kerberos: KerberosPreparation?, _ readiness: Result<Opening.Realms, any Error>?
    ) async {
        var controller: (host: String, offset: Double)?
        if let way, let offset = await DomainControllerReader(connection: way.connection).rootDSE().1.known {
            controller = (DomainName.normalized(way.contact.host), offset)
        }
        var kdc: (address: String, offset: Double)?
        if case .success(let realms)? = readiness {
            let findings = await kerberos?.surveys[realms.domain]?.findings ?? []
            for finding in findings {
                if let offset = finding.clockOffset { kdc = (finding.candidate.address.description, offset) }
            }
        }
        // Without a measure, and where something before it failed, that is the reason to tell.
        guard controller != nil || kdc != nil || way != nil else { return }
        log.add(ClockStage(usesKerberos: !isSimple).stage(controller: controller, kdc: kdc))
    }

    // MARK: Bind and directory

    private func directory(
        _ way: Way, _ kerberos: KerberosPreparation?, _ readiness: Result<Opening.Realms, any Error>?, hasTicket: Bool
    ) async -> Ending {
        opening.progress(.stage("binding"))
        let host = DomainName.normalized(way.contact.host)
        var ending = Ending(server: host)
        var session: Session?
        let realm = try? readiness?.get().own
        if hasTicket, log.hasPassed(.saslMechanism) {
            session = await bind(way.contact, kerberos, realm)
        }
        // The clocks are no hindrance to a bind: libkrb5 may correct for them.
        if session == nil {
            log.addUntried([.bind, .protection, .read], after: [.tls, .saslMechanism, .kdc, .ticket, .bind])
        }
        if let session {
            ending.principal = await opening.principal(of: session, kerberos, realm)
            ending.strength = session.strength
            let stages = BindStages(security: options.security, isSimple: isSimple)
            log.add(stages.bound(session, as: ending.principal ?? ""))
            let probes = await probe(way.contact, kerberos, realm)
            log.add(stages.protection(session, probes: probes))
        }
        opening.progress(.stage("reading"))
        let stages = DirectoryStages(domain: domain, isBound: session != nil)
        let reading = session ?? Session(host: host, connection: way.connection, strength: 0)
        do {
            let rootDSE = try await opening.rootDSE(of: reading)
            log.add(stages.rootDSE(rootDSE, of: host))
            if session != nil, let name = rootDSE.defaultNamingContext {
                await read(name, reading, as: ending.principal ?? "the account", stages)
            }
        } catch {
            log.add(stages.rootDSE(failed: error, of: host))
        }
        return ending
    }

    /// The one bind of the run.
    private func bind(_ contact: HostContact, _ kerberos: KerberosPreparation?, _ realm: KerberosRealm?) async
        -> Session?
    {
        let binder = Binder(options: options, kerberos: kerberos, realm: realm, logger: opening.logger)
        do {
            return try await binder.open(contact)
        } catch {
            let stages = BindStages(security: options.security, isSimple: isSimple)
            log.add(stages.refused(error))
            log.add(stages.protection(refused: error))
            return nil
        }
    }

    /// Only after a bind that was taken: a credential that is refused is not shown again.
    private func probe(_ contact: HostContact, _ kerberos: KerberosPreparation?, _ realm: KerberosRealm?) async
        -> [PostureProbe.Finding]
    {
        guard probesPosture, let kerberos, let realm, case .kerberos(let mechanism, _) = options.identity,
            let credential = try? await kerberos.credential(default: realm)
        else { return [] }
        let probe = PostureProbe(
            options: options, mechanism: mechanism, credential: credential, logger: opening.logger)
        return (try? await probe.run(contact)) ?? []
    }

    private func read(
        _ name: DistinguishedName, _ session: Session, as principal: String, _ stages: DirectoryStages
    ) async {
        do {
            let entry = try await session.connection.read(
                name, attributes: DirectoryStages.attributes, controls: [DirectoryStages.descriptorParts])
            log.add(stages.read(entry, of: name, as: principal))
        } catch {
            log.add(stages.read(failed: error, of: name))
        }
    }
}
