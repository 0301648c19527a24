import ActiveDirectory
import Inspection
import LDAP

/// Keys of Windows Hello for Business: whether Connect may write them to the users that they belong to.
enum KeyCredentialRules {
    static let all = [attribute, write, protected]

    private static let family = "Key credentials"
    static let schema2016 = 87
    static let name = "msDS-KeyCredentialLink"

    static let attribute = Rule(
        "WB-KEY-001", family: family, title: "The schema has msDS-KeyCredentialLink",
        rationale: "Connect writes the public keys of users there. It came with the schema of Windows Server 2016.",
        decision: .init(
            base: "<schema>", scope: "one", filter: "(lDAPDisplayName=msDS-KeyCredentialLink)",
            attributes: ["lDAPDisplayName", "schemaIDGUID", "attributeSecurityGUID"],
            reading:
                "The attribute is there, or the schema has version 87 or more. That it is not there is proved where the schema shows its "
                + "children."),
        severities: .always(.blocker),
        remedy: Remedy(
            steps: ["Extend the schema with the adprep of Windows Server 2016 or later."],
            command: "adprep /forestprep", undo: .irreversible),
        references: [.keyCredentialLink, .helloKeys, .schemaVersions], grade: .source, writeback: .keyCredentials,
        judge: .overForest { _, forest in forest.judgeAttribute(name, since: schema2016) })

    static let write = Rule(
        "WB-KEY-002", family: family, title: "The connector account may write the keys of users",
        rationale:
            "Without it no key arrives, and a sign-in with a key fails. By default Key Admins of the domain (RID 526) and Enterprise Key Admins "
            + "of the root (RID 527) may; the groups appear with the first PDC emulator of Windows Server 2016 or later.",
        decision: .init(
            base: "<domain>", scope: "base", filter: "(objectClass=*)",
            attributes: ["nTSecurityDescriptor", "tokenGroupsGlobalAndUniversal", "defaultSecurityDescriptor"],
            reading:
                "Predicted for a user below the domain root: reading and writing 5b47d60f-6090-40b2-9f37-2a4de88f3063, granted to any "
                + "identifier in the account's token, the two groups among them, or by an entry of its own."),
        severities: .always(.blocker),
        remedy: Remedy(
            steps: [
                "Make the account a member of Key Admins, or of Enterprise Key Admins where the forest has several domains."
            ],
            command: "Add-ADGroupMember -Identity <Key Admins> -Members <connector account>",
            undo: .command("Remove-ADGroupMember -Identity <Key Admins> -Members <connector account>")),
        references: [.helloKeys, .keyCredentialLink], grade: .source, writeback: .keyCredentials,
        judge: .overConnectorAccountsByDomain { _, forest, account, domain in
            if case .absent = forest.forest.otherWritebacks.attribute(name) {
                return Judgement(
                    forest.subject(of: account, in: domain), .notApplicable,
                    "The schema of forest \(forest.forest.rootDomain) has no \(name)", because: [forest.schemaFact])
            }
            return forest.judge(writing: name, account, domain) { tool, root, wait in
                remedy(tool, root, wait, account, domain, forest)
            }
        })

    private static func remedy(
        _ tool: RightsRemedy, _ root: (name: DistinguishedName, descriptor: SecurityDescriptor?), _ wait: String,
        _ account: ConnectorAccount, _ domain: Domain, _ forest: ForestUnderJudgement
    ) -> Remedy {
        let entry = RightsGrant(
            mask: [.readProperty, .writeProperty], objectType: forest.attribute(name)?.guid, heir: .userClass,
            words: "RPWP;\(name);user")
        let direct = tool.grant([entry], on: root, command: nil, steps: [])
        guard let group = group(for: domain, root.descriptor, forest) else {
            return Remedy(
                steps: [
                    "Neither Key Admins nor Enterprise Key Admins has the right at this domain root: grant it to the account itself.",
                    wait,
                ], command: direct.alternatives.first?.text, alternatives: Array(direct.alternatives.dropFirst()),
                undo: direct.undo)
        }
        let words =
            "-Identity \(CommandText.powerShell(group.sid.description)) -Server \(CommandText.powerShell(group.domain)) -Members "
            + CommandText.powerShell(account.distinguishedName.description)
        return Remedy(
            steps: [
                "Make the account a member of \(forest.forest.security.displayName(of: group.sid)), which has the right; the other commands grant "
                    + "it to the account itself.",
                "Restart the service ADSync, so that the account gets a token with the group, and run a full synchronisation.",
            ], command: "Add-ADGroupMember \(words)", alternatives: direct.alternatives,
            undo: .command("Remove-ADGroupMember \(words) -Confirm:$false"))
    }

    /// The group that has the right at a domain root: Key Admins where the forest has one domain, else Enterprise Key Admins.
    private static func group(
        for domain: Domain, _ root: SecurityDescriptor?, _ forest: ForestUnderJudgement
    ) -> (sid: SecurityIdentifier, domain: String)? {
        let domains = forest.forest.domains.known ?? []
        let top = domains.first { $0.dnsName.lowercased() == forest.forest.rootDomain.lowercased() }
        let own = domain.sid.known?.appending(.keyAdmins).map { (sid: $0, domain: domain.dnsName) }
        let enterprise = top.flatMap { top in
            top.sid.known?.appending(.enterpriseKeyAdmins).map { (sid: $0, domain: top.dnsName) }
        }
        let wanted = domains.count > 1 ? [enterprise, own] : [own, enterprise]
        guard let descriptor = root?.forChild(ofClass: .userClass, explicit: nil) else { return nil }
        return wanted.compactMap(\.self).first { group in
            AccessCheck(descriptor, ofClass: .userClass)
                .decision(on: forest.readingAndWriting(name), for: Token([group.sid])).answer == .granted
        }
    }

    static let protected = Rule(
        "WB-KEY-003", family: family, title: "The connector account may not write the keys of protected accounts",
        rationale:
            "Administrators take the DACL of AdminSDHolder, which by default gives Key Admins nothing: their keys are not written back. Whoever "
            + "may write a key of an administrator can sign in as that administrator.",
        decision: .init(
            base: "CN=AdminSDHolder,CN=System,<domain>", scope: "base", filter: "(objectClass=*)",
            attributes: ["nTSecurityDescriptor"],
            reading: "A user with this DACL does not grant the account writing 5b47d60f-6090-40b2-9f37-2a4de88f3063."),
        severities: .always(.warning),
        remedy: Remedy(
            steps: [
                "Find out whether administrators are meant to sign in with keys that are written back. Microsoft does not recommend rights on "
                    + "AdminSDHolder.",
                "If not, take the account's entries out of the DACL of AdminSDHolder, in Active Directory Users and Computers with the "
                    + "advanced features shown.",
                "The change reaches the protected accounts when the PDC emulator next runs SDProp, within the hour.",
            ],
            undo: .steps("Make the entries again, as the facts of this finding have them.")),
        references: [.connectorAccountSetup, .keyCredentialLink, .protectedAccounts], grade: .source,
        writeback: .keyCredentials,
        judge: .overConnectorAccountsByDomain { _, forest, account, domain in
            let holder = domain.distinguishedName.child("CN", "System").child("CN", "AdminSDHolder")
            let found = forest.attribute(name)
            let decided = forest.rights(of: account, in: domain).right(
                DirectoryRight(
                    mask: .writeProperty, objectTypes: [found?.propertySet, found?.guid].compactMap(\.self)),
                named: .init(rawValue: "Write \(name)"), on: domain.security.adminSDHolder, ofClass: .userClass,
                holder: holder)
            let subject = forest.subject(of: account, in: domain)
            let who = forest.name(of: account)
            let what = "protected accounts of \(domain.dnsName)"
            let facts = forest.facts(of: decided, on: what, in: domain, holder: holder)
            switch decided.answer {
            case .granted:
                return Judgement(subject, .notMet, "\(who) may write the keys of \(what)", because: facts)
            case .denied:
                return Judgement(
                    subject, .met, "Keys of \(what) are not written back: \(who) may not write them", because: facts)
            case .undecided:
                return Judgement(
                    subject, .undecided, "Whether \(who) may write the keys of \(what) is not known", because: facts)
            }
        })
}
