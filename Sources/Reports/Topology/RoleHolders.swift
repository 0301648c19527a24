import Inspection
import LDAP

/// Which roles each domain controller of a forest holds: the owners, turned round.
struct RoleHolders {
    private var byNTDSSettings: [DistinguishedName: Set<OperationsMasterRole>] = [:]
    private var byHost: [String: Set<OperationsMasterRole>] = [:]
    /// Roles whose owner is not known, by the domain that they belong to; nil for the forest's own.
    private var open: [String?: [OperationsMasterRole]] = [:]
    private var readDomains: Set<String> = []
    private let listsAllDomains: Bool

    init(_ forest: Forest) {
        listsAllDomains = forest.domains.isValue
        for role in OperationsMasterRole.ofForest { add(role, role.owner(in: forest), domain: nil) }
        for domain in forest.domains.known ?? [] {
            let name = HostNameText.canonical(domain.dnsName)
            readDomains.insert(name)
            for role in OperationsMasterRole.ofDomain { add(role, role.owner(in: domain), domain: name) }
        }
    }

    private mutating func add(_ role: OperationsMasterRole, _ owner: Observed<RoleOwner>?, domain: String?) {
        guard let owner else { return }
        if let known = owner.known {
            byNTDSSettings[known.ntdsSettings, default: []].insert(role)
            if let host = known.host.known { byHost[HostNameText.canonical(host), default: []].insert(role) }
        }
        if !owner.isSettled { open[domain, default: []].append(role) }
    }

    /// The roles of a domain controller in their usual order; in part where an owner that it might be is not known.
    func roles(of controller: DomainController) -> Observed<[OperationsMasterRole]> {
        // The NTDS Settings object is what a role names; a host name stands in only where that is not known.
        let held: Set<OperationsMasterRole> =
            if let name = controller.ntdsSettings.known { byNTDSSettings[name] ?? [] } else {
                byHost[HostNameText.canonical(controller.displayName)] ?? []
            }
        let roles = OperationsMasterRole.allCases.filter(held.contains)
        let domain = controller.domain.map(HostNameText.canonical)
        var unknown = open[nil] ?? []
        if let domain, readDomains.contains(domain) {
            unknown += open[domain] ?? []
        } else if domain == nil || !listsAllDomains {
            unknown += OperationsMasterRole.ofDomain
        }
        let candidates = unknown.filter { !held.contains($0) }
        guard !candidates.isEmpty else { return .value(roles) }
        let names = candidates.map(\.name).joined(separator: ", ")
        return .partial(roles, why: "the owner is not known of: \(names)")
    }
}
