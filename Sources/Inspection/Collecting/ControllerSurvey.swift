import ActiveDirectory
import LDAP
import Logging
import Networking

/// Asks one domain controller about itself: who it is over netlogon, its rootDSE, its view of the PDC emulator, its ports.
struct ControllerSurvey: Sendable {
    /// What is known of one domain controller before the computer accounts are joined in.
    struct Result: Sendable {
        var server: ServerObject?
        var settings: NTDSSettings?
        var account: ComputerAccount?
        var host: String?
        var domain: CrossReference?
        var contact: HostContact?
        var facts: DomainControllerReader.Facts
        var ports: [Int: Observed<PortState>]
    }

    let topology: Topology
    let opened: Opening.Opened
    let options: CollectionOptions
    let board: HostBoard
    let loop: ProbeLoop
    let jobs: JobLimit
    let logger: Logger

    /// - Parameter domainResult: the reading of its own domain, which tells whether it owns a role.
    func run(_ member: Topology.DirectoryServer, domainResult: Task<DomainSurvey.Result, Never>?) async -> Result {
        let (server, settings, domain) = (member.server, member.settings, member.domain)
        guard let host = server?.dnsHostName.known, let domainName = domain?.domainName,
            let namingContext = domain?.namingContext.known
        else {
            let why = server?.dnsHostName.known == nil ? "its server object names no host" : "its domain is not known"
            return Result(
                server: server, settings: settings, account: nil, host: server?.dnsHostName.known, domain: domain,
                contact: nil, facts: .unreachable(why), ports: PortProbes.none(why))
        }
        let contacting = await board.contact(host, domain: domainName)
        async let ports = ports(host, settings, domainResult)
        var contact = await contacting.value
        let facts: DomainControllerReader.Facts
        if contact.hasAnswered {
            let found = contact
            let (read, failure) = await jobs.run {
                await self.read(found, namingContext, anonymously: settings.isReadOnly)
            }
            facts = read
            if let failure { contact.reachability = failure }
        } else {
            facts = .unreachable(contact.reachability.why ?? contact.reachability.state.rawValue)
        }
        logger.info(
            "domain controller done", metadata: ["host": "\(host)", "state": "\(contact.reachability.state.rawValue)"])
        return Result(
            server: server, settings: settings, account: nil, host: host, domain: domain, contact: contact,
            facts: facts, ports: await ports)
    }

    /// A domain controller that only its computer account knows. It is read as read-only ones are, and never bound to: a password
    /// goes only to writable ones that an NTDS Settings object names.
    func run(_ account: ComputerAccount, domain: CrossReference) async -> Result {
        guard let host = account.dnsHostName.known, let domainName = domain.domainName else {
            let why = "its computer account names no host"
            return Result(
                server: nil, settings: nil, account: account, host: nil, domain: domain, contact: nil,
                facts: .unreachable(why), ports: PortProbes.none(why))
        }
        var contact = await board.contact(host, domain: domainName).value
        var facts = DomainControllerReader.Facts.unreachable(contact.reachability.why ?? "it did not answer")
        if contact.hasAnswered {
            let found = contact
            let (read, failure) = await jobs.run { await self.read(found, DistinguishedName(""), anonymously: true) }
            facts = read
            if let failure { contact.reachability = failure }
        }
        return Result(
            server: nil, settings: nil, account: account, host: host, domain: domain, contact: contact, facts: facts,
            ports: PortProbes.none("only role owners and named servers are probed"))
    }

    /// Reads it; with how it turned out to be unreachable after all, where the connection did not last.
    private func read(
        _ contact: HostContact, _ domain: DistinguishedName, anonymously: Bool
    ) async -> (DomainControllerReader.Facts, Reachability?) {
        do {
            try Task.checkCancellation()
            let connection: LDAPConnection
            if anonymously {
                connection = try await opened.binder.connectAnonymously(contact)
            } else if DomainName.areEqual(contact.host, opened.session.host) {
                connection = opened.session.connection
            } else {
                connection = try await opened.binder.open(contact).connection
            }
            let facts = await DomainControllerReader(connection: connection).run(
                domain: domain, isAuthenticated: !anonymously)
            return (facts, facts.rootDSE.known == nil ? Self.reachability(after: connection.end, contact) : nil)
        } catch {
            logger.info("not read", metadata: ["host": "\(contact.host)", "why": "\(Directory.reason(error))"])
            return (.unreachable(Directory.reason(error)), Self.reachability(after: error as? LDAPError, contact))
        }
    }

    /// What a failed connection says of a host that had answered before.
    private static func reachability(after error: LDAPError?, _ contact: HostContact) -> Reachability? {
        guard let error else { return nil }
        switch error.code {
        case .timedOut: return Reachability(state: .silent, why: error.description)
        case .closed, .notLDAP, .protocolViolation: return Reachability(state: .closed, why: error.description)
        case .refused: return Reachability(state: .refused, why: error.description)
        default: return nil
        }
    }

    /// Ports are tried on role owners, named servers and, when asked, on all.
    private func ports(
        _ host: String, _ settings: NTDSSettings, _ domainResult: Task<DomainSurvey.Result, Never>?
    ) async -> [Int: Observed<PortState>] {
        let skipped = PortProbes.none("only role owners and named servers are probed (--probe-all-dcs for all)")
        guard options.scope == .forest else {
            return PortProbes.none("only the PDC emulator, or one account, was asked for")
        }
        let isNamed = options.servers.contains { DomainName.areEqual($0, host) }
        if !isNamed, !options.probesAllDomainControllers {
            guard let result = await domainResult?.value else { return skipped }
            guard topology.roleOwners(result.facts).contains(settings.name) else { return skipped }
        }
        let addresses = await board.resolution(host).value.addresses
        return await PortProbes(options: options, loop: loop).run(addresses, window: await board.window(host))
    }
}

extension DomainReader.Facts {
    /// The NTDS Settings name of the PDC emulator.
    var pdcEmulator: DistinguishedName? { head.known.flatMap { EntryReader($0).name("fSMORoleOwner").known } }
}

extension Topology {
    /// The NTDS Settings names that own a role of the forest, or of the domain that was read.
    func roleOwners(_ facts: DomainReader.Facts) -> Set<DistinguishedName> {
        let objects = [
            facts.head, facts.ridManager, facts.infrastructure, configuration.partitions, configuration.schemaHead,
        ]
        return Set(objects.compactMap { $0.known.flatMap { EntryReader($0).name("fSMORoleOwner").known } })
    }
}
