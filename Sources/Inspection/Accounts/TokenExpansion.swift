import ActiveDirectory
import LDAP

/// Works out what an account carries when it comes to a domain controller of a domain (MS-PAC 2.5 and 4.1.2.2; MS-KILE 3.3.5.7).
///
/// `tokenGroups` alone is wrong outside the account's own domain: it holds that domain's Builtin and domain-local groups. So the account's
/// global and universal groups come from its own domain, and the local groups are looked for in the target domain, from the groups' side.
/// What cannot be expanded is kept in the token: it makes an answer of *denied* undecided, and never grants anything.
struct TokenExpansion: Sendable {
    /// Every domain of the forest that can be read from.
    let domains: [DomainDirectory]
    /// The account's own domain.
    let home: DomainDirectory

    /// - Parameter selective: whether the trust between the two forests uses selective authentication: then This Organization is
    ///   not in the token.
    func run(account: DistinguishedName, sid: SecurityIdentifier, in target: DomainDirectory) async -> Observed<Token> {
        let attributes = ["tokenGroupsGlobalAndUniversal", "primaryGroupID", "sIDHistory"]
        let read = await home.directory.read(account, attributes)
        guard let entry = read.known else { return read.then { _ in .notReturned } }
        var draft = Draft(target: target)
        draft.add(sid, .account)
        for wellKnown in [SecurityIdentifier.everyone, .authenticatedUsers, .network, .thisOrganization] {
            draft.add(wellKnown, .everySession)
        }
        let reader = EntryReader(entry)
        for old in reader.sids("sIDHistory").known ?? [] { draft.add(old, .sidHistory(of: sid)) }
        if let home = home.sid, let rid = reader.integer("primaryGroupID").known.flatMap({ UInt32(exactly: $0) }) {
            draft.add(home.appending(rid), .primaryGroup)
        } else {
            draft.unexpanded.append("the primary group of \(account) was not read")
        }
        let groups = reader.sids("tokenGroupsGlobalAndUniversal")
        for group in groups.known ?? [] { draft.add(group, .group) }
        if !groups.isValue {
            draft.unexpanded.append("the global and universal groups of \(account): \(groups.why ?? "not in the answer")")
        } else if !home.isGlobalCatalog, domains.count > 1 {
            draft.unexpanded.append(
                "the universal groups of other domains: the domain controller of \(home.dnsName) that was asked is no "
                    + "global catalog")
        }
        await addHistory(of: groups.known ?? [], to: &draft)
        await addLocalGroups(startingWith: account, to: &draft)
        return .value(Token(entries: draft.entries, unexpanded: draft.unexpanded))
    }

    private struct Draft {
        let target: DomainDirectory
        var entries: [SecurityIdentifier: Token.Provenance] = [:]
        var unexpanded: [String] = []

        mutating func add(_ sid: SecurityIdentifier, _ provenance: Token.Provenance) {
            if entries[sid] == nil { entries[sid] = provenance }
        }
    }

    /// The former SIDs of the groups, each read in its own domain.
    private func addHistory(of groups: [SecurityIdentifier], to draft: inout Draft) async {
        for (domain, members) in groups.grouped(by: domains) {
            guard let domain else {
                if let first = members.first {
                    draft.unexpanded.append("the former SIDs of \(members.count) groups of another domain, \(first) among them")
                }
                continue
            }
            for part in members.parts(of: Self.namesAtATime) {
                let filter = LDAPFilter.and([
                    .present("sIDHistory"), .or(part.map { .equals("objectSid", $0.bytes) }),
                ])
                let found = await domain.directory.search(domain.root, .subtree, filter, ["objectSid", "sIDHistory"])
                for entry in found.known ?? [] {
                    let reader = EntryReader(entry)
                    for old in reader.sids("sIDHistory").known ?? [] {
                        draft.add(old, .sidHistory(of: reader.sid("objectSid").known ?? old))
                    }
                }
                if !found.isSettled, found != .notReturned {
                    draft.unexpanded.append("the former SIDs of the groups: \(found.why ?? found.state)")
                }
            }
        }
    }

    /// The domain-local and Builtin groups of the target domain that hold anything of the token, and those that hold these.
    private func addLocalGroups(startingWith account: DistinguishedName, to draft: inout Draft) async {
        let target = draft.target
        var frontier = Array(draft.entries.keys)
        var names: Set<DistinguishedName> = account.isDescendant(of: target.root) || home.isSameForest(as: target) ? [account] : []
        for round in 0... {
            names.formUnion(await memberNames(of: frontier, &draft))
            guard !names.isEmpty else { return }
            guard round < Self.mostRounds else {
                draft.unexpanded.append("local groups of \(target.dnsName) nested deeper than \(Self.mostRounds)")
                return
            }
            var found: [DistinguishedName: SecurityIdentifier] = [:]
            for part in Array(names).parts(of: Self.namesAtATime) {
                let filter = LDAPFilter.and([
                    .hasAllBits("groupType", of: Int(GroupType.domainLocal.rawValue)),
                    .or(part.map { .equals("member", $0.description) }),
                ])
                let groups = await target.directory.search(
                    target.root, .subtree, filter, ["objectSid", "sIDHistory", "groupType"])
                for entry in groups.known ?? [] {
                    let reader = EntryReader(entry)
                    guard reader.flags("groupType").known.map({ GroupType(rawValue: $0).contains(.security) }) != false
                    else { continue }
                    if let sid = reader.sid("objectSid").known, draft.entries[sid] == nil {
                        draft.add(sid, .localGroup(of: target.dnsName))
                        found[entry.distinguishedName] = sid
                        for old in reader.sids("sIDHistory").known ?? [] { draft.add(old, .sidHistory(of: sid)) }
                    }
                }
                if !groups.isSettled, groups != .notReturned {
                    draft.unexpanded.append("the local groups of \(target.dnsName): \(groups.why ?? groups.state)")
                }
            }
            names = Set(found.keys)
            frontier = []
        }
    }

    /// The names by which `member` of a group in the target domain holds these SIDs: the objects themselves within the forest,
    /// foreign security principals for the others.
    private func memberNames(of sids: [SecurityIdentifier], _ draft: inout Draft) async -> Set<DistinguishedName> {
        var names: Set<DistinguishedName> = []
        let target = draft.target
        for part in sids.parts(of: Self.namesAtATime) {
            let filter = LDAPFilter.or(part.map { .equals("objectSid", $0.bytes) })
            let found = await target.directory.search(target.root, .subtree, filter, ["objectSid"])
            names.formUnion((found.known ?? []).map(\.distinguishedName))
            if !found.isSettled, found != .notReturned {
                draft.unexpanded.append("the members of local groups of \(target.dnsName): \(found.why ?? found.state)")
            }
        }
        guard home.isSameForest(as: target) else { return names }
        for (domain, members) in sids.grouped(by: domains) {
            guard let domain, domain.dnsName != target.dnsName else { continue }
            for part in members.parts(of: Self.namesAtATime) {
                let filter = LDAPFilter.or(part.map { .equals("objectSid", $0.bytes) })
                let found = await domain.directory.search(domain.root, .subtree, filter, ["objectSid"])
                names.formUnion((found.known ?? []).map(\.distinguishedName))
            }
        }
        return names
    }

    private static let namesAtATime = 40
    private static let mostRounds = 32
}
