import ActiveDirectory
import Inspection
import LDAP

/// mS-DS-ConsistencyGuid as source anchor: the right to write it, and what it already holds.
enum ConsistencyGuidRules {
    static let all = [write, values, differing]

    private static let family = "ms-DS-ConsistencyGuid"
    static let name = "mS-DS-ConsistencyGuid"
    private static let count = Rule.Decision(
        base: "<domain>", scope: "subtree", filter: "(&(objectCategory=person)(objectClass=user))",
        attributes: ["objectGUID", "mS-DS-ConsistencyGuid"],
        reading:
            "Counted at a domain controller other than the PDC emulator. Whole only where every container shows its children, and where those "
            + "without a value, counted by the server, are all the others; what is only part proves what it holds.")

    static let write = Rule(
        "WB-CGU-001", family: family, title: "The connector account may write mS-DS-ConsistencyGuid of users",
        rationale: "Connect copies the objectGUID of each user there; without the right nobody new is synchronised.",
        decision: .init(
            base: "<domain>", scope: "base", filter: "(objectClass=*)",
            attributes: ["nTSecurityDescriptor", "tokenGroupsGlobalAndUniversal", "defaultSecurityDescriptor"],
            reading:
                "Predicted for a user below the domain root: reading and writing 23773dc2-b63a-11d2-90e1-00c04fd91ab1. Where only containers "
                + "below the root grant it, it is a warning that names them."),
        severities: .always(.blocker),
        remedy: Remedy(
            steps: ["Let the cmdlet of Connect's own module AdSyncConfig grant it at every domain root."],
            command: "Set-ADSyncMsDsConsistencyGuidPermissions -ADConnectorAccountDN <connector account>",
            undo: .steps("Put back the DACL as it was read; a finding prints it with the command.")),
        references: [.connectorAccountSetup, .sourceAnchor], grade: .source, writeback: .consistencyGuid,
        judge: .overConnectorAccountsByDomain { _, forest, account, domain in
            forest.judge(writing: name, account, domain) { tool, root, wait in
                tool.grant(
                    [
                        RightsGrant(
                            mask: [.readProperty, .writeProperty],
                            objectType: forest.attribute(name)?.guid, heir: .userClass, words: "RPWP;\(name);user")
                    ], on: root,
                    command: "Set-ADSyncMsDsConsistencyGuidPermissions -ADConnectorAccountDN "
                        + CommandText.powerShell(account.distinguishedName.description),
                    steps: [
                        "Let the cmdlet of Connect's own module AdSyncConfig grant it at every domain root, or one of the other commands at this "
                            + "one.", wait,
                    ])
            }
        })

    static let values = Rule(
        "WB-CGU-002", family: family, title: "No user has a value in mS-DS-ConsistencyGuid before Connect uses it",
        rationale:
            "Where one user has a value, the wizard takes the attribute for another application's: a new installation falls back to objectGUID, "
            + "and a later change is refused, unless the wizard is started with /SkipLdapSearch. Where Connect uses it already, values are "
            + "what it wrote.",
        decision: count, severities: .always(.warning),
        remedy: Remedy(
            steps: [
                "Find out who wrote the values: an earlier Connect, a migration tool, or another application.",
                "If no other application uses the attribute, start the wizard with /SkipLdapSearch.",
            ],
            command:
                "\"c:\\Program Files\\Microsoft Azure Active Directory Connect\\AzureADConnect.exe\" /SkipLdapSearch",
            undo: .irreversible),
        references: [.sourceAnchor], grade: .source, writeback: .consistencyGuid,
        judge: .overDomains { _, forest, domain in
            let found = domain.consistencyGuids
            let anchor = forest.connectExport?.settings.known?.anchorAttribute.known
            var facts = [forest.fact(of: found, in: domain)]
            if let anchor {
                facts.append(
                    forest.fact("source anchor", anchor, source: "Microsoft.SynchronizationOption.AnchorAttribute"))
            }
            let subject = forest.subject(of: domain)
            let number = found.known?.withValue ?? 0
            if number > 0 {
                let isUsed = anchor?.lowercased() == name.lowercased()
                return [
                    Judgement(
                        subject, isUsed ? .met : .notMet,
                        isUsed
                            ? "Connect uses \(name), and \(number) users of \(domain.dnsName) have it"
                            : "\(number) users of \(domain.dnsName) have a value in \(name) already", because: facts)
                ]
            }
            let isWhole = found.isSettled
            return [
                Judgement(
                    subject, isWhole ? .met : .undecided,
                    isWhole
                        ? "No user of \(domain.dnsName) has a value in \(name)"
                        : "Whether a user of \(domain.dnsName) has a value in \(name) is not known", because: facts)
            ]
        })

    static let differing = Rule(
        "WB-CGU-003", family: family, title: "What users have in mS-DS-ConsistencyGuid is their objectGUID",
        rationale:
            "Connect writes the objectGUID. Another value is that of a user who was moved here from another forest, and then right, or that of "
            + "another application: such a user is then joined to somebody else's account, or to none.",
        decision: count, severities: .always(.warning),
        remedy: Remedy(
            steps: [
                "Compare each of them with the user's immutable ID in the tenant (onPremisesImmutableId, in base64).",
                "Leave a value that is the same; correct another before the user is synchronised for the first time.",
            ],
            command: "Get-ADUser -LDAPFilter '(mS-DS-ConsistencyGuid=*)' -Properties objectGUID, mS-DS-ConsistencyGuid",
            undo: .notNeeded),
        references: [
            .sourceAnchor,
            .inference(
                "A value that Connect did not write belongs to a move between forests, or to another application"),
        ],
        grade: .inference, writeback: .consistencyGuid,
        judge: .overDomains { _, forest, domain in
            let found = domain.consistencyGuids
            var facts = [forest.fact(of: found, in: domain)]
            for example in found.known?.examples ?? [] {
                facts.append(
                    forest.fact("another value", example.description, source: "\(name) and objectGUID of \(example)"))
            }
            let subject = forest.subject(of: domain)
            let number = found.known?.differing ?? 0
            if number > 0 {
                return [
                    Judgement(
                        subject, .notMet,
                        "\(number) users of \(domain.dnsName) have another value in \(name) than their objectGUID",
                        because: facts)
                ]
            }
            let isWhole = found.isSettled
            return [
                Judgement(
                    subject, isWhole ? .met : .undecided,
                    isWhole
                        ? "No user of \(domain.dnsName) has another value in \(name) than the objectGUID"
                        : "Whether users of \(domain.dnsName) have other values in \(name) is not known",
                    because: facts)
            ]
        })
}

extension ForestUnderJudgement {
    fileprivate func fact(of found: Observed<ConsistencyGuids>, in domain: Domain) -> Fact {
        fact(
            "users with a source anchor",
            found.words { "\($0.withValue) of \($0.users), \($0.differing) of them other than objectGUID" },
            source: "\(ConsistencyGuidRules.name) of the users below \(domain.distinguishedName)")
    }

    /// An attribute as this forest has it, or as every forest that has it does.
    func attribute(_ name: String) -> RightsCatalogue.Attribute? {
        if let own = forest.otherWritebacks.attribute(name).known {
            return .init(guid: own.guid, name: own.name, propertySet: own.propertySet)
        }
        return RightsCatalogue.wellKnown.attribute(named: name)
    }

    /// Whether an account may read and write an attribute of the users of a domain.
    func judge(
        writing name: String, _ account: ConnectorAccount, _ domain: Domain,
        granting grant:
            (RightsRemedy, _ root: (name: DistinguishedName, descriptor: SecurityDescriptor?), _ wait: String) -> Remedy
    ) -> Judgement {
        let rights = rights(of: account, in: domain)
        let right = WritebackRight(rawValue: "Read and write \(name)")
        let decide = { (descriptor: Observed<SecurityDescriptor>, holder: DistinguishedName) in
            rights.right(
                readingAndWriting(name), named: right, onNew: forest.userClass, below: descriptor, holder: holder)
        }
        return judge(
            DelegableRight(
                objects: "users of \(domain.dnsName)",
                decided: decide(domain.security.domainRoot, domain.distinguishedName),
                below: { decide(.value($0.descriptor), $0.distinguishedName) }),
            account, domain
        ) { denied in
            let root = (name: domain.distinguishedName, descriptor: domain.security.domainRoot.known)
            return remedy(denied, account, domain, on: root) { tool, wait in grant(tool, root, wait) }
        }
    }

    /// Both on an attribute of users; all properties where nobody knows which attribute it is.
    func readingAndWriting(_ name: String) -> DirectoryRight {
        let found = attribute(name)
        return DirectoryRight(
            mask: [.readProperty, .writeProperty],
            objectTypes: [found?.propertySet, found?.guid].compactMap(\.self))
    }
}
