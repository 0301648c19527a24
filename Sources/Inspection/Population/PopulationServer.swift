import ActiveDirectory
import LDAP
import Networking

/// The domain controller that a domain's users are read from.
struct PopulationServer: Sendable {
    var session: Session
    var contact: HostContact
    var isPDCEmulator: Bool

    /// Binds to a writable domain controller that is not the PDC emulator; to that only where no other one answers. It has to serve
    /// the whole domain, and to read everybody's descriptor is work.
    static func choose(
        for survey: PopulationSurvey, _ reading: DomainSurvey.Result, _ dnsName: String
    ) async throws -> PopulationServer {
        let hosts = survey.topology.directoryServers.compactMap { member -> String? in
            guard !member.settings.isReadOnly, member.domain?.name == reading.domain.name else { return nil }
            return member.server?.dnsHostName.known
        }
        var running: [Task<HostContact, Never>] = []
        for host in hosts { running.append(await survey.board.contact(host, domain: dnsName)) }
        var contacts: [HostContact] = []
        for task in running { contacts.append(await task.value) }

        let emulators = pdcEmulators(survey.topology, reading, contacts)
        let others = hosts.filter { !emulators.contains(DomainName.normalized($0)) }
        let choice = FirstBind(
            domain: dnsName, options: survey.options, board: survey.board, binder: survey.opened.binder,
            logger: survey.logger)
        let session: Session
        do {
            session = try await choice.run(hosts: others)
        } catch let error as CollectionError where [.noDomainControllerReached, .notLDAP].contains(error.code) {
            session = try await choice.run(hosts: hosts)
        }
        let contact = await survey.board.contact(session.host, domain: dnsName).value
        return PopulationServer(
            session: session, contact: contact,
            isPDCEmulator: emulators.contains(DomainName.normalized(session.host)))
    }

    /// Who the PDC emulator may be: the owner of the role and whoever says so itself; without either, whom DNS names.
    private static func pdcEmulators(
        _ topology: Topology, _ reading: DomainSurvey.Result, _ contacts: [HostContact]
    ) -> Set<String> {
        let owner = reading.facts.head.known.flatMap { EntryReader($0).name("fSMORoleOwner").known }
            .flatMap { topology.host(ofSettings: $0) }
        let flagged = contacts.filter { $0.flags?.contains(.pdc) == true }.map(\.host)
        let known = [owner].compactMap(\.self) + flagged
        let named = known.isEmpty ? reading.pdcRecord.known?.map(\.target) ?? [] : known
        return Set(named.map { DomainName.normalized($0) })
    }
}
