import ActiveDirectory
import FoundationEssentials
import LDAP

/// Looks for accounts that may be the connector account: by an installer's name, and by what the domain roots grant.
struct ConnectorAccountSearch: Sendable {
    let domains: [DomainDirectory]
    /// The descriptor of each domain's root, by its naming context.
    let roots: [DistinguishedName: Observed<SecurityDescriptor>]
    /// The account that the caller names as the connector account; then no other is looked for.
    let given: AccountName?

    /// An account that was found, and why it is a candidate.
    struct Candidate: Sendable {
        var entry: Entry
        var sid: SecurityIdentifier
        /// Where it is at home.
        var domain: DomainDirectory
        var reasons: [ConnectorAccount.Reason]
    }

    /// The candidates, sorted by SID; `.partial` where a domain could not be searched.
    func run() async -> Observed<[Candidate]> {
        var found = Found()
        for domain in domains {
            if let given {
                guard given.mayBe(in: domain) else { continue }
                await search(domain, given.filter(inDomain: domain.dnsName), because: { _ in [.given] }, &found)
            } else {
                await search(domain, Self.installerNames, because: Self.reasons, &found)
            }
        }
        if given == nil { await addTrustees(&found) }
        let candidates = found.candidates.values.sorted { $0.sid.description < $1.sid.description }
        if let gap = found.gaps.first {
            let why = found.gaps.count == 1 ? gap : "\(gap); and \(found.gaps.count - 1) more"
            return .partial(candidates, why: why)
        }
        return candidates.isEmpty ? .notReturned : .value(candidates)
    }

    static let attributes = [
        "objectClass", "objectSid", "objectGUID", "sAMAccountName", "userAccountControl",
        "msDS-User-Account-Control-Computed", "accountExpires", "pwdLastSet", "lastLogonTimestamp", "adminCount",
        "description",
    ]

    private struct Found {
        var candidates: [SecurityIdentifier: Candidate] = [:]
        var gaps: [String] = []

        mutating func add(_ entry: Entry, _ domain: DomainDirectory, _ reasons: [ConnectorAccount.Reason]) {
            guard let sid = EntryReader(entry).sid("objectSid").known, !reasons.isEmpty else { return }
            var candidate = candidates[sid] ?? Candidate(entry: entry, sid: sid, domain: domain, reasons: [])
            for reason in reasons where !candidate.reasons.contains(reason) { candidate.reasons.append(reason) }
            candidates[sid] = candidate
        }
    }

    private func search(
        _ domain: DomainDirectory, _ filter: LDAPFilter, because reasons: (Entry) -> [ConnectorAccount.Reason],
        _ found: inout Found
    ) async {
        let answer = await domain.directory.search(domain.root, .subtree, filter, Self.attributes)
        for entry in answer.known ?? [] { found.add(entry, domain, reasons(entry)) }
        if answer.isBroken || answer.isHidden {
            found.gaps.append("\(domain.dnsName): \(answer.why ?? answer.state)")
        }
    }

    // MARK: By name

    /// `MSOL_` for Connect and DirSync in every language, the managed service accounts of cloud sync.
    private static let installerNames = LDAPFilter.and([
        .equals("objectClass", "user"),
        .or([
            .begins("sAMAccountName", with: "MSOL_"), .begins("sAMAccountName", with: "provAgentgMSA"),
            .begins("sAMAccountName", with: "pGMSA_"),
        ]),
    ])

    private static func reasons(_ entry: Entry) -> [ConnectorAccount.Reason] {
        let name = (entry.text("sAMAccountName") ?? "").lowercased()
        return [name.hasPrefix("msol_") ? .name : .cloudSyncName]
    }

    // MARK: By rights

    private func addTrustees(_ found: inout Found) async {
        for domain in domains {
            guard let descriptor = roots[domain.root]?.known else {
                found.gaps.append("the descriptor of \(domain.root) was not read")
                continue
            }
            for (trustee, reason) in ConnectorTrustees(of: descriptor).all {
                await addHolders(trustee, reason, &found)
            }
        }
    }

    /// The account that an entry names, or the accounts in the group that it names.
    private func addHolders(
        _ trustee: SecurityIdentifier, _ reason: ConnectorAccount.Reason, _ found: inout Found
    ) async {
        guard let domain = domains.domain(of: trustee) else { return }
        let answer = await domain.directory.search(
            domain.root, .subtree, .equals("objectSid", trustee.bytes), Self.attributes)
        guard let entry = answer.known?.first else { return }
        guard (entry.texts("objectClass") ?? []).contains("group") else {
            found.add(entry, domain, [reason])
            return
        }
        // Whoever may reset passwords by a group is a help desk; replication is granted to machines and connectors.
        guard reason == .replicationRights else { return }
        for holder in domains {
            let members = LDAPFilter.and([
                .or([.equals("objectCategory", "person"), .equals("objectCategory", "computer")]),
                .matches(
                    "memberOf", rule: "1.2.840.113556.1.4.1941", entry.distinguishedName.description),
            ])
            await search(holder, members, because: { _ in [reason] }, &found)
        }
    }
}

/// The trustees of a domain root's descriptor that a connector account could be: who has no identifier of Windows's own and is granted
/// Replicating Directory Changes All, or Reset Password on users.
struct ConnectorTrustees {
    let all: [(SecurityIdentifier, ConnectorAccount.Reason)]

    init(of descriptor: SecurityDescriptor) {
        var found: [(SecurityIdentifier, ConnectorAccount.Reason)] = []
        for entry in descriptor.dacl?.entries ?? [] where entry.kind.effect == .allows {
            guard let trustee = entry.trustee, trustee.isOfAnAdministratorsMaking,
                entry.mask.mappedForDirectory.contains(.controlAccess)
            else { continue }
            let reason: ConnectorAccount.Reason
            switch entry.objectType {
            case .replicateAllChanges where entry.isInForce: reason = .replicationRights
            case nil where entry.isInForce: reason = .replicationRights
            case .resetPassword: reason = .resetPassword
            default: continue
            }
            if !found.contains(where: { $0.0 == trustee && $0.1 == reason }) { found.append((trustee, reason)) }
        }
        all = found
    }
}

extension SecurityIdentifier {
    /// Whether it is of an account or a group that somebody made in a domain, and not one that every domain has.
    var isOfAnAdministratorsMaking: Bool {
        guard domain != nil, let relative = relativeIdentifier else { return false }
        return authority == 5 && subAuthorities.first == 21 && relative.rawValue >= 1000
    }
}
