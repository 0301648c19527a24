import ActiveDirectory
import Inspection
import LDAP

/// Where a hardened directory and writeback want opposite things: an emptied Pre-Windows 2000 Compatible Access, and the reading
/// that writeback does over SAM.
enum ReadHardeningRules {
    static let all = [emptiedGroup]

    static let emptiedGroup = Rule(
        "WB-ACL-013", family: "Rights to read",
        title: "An emptied Pre-Windows 2000 Compatible Access leaves the connector account what it must read",
        rationale:
            "Two sides are right. Hardening guides take Authenticated Users out of the group, so that not everybody reads everything of every "
            + "user. Connect looks the user up over SAM (NetUserGetInfo) first, which reads the domain root, Builtin, the SAM server object and "
            + "the user, by default through this group; writeback's own support page asks for Authenticated Users in it. Both hold if the "
            + "connector account alone is let in.",
        decision: .init(
            base: "<domain>; CN=Builtin,<domain>; CN=Server,CN=System,<domain>", scope: "base",
            filter: "(objectClass=*); (objectSid=S-1-5-32-554)",
            attributes: [
                "member", "nTSecurityDescriptor", "tokenGroupsGlobalAndUniversal", "defaultSecurityDescriptor",
            ],
            reading:
                "Neither Authenticated Users nor Everyone is a member, and nothing else grants the account list contents, read all properties and "
                + "read permissions on the three objects, and reading the property set Account Restrictions on the users that inherit from the "
                + "root. Where the group is not emptied, the rule does not apply."),
        severities: .always(.warning),
        remedy: Remedy(
            steps: [
                "Leave Authenticated Users out: the guide is right, and writeback does not need them in.",
                "Put the connector account itself into the group, or grant it the reading on the objects.",
            ],
            command: "Add-ADGroupMember -Identity S-1-5-32-554 -Members <connector account>",
            undo: .command("Remove-ADGroupMember -Identity S-1-5-32-554 -Members <connector account>")),
        references: [.netUserFails, .accessRights, .networkManagementAccess, .preWindows2000Hardening], grade: .source,
        judge: .overConnectorAccountsByDomain { _, forest, account, domain in judge(forest, account, domain) })

    private static func judge(
        _ forest: ForestUnderJudgement, _ account: ConnectorAccount, _ domain: Domain
    ) -> Judgement {
        let members = domain.security.preWindows2000Members
        let subject = forest.subject(of: account, in: domain)
        let name = forest.name(of: account)
        let memberFact = forest.fact(
            "members of Pre-Windows 2000 Compatible Access",
            members.words { list in
                let names = list.map { forest.forest.security.displayName(of: $0) }.sorted()
                return names.isEmpty ? "none" : names.joined(separator: ", ")
            }, source: "member of S-1-5-32-554 in \(domain.dnsName)")
        if (members.known ?? []).contains(where: { [.authenticatedUsers, .everyone].contains($0) }) {
            return Judgement(
                subject, .notApplicable,
                "Pre-Windows 2000 Compatible Access of \(domain.dnsName) is not emptied", because: [memberFact])
        }
        let readings = ReadingNeed.all(of: account, in: domain, forest)
        let facts =
            [memberFact]
            + readings.flatMap { need in
                forest.facts(of: need.decided, on: need.words, in: domain, holder: need.holder)
            }
        let denied = readings.filter { $0.decided.answer == .denied }
        if readings.allSatisfy({ $0.decided.answer == .granted }) {
            return Judgement(
                subject, .met, "\(name) reads what writeback reads in \(domain.dnsName) without the group",
                because: facts)
        }
        guard members.isSettled, !denied.isEmpty else {
            return Judgement(
                subject, .undecided,
                "Whether an emptied Pre-Windows 2000 Compatible Access of \(domain.dnsName) shuts \(name) out is not known",
                because: facts)
        }
        return Judgement(
            subject, .notMet,
            "Pre-Windows 2000 Compatible Access of \(domain.dnsName) is emptied, and \(name) may not read "
                + denied.map(\.words).joined(separator: ", "),
            because: facts, remedy: ReadHardeningRemedy(forest: forest, account: account, domain: domain).remedy(denied)
        )
    }
}

/// One thing that the calls read, and whether the account may.
struct ReadingNeed: Sendable {
    let words: String
    /// The object whose descriptor grants it: for users the domain root, from which they inherit.
    let holder: DistinguishedName
    let descriptor: Observed<SecurityDescriptor>
    let decided: AccountRight
    let isOfUsers: Bool

    static func all(
        of account: ConnectorAccount, in domain: Domain, _ forest: ForestUnderJudgement
    ) -> [ReadingNeed] {
        ReadRightsRules.places.map { place in
            let object = place.name(domain.distinguishedName)
            return ReadingNeed(
                words: object.description, holder: object, descriptor: place.descriptor(domain),
                decided: ReadRightsRules.read(place, forest, account, domain), isOfUsers: false)
        } + [
            ReadingNeed(
                words: "the users of \(domain.dnsName)", holder: domain.distinguishedName,
                descriptor: domain.security.domainRoot, decided: users(of: account, in: domain, forest), isOfUsers: true
            )
        ]
    }

    /// Of a user, the attributes that NetUserGetInfo returns are in this property set; by default only the group and administrators
    /// may read it.
    private static let ofUsers = DirectoryRight(mask: .readProperty, objectTypes: [.accountRestrictions])

    private static func users(
        of account: ConnectorAccount, in domain: Domain, _ forest: ForestUnderJudgement
    ) -> AccountRight {
        let rights = DomainRights(of: domain, in: forest.forest)
        let predicted = domain.security.domainRoot.map { rights.newUser(below: $0) }
        var decided = forest.rights(of: account, in: domain).right(
            ofUsers, named: WritebackRight(rawValue: "Read"), on: predicted.map { $0.descriptor }, ofClass: .userClass,
            holder: domain.distinguishedName)
        // What the class itself gives could grant it.
        if decided.answer == .denied, predicted.known?.isWhole == false {
            decided.answer = .undecided
            decided.basis = .notRead
            decided.why = "defaultSecurityDescriptor of the class was not read"
        }
        return decided
    }
}

/// Lets the connector account in and nobody else: by the group where that is enough, else by entries for it alone.
struct ReadHardeningRemedy: Sendable {
    let forest: ForestUnderJudgement
    let account: ConnectorAccount
    let domain: Domain

    /// Nil where an entry denies the reading, for that stands before whatever is granted, and where the account has no name here.
    func remedy(_ denied: [ReadingNeed]) -> Remedy? {
        guard account.kind != .foreign, denied.allSatisfy({ $0.decided.entry == nil }) else { return nil }
        return throughGroup(denied) ?? byEntries(denied)
    }

    private static let steps = [
        "Leave Authenticated Users out: the guide is right, and writeback does not need them in."
    ]

    /// Where the group may read what the account may not.
    private func throughGroup(_ denied: [ReadingNeed]) -> Remedy? {
        var member = account
        for index in member.tokens.indices {
            member.tokens[index].token = member.tokens[index].token.map { token in
                var token = token
                token.insert(.builtinPreWindows2000CompatibleAccess, .init(.group))
                return token
            }
        }
        let after = ReadingNeed.all(of: member, in: domain, forest)
        let words = Set(denied.map(\.words))
        guard after.allSatisfy({ !words.contains($0.words) || $0.decided.answer == .granted }) else { return nil }
        let arguments =
            "-Identity S-1-5-32-554 -Members \(CommandText.powerShell(account.distinguishedName.description)) "
            + "-Server \(CommandText.powerShell(server))"
        let name = account.samAccountName.known ?? account.sid.description
        return Remedy(
            steps: Self.steps + [
                "Put the connector account itself into the group: it alone then reads what the group reads."
            ],
            command: "Add-ADGroupMember \(arguments)",
            alternatives: [
                SambaTools(server: server).command(
                    "group addmembers 'Pre-Windows 2000 Compatible Access' \(CommandText.posix(name))",
                    undo: "group removemembers 'Pre-Windows 2000 Compatible Access' \(CommandText.posix(name))")
            ],
            undo: .command("Remove-ADGroupMember \(arguments) -Confirm:$false"))
    }

    /// Where the group was taken out of the access control lists too.
    private func byEntries(_ denied: [ReadingNeed]) -> Remedy {
        var commands: [Remedy.Command] = []
        var saved: [Remedy.SavedDescriptor] = []
        let name = forest.name(of: account)
        for need in denied {
            guard let descriptor = need.descriptor.known else { continue }
            let change = DescriptorChange(object: need.holder, before: descriptor, server: server)
            if CommandText.isPlain(need.holder.description), CommandText.isPlain(name), name.contains("\\") {
                commands.append(
                    Remedy.Command(
                        tool: "dsacls, on Windows",
                        text: "dsacls \"\(need.holder)\""
                            + (need.isOfUsers ? " /I:S /G \"\(name):RP;;user\"" : " /G \"\(name):LCRPRC\"")))
            }
            commands.append(change.adding([entry(need)]))
            if !saved.contains(where: { $0.object == need.holder.description }) { saved.append(change.saved) }
        }
        let first = commands.isEmpty ? nil : commands.removeFirst().text
        return Remedy(
            steps: Self.steps + [
                "The group itself may not read there any more: grant the connector account the reading on each of the objects."
            ],
            command: first, alternatives: commands, undo: .restore(saved))
    }

    private func entry(_ need: ReadingNeed) -> AccessControlEntry {
        need.isOfUsers
            ? AccessControlEntry(
                .allowedObject, flags: [.containerInherit, .inheritOnly], mask: .readProperty,
                inheritedObjectType: .userClass, trustee: account.sid)
            : AccessControlEntry(.allowed, mask: ReadRightsRules.reading.mask, trustee: account.sid)
    }

    private var server: String { domain.pdcConsensus.host ?? forest.run.vantage.server }
}
