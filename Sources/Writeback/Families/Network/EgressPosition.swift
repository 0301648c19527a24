import FoundationEssentials
import Inspection

// Whether a report tells of the network that the Connect server stands in.
extension EvidenceUnderJudgement {
    /// A server that synchronises, as far as it is known by name.
    private struct Server: Hashable {
        /// The name in NetBIOS's form, in lower case: 15 characters at most.
        var name: String
        var dnsName: String?

        /// Whether a host of this name is the server.
        func isNamed(_ host: String) -> Bool {
            if let dnsName, host.contains(".") { return HostName(dnsName) == HostName(host) }
            let label = host.lowercased().prefix { $0 != "." }
            return String(label.prefix(15)) == name
        }
    }

    /// Whether a host stands where the Connect server stands, and why, or why that is not known.
    func position(of host: Observed<String>) -> (isThere: Bool, words: String) {
        guard let name = host.known else { return (false, "the report does not say which host it was made on") }
        let (servers, source) = syncServers
        let names = Set(servers.map(\.name)).sorted().joined(separator: ", ")
        if servers.count == 1, servers.allSatisfy({ $0.isNamed(name) }) {
            return (true, "\(name) is the Connect server that \(source) names")
        }
        let standsHere = forests.contains { $0.vantage == .connect && HostName($0.run.vantage.host) == HostName(name) }
        if standsHere { return (true, "\(name) stands where the Connect server stands, says --vantage connect") }
        let said = attestedPositions(of: name)
        if !said.isEmpty {
            let who = said.map(\.who).joined(separator: ", ")
            return said.allSatisfy(\.isMet)
                ? (true, "\(name) stands where the Connect server stands, says \(who)")
                : (false, "\(name) does not stand where the Connect server stands, says \(who)")
        }
        switch servers.count {
        case 0: return (false, "\(name); which host is the Connect server is not known")
        case 1: return (false, "\(name); the Connect server is \(names), as \(source) says")
        default: return (false, "\(name); \(source) name several servers: \(names)")
        }
    }

    private func attestedPositions(of host: String) -> [Attestation] {
        usable.attestations.filter { one in
            one.rule == PositionRules.position.id && one.date <= asOf && asOf <= one.expires
                && (one.subject.map { $0.lowercased() == host.lowercased() } ?? true)
        }
    }

    /// The servers by the export, which is made on the one it is of; else by the descriptions of the connector accounts, which hint.
    private var syncServers: (servers: Set<Server>, source: String) {
        let described = forests.flatMap { $0.connectorAccounts.judged }.compactMap { account -> Server? in
            if let server = account.server.known {
                return Server(name: server.name.lowercased(), dnsName: server.dnsHostName.known)
            }
            return account.installation?.server.map { Server(name: $0.lowercased(), dnsName: nil) }
        }
        let exported = (usable.connectExport?.tenants ?? []).compactMap(\.serverName).map { $0.lowercased() }
        guard !exported.isEmpty else { return (Set(described), "the descriptions of the connector accounts") }
        let servers = exported.map { name in
            Server(name: name, dnsName: described.first { $0.name == name }?.dnsName)
        }
        return (Set(servers), "the Connect export")
    }
}
