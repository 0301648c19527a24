import ActiveDirectory
import LDAP
import Logging
import Networking
import Synchronization

/// Counts the users of a domain, read from a domain controller that is not its PDC emulator while there is one.
struct PopulationSurvey: Sendable {
    let topology: Topology
    let opened: Opening.Opened
    let options: CollectionOptions
    let board: HostBoard
    let logger: Logger
    let progress: @Sendable (Progress) -> Void

    /// - Parameter reading: The domain as it was read: who its PDC emulator is.
    /// - Throws: ``CollectionError`` with ``CollectionError/Code/objectNotFound`` when the container asked for is not there.
    func run(_ reading: DomainSurvey.Result) async throws(CollectionError) -> Observed<Population> {
        guard let wanted = options.population else { return .notCollected(why: Domain.populationNotAskedFor) }
        guard let domain = reading.domain.namingContext.known, let dnsName = reading.domain.domainName else {
            return .unreachable(why: "its crossRef has no nCName")
        }
        if let base = wanted.base, home(of: base) != domain {
            return .notCollected(why: "\(base) \(Domain.populationBaseElsewhere)")
        }
        let server: PopulationServer
        do {
            server = try await PopulationServer.choose(for: self, reading, dnsName)
        } catch {
            return .unreachable(why: Directory.reason(error))
        }
        let base = wanted.base ?? domain
        logger.info("users read", metadata: ["domain": "\(dnsName)", "from": "\(server.session.host)"])
        do throws(LDAPError) {
            return try await scan(base, wanted, server, dnsName)
        } catch {
            guard wanted.base != nil else { return .notReturned }
            throw CollectionError(
                .objectNotFound, attempted: "read the users below \(base)", returned: error.raw ?? "nothing",
                meaning: "\(dnsName) has no such object, or does not show it to this account.",
                advice: "Check the name given with --population-base.")
        }
    }

    /// The domain that a name is in: of all whose names it ends with, the longest.
    private func home(of name: DistinguishedName) -> DistinguishedName? {
        topology.domains.compactMap(\.namingContext.known).filter { name.isEqualOrDescendant(of: $0) }
            .max { ($0.rdns?.count ?? 0) < ($1.rdns?.count ?? 0) }
    }

    private func scan(
        _ base: DistinguishedName, _ wanted: PopulationOptions, _ server: PopulationServer, _ domain: String
    ) async throws(LDAPError) -> Observed<Population> {
        let scan = PopulationScan(
            over: server.session.connection, schema: opened.rootDSE.schemaNamingContext ?? DistinguishedName(""),
            base: base, limit: wanted.limit)
        let total = Mutex<Int?>(nil)
        let counting = Task { [opened] in
            guard wanted.countsFirst else { return }
            let connection = try await opened.binder.open(server.contact).connection
            let users = try await scan.count(over: connection)
            total.withLock { $0 = users }
        }
        defer { counting.cancel() }
        let host = DomainName.normalized(server.session.host)
        return try await scan.run(readFrom: host, isPDCEmulator: server.isPDCEmulator) { [progress] seen in
            var seen = seen
            if let total = total.withLock({ $0 }) { seen.of = min(total, wanted.limit ?? total) }
            progress(.users(domain: domain, seen))
        }
    }
}
