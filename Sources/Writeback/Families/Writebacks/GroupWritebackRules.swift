import ActiveDirectory
import Inspection
import LDAP

/// Group writeback: by Connect (version 1, Microsoft 365 groups) and by cloud sync (security groups).
enum GroupWritebackRules {
    static let all = [exchange, create, readAndWrite, delete, versionTwo, attribute, ports, licence]

    static let family = "Group writeback"

    static let exchange = Rule(
        "WB-GRP-001", family: family, title: "The forest is prepared for Exchange, where Connect writes groups",
        rationale:
            "Connect writes Microsoft 365 groups, which are mail recipients, and asks for a hybrid deployment with a supported Exchange.",
        decision: .init(
            base: "CN=ms-Exch-Schema-Version-Pt,<schema>", scope: "base", filter: "(objectClass=*)",
            attributes: ["rangeUpper"],
            reading:
                "The object is there. That it is not is proved where the schema shows its children. Not asked where cloud sync writes the "
                + "groups; where neither account is known, a forest without Exchange is undecided."),
        severities: .always(.blocker),
        remedy: Remedy(
            steps: [
                "Prepare the forest with Exchange's own setup, or write groups with cloud sync, which needs no Exchange."
            ],
            command: "Setup.exe /PrepareSchema", undo: .irreversible),
        references: [.groupWriteback], grade: .source, writeback: .group,
        judge: .overForest { _, forest in
            let root = forest.forest.rootDomain
            let version = forest.forest.otherWritebacks.exchangeSchemaVersion
            let writers = forest.groupWriters
            guard writers?.contains(.connect) ?? true else {
                return Judgement(
                    forest.forestSubject, .notApplicable, "Connect writes no groups to forest \(root); cloud sync does",
                    because: [forest.exchangeFact])
            }
            if let number = version.known {
                return Judgement(
                    forest.forestSubject, .met, "Forest \(root) has the schema of Exchange (\(number))",
                    because: [forest.exchangeFact])
            }
            let isAbsent = version.isSettled
            return Judgement(
                forest.forestSubject, isAbsent && writers != nil ? .notMet : .undecided,
                isAbsent
                    ? "Forest \(root) does not have the schema of Exchange"
                    : "Whether forest \(root) has the schema of Exchange is not known", because: [forest.exchangeFact])
        })

    static let versionTwo = Rule(
        "WB-GRP-005", plane: .connect, family: family, title: "Group writeback version 2 is not in use",
        rationale:
            "Its preview ended on 2024-06-30 and is no longer supported. Cloud sync takes its place for security groups; version 1 stays for "
            + "Microsoft 365 groups.",
        decision: .init(
            base: "the Connect server", scope: "-", filter: "-", attributes: [], reading: "GroupWritebackV2 is False."),
        severities: .always(.information),
        remedy: Remedy(
            steps: ["Move the groups to cloud sync, then switch version 2 off."],
            command: "Set-ADSyncAADCompanyFeature -GroupWritebackV2 $false", undo: .irreversible),
        references: [.groupWriteback, .groupProvisioning], grade: .source, writeback: .group,
        judge: .question(.syncServer, .init(place: "the Connect server", command: "Get-ADSyncAADCompanyFeature")))

    static let attribute = Rule(
        "WB-GRP-006", family: family,
        title: "The schema has msDS-ExternalDirectoryObjectId, where cloud sync writes groups",
        rationale:
            "Cloud sync finds its groups again by that attribute, which came with the schema of Windows Server 2016.",
        decision: .init(
            base: "<schema>", scope: "one", filter: "(lDAPDisplayName=msDS-ExternalDirectoryObjectId)",
            attributes: ["lDAPDisplayName", "schemaIDGUID"],
            reading:
                "The attribute is there, or the schema has version 87 or more. That it is not there is proved where the schema shows its "
                + "children; Exchange adds it to older schemas too."),
        severities: .always(.blocker),
        remedy: Remedy(
            steps: ["Extend the schema with the adprep of Windows Server 2016 or later."],
            command: "adprep /forestprep", undo: .irreversible),
        references: [.groupProvisioning, .schemaVersions], grade: .source, writeback: .group,
        judge: .overForest { _, forest in
            forest.writers(
                .cloudSync,
                or: forest.judgeAttribute("msDS-ExternalDirectoryObjectId", since: KeyCredentialRules.schema2016))
        })

    static let ports = Rule(
        "WB-GRP-007", family: family,
        title: "A domain controller of each domain answers cloud sync on TCP 389 and 3268",
        rationale: "The provisioning agent writes over LDAP, and looks members up in the global catalog.",
        decision: .init(
            base: "TCP 389 and 3268", scope: "-", filter: "-", attributes: [],
            reading:
                "Both are open on one writable domain controller. Refused on all is not met; silence is undecided, unless this host stands where the "
                + "sync server stands. The agent stands elsewhere: try it from there too."),
        severities: .always(.warning),
        remedy: Remedy(
            steps: [
                "Try the ports from the provisioning agent's server.",
                "Let the firewalls pass them; make a domain controller a global catalog where none is.",
            ], command: "Test-NetConnection <domain controller> -Port 3268", undo: .notNeeded),
        references: [.groupProvisioning], grade: .source, writeback: .group,
        judge: .overDomains { _, forest, domain in [forest.writers(.cloudSync, or: judgePorts(of: domain, forest))] })

    private static func judgePorts(of domain: Domain, _ forest: ForestUnderJudgement) -> Judgement {
        let subject = forest.subject(of: domain)
        let hosts = forest.controllers(of: domain).filter { $0.kind == .writable || $0.kind == .unknown }
        let facts = hosts.map { host in
            let words = [389, 3268].map { "\($0) \((host.ports[$0] ?? .notReturned).words(\.rawValue))" }
            return forest.openFact(
                "ports of \(host.displayName)", words.joined(separator: ", "), source: "TCP connect",
                on: forest.run.vantage.host)
        }
        let answers = hosts.map { host in [389, 3268].map { isOpen(host.ports[$0]?.known, forest) } }
        if answers.contains(where: { $0.allSatisfy { $0 == true } }) {
            return Judgement(
                subject, .met, "A domain controller of \(domain.dnsName) answers on TCP 389 and 3268", because: facts)
        }
        let isShut = !answers.isEmpty && answers.allSatisfy { $0.contains(false) }
        return Judgement(
            subject, isShut ? .notMet : .undecided,
            isShut
                ? "No domain controller of \(domain.dnsName) answers on TCP 389 and 3268"
                : "Whether a domain controller of \(domain.dnsName) answers on TCP 389 and 3268 is not known",
            because: facts)
    }

    /// Nil where it is not known.
    private static func isOpen(_ port: PortState?, _ forest: ForestUnderJudgement) -> Bool? {
        switch port {
        case .open: true
        case .refused: false
        case .silent, .unreachable: forest.vantage == .connect ? false : nil
        case nil: nil
        }
    }

    static let licence = Rule(
        "WB-GRP-008", plane: .cloud, family: family, title: "The tenant has a licence that includes group writeback",
        rationale: "Group writeback and provisioning to Active Directory need Entra ID P1.",
        decision: .init(
            base: "anywhere, signed in to the tenant", scope: "-", filter: "-", attributes: [],
            reading: "An enabled SKU with service plan AAD_PREMIUM or AAD_PREMIUM_P2."),
        severities: .always(.blocker),
        remedy: Remedy(steps: ["Buy or assign a plan that includes Entra ID P1."], undo: .notNeeded),
        references: [.groupWriteback, .groupProvisioning], grade: .source, writeback: .group,
        judge: .question(
            .tenant,
            .init(
                place: "anywhere, signed in to the tenant",
                command: "az rest --method get --url https://graph.microsoft.com/v1.0/subscribedSkus")))
}

extension ForestUnderJudgement {
    var exchangeFact: Fact {
        fact(
            "version of the Exchange schema", forest.otherWritebacks.exchangeSchemaVersion.words(String.init),
            source: "rangeUpper of CN=ms-Exch-Schema-Version-Pt,\(forest.schemaNamingContext)")
    }

    /// A judgement that counts only where a product writes groups: elsewhere it does not apply, and where nobody knows, what is not met
    /// is undecided.
    func writers(_ writer: GroupWriter, or judgement: Judgement) -> Judgement {
        guard let writers = groupWriters else {
            var open = judgement
            if open.outcome == .notMet { open.outcome = .undecided }
            return open
        }
        guard !writers.contains(writer) else { return judgement }
        return Judgement(
            judgement.subject, .notApplicable,
            "Cloud sync writes no groups to \(judgement.subject.domain ?? forest.rootDomain); no account of its own is judged",
            because: judgement.because)
    }

    /// Whether the schema has an attribute that came with a version of it.
    func judgeAttribute(_ name: String, since version: Int) -> Judgement {
        let attribute = forest.otherWritebacks.attribute(name)
        let facts = [
            fact(
                "attribute \(name)", attribute.words { "\($0.guid)" },
                source: "(lDAPDisplayName=\(name)) below \(forest.schemaNamingContext)"),
            schemaFact,
        ]
        let root = forest.rootDomain
        if case .absent = attribute {
            return Judgement(forestSubject, .notMet, "The schema of forest \(root) has no \(name)", because: facts)
        }
        let isNewEnough = forest.schemaVersion.known.map { $0 >= version } ?? false
        let isThere = attribute.known != nil || isNewEnough
        return Judgement(
            forestSubject, isThere ? .met : .undecided,
            isThere
                ? "The schema of forest \(root) has \(name)"
                : "Whether the schema of forest \(root) has \(name) is not known", because: facts)
    }
}
