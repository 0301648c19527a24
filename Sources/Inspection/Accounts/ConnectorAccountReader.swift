import ActiveDirectory
import LDAP

/// Reads what is to be known of an account that may be the connector account: its state, its installation, its tokens.
struct ConnectorAccountReader: Sendable {
    let domains: [DomainDirectory]
    /// Trusts by the SID of the other domain: the trusted domain's name, and whether authentication over it is selective.
    let trusts: [SecurityIdentifier: Trust]

    func run(_ candidate: ConnectorAccountSearch.Candidate) async -> ConnectorAccount {
        let reader = EntryReader(candidate.entry)
        let description = reader.text("description")
        let hint = description.known.flatMap { InstallationHint(description: $0) }
        async let server = server(hint)
        async let tokens = tokens(
            of: .init(sid: candidate.sid, home: (candidate.entry.distinguishedName, candidate.domain)))
        let absent = await provedAbsent(candidate)
        return await ConnectorAccount(
            samAccountName: reader.text("sAMAccountName"), distinguishedName: candidate.entry.distinguishedName,
            sid: candidate.sid, guid: reader.guid("objectGUID"), domain: candidate.domain.dnsName,
            kind: Self.kind(candidate.entry), foundBy: candidate.reasons,
            userAccountControl: reader.flags("userAccountControl").map { UserAccountControl(rawValue: $0) },
            computedAccountControl: reader.flags("msDS-User-Account-Control-Computed")
                .map { UserAccountControl(rawValue: $0) },
            expires: reader.time("accountExpires"), passwordLastSet: reader.time("pwdLastSet"),
            lastLogon: absent.contains("lastLogonTimestamp") ? .absent : reader.time("lastLogonTimestamp"),
            adminCount: absent.contains("adminCount") ? .absent : reader.integer("adminCount"),
            description: description, installation: hint, server: server, tokens: tokens)
    }

    /// Those of the attributes that most accounts have not, and that the caller would have been shown.
    private func provedAbsent(_ candidate: ConnectorAccountSearch.Candidate) async -> Set<String> {
        let missing = ["adminCount", "lastLogonTimestamp"].filter { candidate.entry.texts($0) == nil }
        guard !missing.isEmpty, let token = candidate.domain.caller.known,
            let descriptor = await candidate.domain.directory.descriptor(of: candidate.entry.distinguishedName).known
        else { return [] }
        let check = AccessCheck(descriptor, ofClass: .userClass, principalSelf: candidate.sid)
        return Set(
            missing.filter { name in
                RightsCatalogue.wellKnown.readProperty(name).map { check.decision(on: $0, for: token).answer }
                    == .granted
            })
    }

    /// An account of another forest, known by its identifier only.
    func foreign(_ sid: SecurityIdentifier) async -> ConnectorAccount {
        let why = "the account is of another forest, whose domain controllers were not asked"
        let trust = sid.domain.flatMap { trusts[$0] }
        let isSelective =
            trust?.attributes.known.map { TrustAttributes(rawValue: $0).contains(.crossOrganization) } ?? false
        return await ConnectorAccount(
            samAccountName: .notCollected(why: why),
            distinguishedName: DistinguishedName("<SID=\(sid)>"), sid: sid, guid: .notCollected(why: why),
            domain: trust?.partner ?? "", kind: .foreign, foundBy: [.given],
            userAccountControl: .notCollected(why: why), computedAccountControl: .notCollected(why: why),
            expires: .notCollected(why: why), passwordLastSet: .notCollected(why: why),
            lastLogon: .notCollected(why: why), adminCount: .notCollected(why: why),
            description: .notCollected(why: why), installation: nil, server: .notCollected(why: why),
            tokens: tokens(of: .init(sid: sid, home: nil), isSelective: isSelective))
    }

    private func tokens(of account: TokenExpansion.Account, isSelective: Bool = false) async -> [DomainToken] {
        await withTaskGroup(of: DomainToken.self) { group in
            for target in domains {
                group.addTask {
                    let expansion = TokenExpansion(domains: domains, target: target)
                    return DomainToken(
                        domain: target.dnsName, token: .value(await expansion.run(account, isSelective: isSelective)))
                }
            }
            return await group.reduce(into: []) { $0.append($1) }.sorted { $0.domain < $1.domain }
        }
    }

    private static func kind(_ entry: Entry) -> ConnectorAccount.Kind {
        let classes = Set((entry.texts("objectClass") ?? []).map { $0.lowercased() })
        if classes.contains("msds-groupmanagedserviceaccount") { return .groupManagedServiceAccount }
        if classes.contains("msds-managedserviceaccount") { return .managedServiceAccount }
        if classes.contains("computer") { return .computer }
        if classes.contains("inetorgperson") { return .inetOrgPerson }
        return classes.contains("user") ? .user : .unknown
    }

    // MARK: The server

    /// The computer that the description names. Where the sentence is in another language than English, it is the word that a
    /// computer of the forest is called by.
    private func server(_ hint: InstallationHint?) async -> Observed<SyncServer> {
        guard let hint, !hint.possibleServers.isEmpty else {
            return .notCollected(why: "the description names no server")
        }
        let filter = LDAPFilter.and([
            .equals("objectCategory", "computer"), .or(hint.possibleServers.map { .equals("cn", $0) }),
        ])
        var failure: String?
        for domain in domains {
            let found = await domain.directory.search(
                domain.root, .subtree, filter,
                [
                    "cn", "dNSHostName", "userAccountControl", "operatingSystem", "operatingSystemVersion",
                ])
            let computers = (found.known ?? []).map { Self.server($0, hint, domain) }
            if let server = computers.first(where: \.isNamedOutright) ?? computers.first { return .value(server) }
            if found.isBroken || found.isHidden { failure = found.why }
        }
        return failure.map { .unreachable(why: $0) } ?? .notReturned
    }

    private static func server(_ entry: Entry, _ hint: InstallationHint, _ domain: DomainDirectory) -> SyncServer {
        let reader = EntryReader(entry)
        let control = reader.flags("userAccountControl").map { UserAccountControl(rawValue: $0) }
        let name = entry.text("cn") ?? entry.distinguishedName.rdn?.value ?? ""
        return SyncServer(
            name: name, dnsHostName: reader.text("dNSHostName"), domain: domain.dnsName,
            enabled: control.map { !$0.contains(.disabled) },
            isDomainController: control.map { !$0.isDisjoint(with: [.domainController, .partialSecrets]) },
            operatingSystem: reader.text("operatingSystem"),
            operatingSystemVersion: reader.text("operatingSystemVersion"),
            isNamedOutright: hint.server?.lowercased() == name.lowercased())
    }
}
