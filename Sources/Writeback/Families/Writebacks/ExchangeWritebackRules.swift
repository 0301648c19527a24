import ActiveDirectory
import Inspection
import LDAP

/// Exchange hybrid writeback: what the forest has of Exchange, and whether the account may write what Exchange Online sends.
enum ExchangeWritebackRules {
    static let all = [schema, organization, users, inetOrgPersons, groups, contacts]

    private static let family = "Exchange hybrid writeback"
    private static let cmdlet = Remedy(
        steps: ["Let the cmdlet of Connect's own module AdSyncConfig grant it at every domain root."],
        command: "Set-ADSyncExchangeHybridPermissions -ADConnectorAccountDN <connector account>",
        undo: .steps("Put back the DACL as it was read; a finding prints it with the command."))

    static let schema = Rule(
        "WB-EXC-001", family: family, title: "The forest has the schema of Exchange",
        rationale: "Most of what Exchange Online writes back are attributes that Exchange adds to the schema.",
        decision: .init(
            base: "CN=ms-Exch-Schema-Version-Pt,<schema>", scope: "base", filter: "(objectClass=*)",
            attributes: ["rangeUpper"],
            reading: "The object is there. That it is not is proved where the schema shows its children."),
        severities: .always(.blocker),
        remedy: Remedy(
            steps: ["Prepare the forest with Exchange's own setup."], command: "Setup.exe /PrepareSchema",
            undo: .irreversible),
        references: [.synchronizedAttributes], grade: .source, writeback: .exchange,
        judge: .overForest { _, forest in
            let root = forest.forest.rootDomain
            let version = forest.forest.otherWritebacks.exchangeSchemaVersion
            if let number = version.known {
                return Judgement(
                    forest.forestSubject, .met, "Forest \(root) has the schema of Exchange (\(number))",
                    because: [forest.exchangeFact])
            }
            return Judgement(
                forest.forestSubject, version.isSettled ? .notMet : .undecided,
                version.isSettled
                    ? "Forest \(root) does not have the schema of Exchange"
                    : "Whether forest \(root) has the schema of Exchange is not known", because: [forest.exchangeFact])
        })

    static let organization = Rule(
        "WB-EXC-002", family: family, title: "The forest has an Exchange organization",
        rationale:
            "A schema without an organization is what an abandoned or a removed Exchange leaves behind: nothing would use what is written.",
        decision: .init(
            base: "CN=Microsoft Exchange,CN=Services,<configuration>", scope: "base", filter: "(objectClass=*)",
            attributes: ["objectClass"],
            reading: "The container is there. That it is not is proved where CN=Services shows its children."),
        severities: .always(.warning),
        remedy: Remedy(
            steps: ["Find out whether Exchange is still in use, before the feature is switched on."], undo: .notNeeded),
        references: [
            .synchronizedAttributes,
            .inference(
                "A hybrid deployment has an organization on both sides, and this container holds that of the forest"),
        ],
        grade: .inference, writeback: .exchange,
        judge: .overForest { _, forest in
            let root = forest.forest.rootDomain
            let found = forest.forest.otherWritebacks.exchangeConfiguration
            let facts = [
                forest.fact(
                    "container of Exchange", found.words(\.description),
                    source: "CN=Microsoft Exchange,CN=Services,\(forest.forest.configurationNamingContext)")
            ]
            if found.known != nil {
                return Judgement(
                    forest.forestSubject, .met, "Forest \(root) has a container for an Exchange organization",
                    because: facts)
            }
            return Judgement(
                forest.forestSubject, found.isSettled ? .notMet : .undecided,
                found.isSettled
                    ? "Forest \(root) has no Exchange organization"
                    : "Whether forest \(root) has an Exchange organization is not known", because: facts)
        })

    static let users = rule(
        "WB-EXC-003", "users", .blocker, all: true, "user", \.userClass,
        because:
            "Voice mail, archive, blocked senders and holds of users are written back, and the x500 address of the mailbox."
    )
    static let inetOrgPersons = rule(
        "WB-EXC-004", "inetOrgPersons", .warning, all: true, "inetOrgPerson", \.inetOrgPersonClass,
        because: "For accounts of that class the same is written as for users, and entries for users are not for them.")
    static let groups = rule(
        "WB-EXC-005", "groups", .warning, all: false, "group", \.groupClass,
        because: "The x500 address of Exchange Online is added to proxyAddresses, so that replies to old mail arrive.")
    static let contacts = rule(
        "WB-EXC-006", "contacts", .warning, all: false, "contact", \.contactClass,
        because: "The x500 address of Exchange Online is added to proxyAddresses, so that replies to old mail arrive.")

    /// - Parameter all: Whether all attributes are written, or proxyAddresses alone.
    private static func rule(
        _ id: RuleIdentifier, _ plural: String, _ severity: Severity, all isAll: Bool, _ name: String,
        _ inheriting: @escaping @Sendable (Forest) -> InheritingClass, because rationale: String
    ) -> Rule {
        let written = isAll ? OtherWriteback.exchangeAttributes : ["proxyAddresses"]
        return Rule(
            id, family: family, title: "The connector account may write what Exchange Online sends to \(plural)",
            rationale: rationale,
            decision: .init(
                base: "<domain>", scope: "base", filter: "(objectClass=*)",
                attributes: ["nTSecurityDescriptor", "tokenGroupsGlobalAndUniversal", "defaultSecurityDescriptor"],
                reading:
                    "Predicted for an object of class \(name) below the domain root, for each attribute that the schema has of: "
                    + written.joined(separator: ", ")
                    + ". The cmdlet grants reading and writing all properties, which counts for each."),
            severities: .always(severity), remedy: cmdlet,
            references: [.connectorAccountSetup, .synchronizedAttributes], grade: .source, writeback: .exchange,
            judge: .overConnectorAccountsByDomain { _, forest, account, domain in
                ExchangeRights(
                    written: written, plural: plural, className: name, inheriting: inheriting(forest.forest),
                    hasContainers: isAll
                ).judge(forest, account, domain)
            })
    }
}

/// Whether an account may write attributes on objects of a class.
private struct ExchangeRights {
    let written: [String]
    let plural: String
    let className: String
    let inheriting: InheritingClass
    /// Whether the containers that were read are those at which rights on this class change.
    let hasContainers: Bool

    func judge(_ forest: ForestUnderJudgement, _ account: ConnectorAccount, _ domain: Domain) -> Judgement {
        let subject = forest.subject(of: account, in: domain)
        let count = domain.security.inetOrgPersons
        if className == "inetOrgPerson", count == .value(0) || count == .absent {
            return Judgement(
                subject, .notApplicable, "\(domain.dnsName) has no account of the class inetOrgPerson",
                because: [
                    forest.fact(
                        "accounts of the class inetOrgPerson", "0",
                        source: "(objectClass=inetOrgPerson) below \(domain.distinguishedName)")
                ])
        }
        let schema = forest.forest.otherWritebacks
        let attributes = written.map { (name: $0, attribute: schema.attribute($0)) }
        let unknown = attributes.filter { $0.attribute.known == nil && !$0.attribute.isSettled }
        let rights = forest.rights(of: account, in: domain)
        let decide = { (descriptor: Observed<SecurityDescriptor>, holder: DistinguishedName) in
            attributes.compactMap { one in
                one.attribute.known.map { attribute in
                    rights.right(
                        .writeProperty(attribute.guid, in: attribute.propertySet),
                        named: .init(rawValue: "Write \(one.name)"), onNew: inheriting, below: descriptor,
                        holder: holder)
                }
            }
        }
        let decided = decide(domain.security.domainRoot, domain.distinguishedName)
        guard let worst = decided.worst, unknown.isEmpty || worst.answer != .granted else {
            let missing = unknown.isEmpty ? written : unknown.map(\.name)
            let value = missing.joined(separator: ", ")
            let facts = [
                forest.fact(
                    "attributes", unknown.isEmpty ? "not in the schema: \(value)" : Fact.unreadable + value,
                    source: "lDAPDisplayName below \(forest.forest.schemaNamingContext)")
            ]
            return Judgement(
                subject, unknown.isEmpty ? .notApplicable : .undecided,
                unknown.isEmpty
                    ? "The schema has nothing that Exchange Online sends to \(plural) of \(domain.dnsName)"
                    : "Whether the schema has all that Exchange Online sends to \(plural) of \(domain.dnsName) is not known",
                because: facts)
        }
        var judgement = forest.judge(
            DelegableRight(
                objects: "\(plural) of \(domain.dnsName)", decided: worst,
                below: hasContainers
                    ? { decide(.value($0.descriptor), $0.distinguishedName).worst ?? worst } : nil),
            account, domain
        ) { remedy($0, account, domain, forest) }
        // Where nobody knows of such an account, none may lack anything.
        if className == "inetOrgPerson", judgement.outcome == .notMet, (count.known ?? 0) == 0 {
            judgement.outcome = .undecided
        }
        let lacking = decided.filter { $0.answer == .denied }.map(\.right.name)
        if lacking.count > 1 {
            judgement.because.append(
                forest.fact(
                    "lacking in all", lacking.joined(separator: ", "),
                    source: "nTSecurityDescriptor of \(domain.distinguishedName)"))
        }
        return judgement
    }

    private func remedy(
        _ denied: AccountRight, _ account: ConnectorAccount, _ domain: Domain, _ forest: ForestUnderJudgement
    ) -> Remedy {
        let root = (name: domain.distinguishedName, descriptor: domain.security.domainRoot.known)
        return forest.remedy(denied, account, domain, on: root) { tool, wait in
            tool.grant(
                [
                    RightsGrant(
                        mask: [.readProperty, .writeProperty], heir: inheriting.guid, words: "RPWP;;\(className)")
                ], on: root,
                command: "Set-ADSyncExchangeHybridPermissions -ADConnectorAccountDN "
                    + CommandText.powerShell(account.distinguishedName.description),
                steps: [
                    "Let the cmdlet of Connect's own module AdSyncConfig grant it at every domain root, or one of the other commands at this one.",
                    wait,
                ])
        }
    }
}
