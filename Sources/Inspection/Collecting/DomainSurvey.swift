import ActiveDirectory
import LDAP
import Logging
import Networking

/// Reads one domain from a writable domain controller of it.
struct DomainSurvey: Sendable {
    struct Result: Sendable {
        var domain: CrossReference
        var facts: DomainReader.Facts
        /// The `pdc._msdcs` record of the domain.
        var pdcRecord: Observed<[ServiceRecord]>
        /// The host that was read from; nil when there was none.
        var readFrom: String?
        /// Where the rest of the domain can be read; nil when there was nobody.
        var directory: Directory?
        /// Its users, read after all else.
        var population: Observed<Population> = .notCollected(why: Domain.populationNotAskedFor)
        /// What its users have in mS-DS-ConsistencyGuid, read after all else.
        var consistencyGuids: Observed<ConsistencyGuids> = .notCollected(why: OtherWritebacks.notAskedFor)
    }

    let topology: Topology
    let opened: Opening.Opened
    let options: CollectionOptions
    let board: HostBoard
    let loop: ProbeLoop
    let logger: Logger

    func run(_ domain: CrossReference) async -> Result {
        guard let name = domain.namingContext.known, let dnsName = domain.domainName else {
            return result(domain, .unreachable("its crossRef has no nCName"), .notReturned, nil)
        }
        let isOwn = name == opened.rootDSE.defaultNamingContext
        let record = await board.services(ServiceName.pdcEmulator(of: dnsName))
        let session: Session
        do {
            session = isOwn ? opened.session : try await bind(domain, dnsName)
        } catch {
            return result(domain, .unreachable(Directory.reason(error)), await record.value, nil)
        }
        let isRoot = name == opened.rootDSE.rootDomainNamingContext
        let facts = await DomainReader(
            directory: Directory(connection: session.connection), domain: name,
            dnsInfrastructure: infrastructure(of: "DomainDnsZones", below: name),
            forestDnsInfrastructure: isRoot ? infrastructure(of: "ForestDnsZones", below: name) : nil
        ).run(scope: options.scope)
        logger.info("domain read", metadata: ["domain": "\(dnsName)", "from": "\(session.host)"])
        var result = result(domain, facts, await record.value, session.host)
        result.directory = Directory(connection: session.connection)
        return result
    }

    private func result(
        _ domain: CrossReference, _ facts: DomainReader.Facts, _ record: Observed<[ServiceRecord]>, _ host: String?
    ) -> Result {
        Result(domain: domain, facts: facts, pdcRecord: record, readFrom: host)
    }

    /// The role object of a DNS application partition; nil where the forest has no such partition.
    private func infrastructure(of partition: StaticString, below domain: DistinguishedName) -> DistinguishedName? {
        let name = domain.child("DC", "\(partition)")
        return topology.hasApplicationPartition(name) ? name.child("CN", "Infrastructure") : nil
    }

    /// Binds to a writable domain controller of another domain, only to such as an NTDS Settings object names.
    private func bind(_ domain: CrossReference, _ dnsName: String) async throws -> Session {
        let hosts = topology.directoryServers.compactMap { member -> String? in
            guard !member.settings.isReadOnly, member.domain?.name == domain.name else { return nil }
            return member.server?.dnsHostName.known
        }
        for host in hosts { _ = await board.contact(host, domain: dnsName) }
        if let kerberos = opened.kerberos, let realm = KerberosRealm(dnsName) {
            var candidates: [SocketAddress] = []
            for host in hosts {
                let found = await board.resolution(host).value.addresses
                candidates += found.map { SocketAddress($0, port: KerberosConfiguration.defaultPort) }
            }
            try await kerberos.prepare(realm, candidates: candidates, isDefault: false)
        }
        let choice = FirstBind(domain: dnsName, options: options, board: board, binder: opened.binder, logger: logger)
        return try await choice.run(hosts: hosts)
    }
}

extension DomainReader.Facts {
    /// What is known of a domain none of whose controllers could be read from.
    static func unreachable(_ why: String) -> Self {
        Self(
            head: .unreachable(why: why), ridManager: .unreachable(why: why), infrastructure: .unreachable(why: why),
            dnsInfrastructure: .unreachable(why: why), forestDnsInfrastructure: nil, computers: .unreachable(why: why),
            trusts: .unreachable(why: why), passwordSettings: .unreachable(why: why))
    }
}
