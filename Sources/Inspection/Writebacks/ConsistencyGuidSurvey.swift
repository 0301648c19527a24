import ActiveDirectory
import LDAP
import Networking

/// Reads the source anchors of a domain's users, from the same domain controller as its population: not the PDC emulator while there
/// is another.
struct ConsistencyGuidSurvey: Sendable {
    let population: PopulationSurvey

    func run(_ reading: DomainSurvey.Result) async -> Observed<ConsistencyGuids> {
        guard let domain = reading.domain.namingContext.known, let dnsName = reading.domain.domainName else {
            return .unreachable(why: "its crossRef has no nCName")
        }
        let server: PopulationServer
        do {
            server = try await PopulationServer.choose(for: population, reading, dnsName)
        } catch {
            return .unreachable(why: Directory.reason(error))
        }
        let directory = Directory(connection: server.session.connection)
        let caller: Observed<Token> = await directory.read(DistinguishedName(""), ["tokenGroups"]).then { entry in
            EntryReader(entry).sids("tokenGroups").map { Token($0) }
        }
        return await ConsistencyGuidScan(
            directory: directory, domain: domain,
            schema: population.opened.rootDSE.schemaNamingContext ?? DistinguishedName(""), caller: caller
        ).run(readFrom: DomainName.normalized(server.session.host))
    }
}
