import ActiveDirectory
import LDAP

/// Works out what an account carries when it comes to a domain controller of a domain (MS-PAC 4.1.2.2, MS-KILE 3.3.5.7).
///
/// `tokenGroups` alone is wrong outside the account's own domain: it holds that domain's Builtin and domain-local groups. So the
/// account's global and universal groups come from its own domain, and the local groups are looked for in the target domain, from
/// the groups' side. What cannot be expanded is kept in the token as a gap: it makes *denied* undecided, and never grants anything.
struct TokenExpansion: Sendable {
    /// An account, and where it is at home.
    struct Account: Sendable {
        var sid: SecurityIdentifier
        /// Its name, and its own domain; nil for an account of another forest.
        var home: (name: DistinguishedName, domain: DomainDirectory)?
    }

    /// Every domain of the forest that can be read from.
    let domains: [DomainDirectory]
    let target: DomainDirectory

    /// The token, with what could not be found out as its gaps.
    ///
    /// - Parameter isSelective: whether the trust to the account's forest uses selective authentication: then This Organization is
    ///   not in the token.
    func run(_ account: Account, isSelective: Bool = false) async -> Token {
        var token = Token()
        token.insert(account.sid, .init(.account))
        for wellKnown in [SecurityIdentifier.everyone, .authenticatedUsers, .network] {
            token.insert(wellKnown, .init(.logon))
        }
        if !isSelective { token.insert(.thisOrganization, .init(.logon)) }
        if let home = account.home {
            await addGroups(of: account, at: home, to: &token)
        } else if let domain = account.sid.domain {
            token.insert(
                Token.Gap(
                    .groups(of: domain),
                    why:
                        "the groups of \(account.sid) in its own domain, which is of another forest, were not asked for"
                ))
        }
        await addLocalGroups(to: &token, startingWith: account)
        return token
    }

    // MARK: Of the account's own domain

    private func addGroups(
        of account: Account, at home: (name: DistinguishedName, domain: DomainDirectory), to token: inout Token
    ) async {
        let read = await home.domain.directory.read(
            home.name, ["tokenGroupsGlobalAndUniversal", "primaryGroupID", "sIDHistory"])
        guard let entry = read.known else {
            token.insert(Token.Gap(.anyGroup, why: "\(home.name): \(read.why ?? read.state)"))
            return
        }
        let reader = EntryReader(entry)
        for old in reader.sids("sIDHistory").known ?? [] { token.insert(old, .init(.sidHistory, through: account.sid)) }
        let primary = reader.integer("primaryGroupID").known.flatMap { UInt32(exactly: $0) }
        if let primary, let group = account.sid.domain?.appending(RelativeIdentifier(rawValue: primary)) {
            token.insert(group, .init(.primaryGroup))
        } else if let domain = account.sid.domain {
            token.insert(Token.Gap(.groups(of: domain), why: "primaryGroupID of \(home.name) did not come back"))
        }
        let groups = reader.sids("tokenGroupsGlobalAndUniversal")
        for group in groups.known ?? [] { token.insert(group, .init(.group)) }
        if !groups.isValue {
            token.insert(
                Token.Gap(
                    .anyGroup, why: "tokenGroupsGlobalAndUniversal of \(home.name): \(groups.why ?? groups.state)"))
        } else if !home.domain.isGlobalCatalog {
            for other in domains where other.dnsName != home.domain.dnsName {
                guard let sid = other.sid else { continue }
                token.insert(
                    Token.Gap(
                        .groups(of: sid),
                        why:
                            "the domain controller of \(home.domain.dnsName) that was asked is no global catalog, and does "
                            + "not know the universal groups of \(other.dnsName)"))
            }
        }
        await addHistory(of: groups.known ?? [], to: &token)
        guard home.domain.dnsName == target.dnsName else { return }
        // At home the domain controller itself expands the local groups too, for whoever may read this.
        let all = await home.domain.directory.read(home.name, ["tokenGroups"]).then {
            EntryReader($0).sids("tokenGroups")
        }
        for group in all.known ?? [] { token.insert(group, .init(.group)) }
    }

    /// The former identifiers of the groups, each read in its own domain.
    private func addHistory(of groups: [SecurityIdentifier], to token: inout Token) async {
        for (domain, members) in groups.grouped(by: domains) {
            for part in members.parts(of: Self.termsAtATime) {
                let filter = LDAPFilter.and([
                    .present("sIDHistory"), .or(part.map { .equals("objectSid", $0.bytes) }),
                ])
                let found = await domain.directory.search(
                    domain.root, .subtree, filter, ["objectSid", "sIDHistory"])
                for entry in found.known ?? [] {
                    let reader = EntryReader(entry)
                    for old in reader.sids("sIDHistory").known ?? [] {
                        token.insert(old, .init(.sidHistory, through: reader.sid("objectSid").known))
                    }
                }
                // An empty answer is the usual one; only a search that failed leaves something open.
                if found.isBroken || found.isHidden {
                    token.insert(
                        Token.Gap(
                            .anyGroup,
                            why: "sIDHistory of the groups of \(domain.dnsName): \(found.why ?? found.state)"))
                }
            }
        }
    }

    // MARK: Of the target domain

    /// The domain-local and Builtin groups of the target domain that hold anything of the token, and those that hold these.
    private func addLocalGroups(to token: inout Token, startingWith account: Account) async {
        // A group whose members the caller may not read is not found by them, and nothing says so.
        if let why = await target.localGroups.doubt() { note(why, in: &token) }
        var members = await members(for: token.sids, account, &token)
        for _ in 0..<Self.mostRounds {
            guard !members.isEmpty else { return }
            var found: [DistinguishedName: SecurityIdentifier] = [:]
            for part in Array(members.keys).sorted(by: { $0.description < $1.description }).parts(of: Self.termsAtATime)
            {
                let filter = LDAPFilter.and([
                    .hasAllBits("groupType", of: Int(GroupType.domainLocal.rawValue)),
                    .or(part.map { .equals("member", $0.description) }),
                ])
                let answer = await target.directory.search(
                    target.root, .subtree, filter, ["objectSid", "sIDHistory", "groupType", "member"])
                for group in answer.known ?? [] {
                    guard let sid = take(group, members, into: &token) else { continue }
                    found[group.distinguishedName] = sid
                }
                if answer.isBroken || answer.isHidden { note(answer.why ?? answer.state, in: &token) }
            }
            members = found
        }
        token.insert(
            Token.Gap(.anyGroup, why: "the local groups of \(target.dnsName) are nested deeper than \(Self.mostRounds)")
        )
    }

    /// Adds a local group; its identifier where it is new. Distribution groups are in no token.
    private func take(
        _ group: Entry, _ members: [DistinguishedName: SecurityIdentifier], into token: inout Token
    ) -> SecurityIdentifier? {
        let reader = EntryReader(group)
        let type = reader.flags("groupType").known.map { GroupType(rawValue: $0) }
        guard type?.contains(.security) != false, let sid = reader.sid("objectSid").known else { return nil }
        // Whoever of the token is named as a member first: enough to say how the group came in.
        let through = reader.names("member").known?.compactMap { members[$0] }.first
        let isNew = token.insert(sid, .init(.group, through: through))
        guard isNew else { return nil }
        for old in reader.sids("sIDHistory").known ?? [] { token.insert(old, .init(.sidHistory, through: sid)) }
        return sid
    }

    private func note(_ reason: String, in token: inout Token) {
        let why = "the local groups of \(target.dnsName): \(reason)"
        if let domain = target.sid { token.insert(Token.Gap(.groups(of: domain), why: why)) }
        token.insert(Token.Gap(.groups(of: .builtinDomain), why: why))
    }

    /// The names by which `member` of a group in the target domain can hold these identifiers: the objects themselves within the
    /// forest, foreign security principals for the others.
    private func members(
        for sids: [SecurityIdentifier], _ account: Account, _ token: inout Token
    ) async -> [DistinguishedName: SecurityIdentifier] {
        var names: [DistinguishedName: SecurityIdentifier] = [:]
        if let home = account.home { names[home.name] = account.sid }
        let principals = target.root.child("CN", "ForeignSecurityPrincipals")
        // The name follows from the identifier (MS-ADTS 6.1.6.9.1); one that no object has matches no group.
        for sid in sids where domains.domain(of: sid) == nil {
            names[principals.child("CN", sid.description)] = sid
        }
        for (domain, members) in sids.grouped(by: domains) {
            for part in members.parts(of: Self.termsAtATime) {
                let filter = LDAPFilter.or(part.map { .equals("objectSid", $0.bytes) })
                let found = await domain.directory.search(domain.root, .subtree, filter, ["objectSid"])
                var missing = Set(part)
                for entry in found.known ?? [] {
                    guard let sid = EntryReader(entry).sid("objectSid").known else { continue }
                    names[entry.distinguishedName] = sid
                    missing.remove(sid)
                }
                // Without its name nobody knows which local groups hold it.
                if let sid = missing.min(by: { $0.description < $1.description }) {
                    note("\(sid) was not found in \(domain.dnsName): \(found.why ?? "it is not shown")", in: &token)
                }
            }
        }
        return names
    }

    private static let termsAtATime = 40
    private static let mostRounds = 32
}
