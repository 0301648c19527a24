import ActiveDirectory
import Inspection
import LDAP

/// What the connector account must be able to read for the calls by which writeback looks users up (NetUserGetInfo).
enum ReadRightsRules {
    static let all = [domainRoot, builtin, samServer, preWindows2000]

    private static let family = "Rights to read"

    struct Place: Sendable {
        let title: String
        let base: String
        let objectClass: String
        let descriptor: @Sendable (Domain) -> Observed<SecurityDescriptor>
        let name: @Sendable (DistinguishedName) -> DistinguishedName
    }

    /// The objects that the calls read, whoever the user is.
    static let places: [Place] = [
        Place(
            title: "the domain root", base: "<domain>", objectClass: "domainDNS",
            descriptor: { $0.security.domainRoot }, name: { $0 }),
        Place(
            title: "CN=Builtin", base: "CN=Builtin,<domain>", objectClass: "builtinDomain",
            descriptor: { $0.security.builtin }, name: { $0.child("CN", "Builtin") }),
        Place(
            title: "CN=Server,CN=System", base: "CN=Server,CN=System,<domain>", objectClass: "samServer",
            descriptor: { $0.security.samServer }, name: { $0.child("CN", "System").child("CN", "Server") }),
    ]

    static let domainRoot = rule("WB-ACL-009", places[0])
    static let builtin = rule("WB-ACL-010", places[1])
    static let samServer = rule("WB-ACL-011", places[2])

    /// List contents, read all properties, read permissions.
    static let reading = DirectoryRight(mask: [.listContents, .readProperty, .readControl])

    private static func rule(_ id: RuleIdentifier, _ place: Place) -> Rule {
        Rule(
            id, family: family, title: "The connector account may read \(place.title)",
            rationale:
                "Before it writes, Connect looks the user up over SAM (NetUserGetInfo), which reads here. Refused, it says \"Failed to acquire "
                + "user information\" (event 6329, access denied).",
            decision: .init(
                base: place.base, scope: "base", filter: "(objectClass=*)",
                attributes: ["nTSecurityDescriptor", "tokenGroupsGlobalAndUniversal"],
                reading:
                    "The DACL grants list contents, read all properties and read permissions to any identifier in the account's token; usually "
                    + "Authenticated Users or Pre-Windows 2000 Compatible Access."),
            severities: .always(.warning),
            remedy: Remedy(
                steps: [
                    "Give Authenticated Users list contents, read all properties and read permissions on it again."
                ],
                command: "dsacls \(place.base) /G \"NT AUTHORITY\\Authenticated Users:LCRPRC\"",
                undo: .steps("Put the former DACL back.")),
            references: [.accessRights, .netUserFails], grade: .source,
            judge: .overConnectorAccountsByDomain { _, forest, account, domain in
                judge(place, forest, account, domain)
            })
    }

    static func read(
        _ place: Place, _ forest: ForestUnderJudgement, _ account: ConnectorAccount, _ domain: Domain
    ) -> AccountRight {
        let guid = RightsCatalogue.wellKnown.classGUID(named: place.objectClass) ?? .domainClass
        return forest.rights(of: account, in: domain).right(
            reading, named: WritebackRight(rawValue: "Read"), on: place.descriptor(domain), ofClass: guid,
            holder: place.name(domain.distinguishedName))
    }

    private static func judge(
        _ place: Place, _ forest: ForestUnderJudgement, _ account: ConnectorAccount, _ domain: Domain
    ) -> Judgement {
        let decided = read(place, forest, account, domain)
        let subject = forest.subject(of: account, in: domain)
        let name = forest.name(of: account)
        let object = place.name(domain.distinguishedName)
        let facts = forest.facts(of: decided, on: object.description, in: domain, holder: object)
        switch decided.answer {
        case .granted: return Judgement(subject, .met, "\(name) may read \(object)", because: facts)
        case .denied:
            return Judgement(
                subject, .notMet, "\(name) may not read \(object)", because: facts,
                remedy: remedy(forest, domain, object, place.descriptor(domain).known, decided.entry))
        case .undecided:
            return Judgement(subject, .undecided, "Whether \(name) may read \(object) is not known", because: facts)
        }
    }

    private static func remedy(
        _ forest: ForestUnderJudgement, _ domain: Domain, _ object: DistinguishedName,
        _ descriptor: SecurityDescriptor?, _ denying: DecidingEntry?
    ) -> Remedy? {
        guard let descriptor, denying == nil else { return nil }
        let change = DescriptorChange(
            object: object, before: descriptor, server: domain.pdcConsensus.host ?? forest.run.vantage.server)
        let entry = AccessControlEntry(.allowed, mask: reading.mask, trustee: .authenticatedUsers)
        return Remedy(
            steps: ["Give Authenticated Users list contents, read all properties and read permissions on it again."],
            command: CommandText.isPlain(object.description)
                ? "dsacls \"\(object)\" /G \"NT AUTHORITY\\Authenticated Users:LCRPRC\"" : nil,
            alternatives: [change.adding([entry])], undo: .restore([change.saved]))
    }

    static let preWindows2000 = Rule(
        "WB-ACL-012", family: family, title: "Authenticated Users are in Pre-Windows 2000 Compatible Access",
        rationale:
            "By default the right to read the domain and its users comes from this group. Hardening guides empty it; then each right to read "
            + "has to be granted by another entry.",
        decision: .init(
            base: "CN=Builtin,<domain>", scope: "one", filter: "(objectSid=S-1-5-32-554)", attributes: ["member"],
            reading:
                "The foreign security principal S-1-5-11 is a member; the group is found by its SID, for its name is in the language of the "
                + "first domain controller. Where it is not, a note if the connector account may read all the same (WB-ACL-009 to 011), else a "
                + "warning."),
        severities: .always(.warning),
        remedy: Remedy(
            steps: [
                "Prefer granting the connector account alone what WB-ACL-009 to 011 ask for.",
                "Or put Authenticated Users into the group again: then every account of the forest may read most of it.",
            ],
            command: "net localgroup \"Pre-Windows 2000 Compatible Access\" \"NT AUTHORITY\\Authenticated Users\" /add",
            undo: .command(
                "net localgroup \"Pre-Windows 2000 Compatible Access\" \"NT AUTHORITY\\Authenticated Users\" /delete")),
        references: [.accessRights, .netUserFails], grade: .source,
        judge: .overDomains { _, forest, domain in [preWindows2000(forest, domain)] })

    private static func preWindows2000(_ forest: ForestUnderJudgement, _ domain: Domain) -> Judgement {
        let members = domain.security.preWindows2000Members
        let subject = forest.subject(of: domain)
        let facts = [
            forest.fact(
                "members of Pre-Windows 2000 Compatible Access",
                members.words { list in
                    list.isEmpty
                        ? "none"
                        : list.map { forest.forest.security.displayName(of: $0) }.sorted().joined(separator: ", ")
                }, source: "member of S-1-5-32-554 in \(domain.dnsName)")
        ]
        let known = members.known ?? []
        if known.contains(.authenticatedUsers) {
            let loose = known.filter { [.everyone, .anonymous].contains($0) }
            let note =
                loose.isEmpty
                ? "" : ", and \(loose.compactMap(\.wellKnownName).sorted().joined(separator: " and ")), who need not be"
            return Judgement(
                subject, .met,
                "Authenticated Users of \(domain.dnsName) are in Pre-Windows 2000 Compatible Access\(note)",
                because: facts)
        }
        guard members.isSettled else {
            return Judgement(
                subject, .undecided,
                "Whether Authenticated Users of \(domain.dnsName) are in Pre-Windows 2000 Compatible Access is not known",
                because: facts)
        }
        let judged = forest.connectorAccounts.judged
        let readsAnyhow =
            !judged.isEmpty
            && judged.allSatisfy { account in
                places.allSatisfy { read($0, forest, account, domain).answer == .granted }
            }
        return Judgement(
            subject, .notMet, severity: readsAnyhow ? .information : nil,
            "Authenticated Users of \(domain.dnsName) are not in Pre-Windows 2000 Compatible Access"
                + (readsAnyhow ? "; the connector account may read without" : ""), because: facts,
            remedy: forest.admittingAuthenticatedUsers(domain))
    }
}
