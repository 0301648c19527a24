import ActiveDirectory
import Inspection
import LDAP

/// Where the rights that the domain root grants do not arrive.
enum InheritanceRules {
    static let all = [reach, inetOrgPersons, protectedAccounts]

    /// The rights that are needed on each user.
    private static let onUsers: [WritebackRight] = [.resetPassword, .writeLockoutTime, .writePwdLastSet]

    static let reach = Rule(
        "WB-ACL-006", family: PasswordRightsRules.family,
        title: "The rights of the connector account reach the users of every container",
        rationale:
            "A container whose inheritance is switched off, or that denies, ends what the domain root grants: its users cannot be served, and "
            + "every other user can.",
        decision: .init(
            base: "<domain>", scope: "subtree", filter: "(|(objectClass=organizationalUnit)(objectClass=container))",
            attributes: ["nTSecurityDescriptor"],
            reading:
                "Predicted for a user below each container that has SE_DACL_PROTECTED (0x1000) or entries of its own, and holds users: every "
                + "right that the root grants is granted there too."),
        severities: .always(.warning),
        remedy: Remedy(
            steps: ["Switch inheritance on again on the container, or grant the rights on it."],
            command:
                "Set-ADSyncPasswordWritebackPermissions -ADConnectorAccountDN <connector account> -ADobjectDN <container>",
            undo: .steps("Put back the DACL as it was read; a finding prints it with the command.")),
        references: [.writebackTutorial, .accessRights, .connectorAccountSetup], grade: .source,
        judge: .overConnectorAccountsByDomain { _, forest, account, domain in reach(forest, account, domain) })

    private static func reach(
        _ forest: ForestUnderJudgement, _ account: ConnectorAccount, _ domain: Domain
    ) -> Judgement {
        let rights = forest.rights(of: account, in: domain)
        let atRoot = onUsers.map { rights.right($0) }
        let granted = atRoot.filter { $0.answer == .granted }.map(\.right)
        let subject = forest.subject(of: account, in: domain)
        let name = forest.name(of: account)
        if granted.isEmpty, !atRoot.contains(where: { $0.answer == .undecided }) {
            return Judgement(
                subject, .notApplicable, "\(name) has no right on the users of \(domain.dnsName) that could be lost",
                because: [])
        }
        var lost: [(container: ContainerSecurity, rights: [AccountRight])] = []
        var facts: [Fact] = []
        var open: [Fact] = []
        for container in domain.security.containers.known ?? [] where container.holdsUsers.known != false {
            let below = granted.map { rights.right($0, below: container) }
            let source = "nTSecurityDescriptor of \(container.distinguishedName)"
            let denied = below.filter { $0.answer == .denied }
            if !denied.isEmpty, container.holdsUsers.known == true {
                lost.append((container, denied))
                facts.append(
                    forest.fact(
                        "ends at \(container.distinguishedName)", words(denied, container), source: source))
            } else if !denied.isEmpty {
                open.append(
                    forest.fact(
                        "users below \(container.distinguishedName)", container.holdsUsers.words(String.init),
                        source: "(&(objectCategory=person)(objectClass=user)) below \(container.distinguishedName)"))
            } else if let undecided = below.first(where: { $0.answer == .undecided }) {
                open.append(
                    forest.fact(
                        "\(undecided.right.name) below \(container.distinguishedName)",
                        Fact.unreadable + (undecided.why ?? "not read"), source: source))
            }
        }
        let containers = domain.security.containers
        if !containers.isSettled {
            open.append(
                forest.fact(
                    "containers", containers.words { "\($0.count) with a DACL of their own" },
                    source: "nTSecurityDescriptor of the containers of \(domain.distinguishedName)"))
        }
        if !lost.isEmpty {
            let names = lost.map(\.container.distinguishedName.description)
            let shown =
                names.prefix(3).joined(separator: "; ") + (names.count > 3 ? "; and \(names.count - 3) more" : "")
            return Judgement(
                subject, .notMet, "Rights of \(name) end at \(shown)", because: facts + open,
                remedy: remedy(forest, account, domain, lost))
        }
        let undecided = atRoot.filter { $0.answer == .undecided }
        open += undecided.flatMap { forest.facts(of: $0, on: "the users of \(domain.dnsName)", in: domain) }
        guard open.isEmpty else {
            return Judgement(
                subject, .undecided,
                "Whether the rights of \(name) reach the users of every container of \(domain.dnsName) is not known",
                because: open)
        }
        let count = containers.known?.count ?? 0
        return Judgement(
            subject, .met, "The rights of \(name) reach the users of every container of \(domain.dnsName)",
            because: [
                forest.fact(
                    "containers with a DACL of their own", "\(count)",
                    source: "nTSecurityDescriptor of the containers of \(domain.distinguishedName)")
            ])
    }

    private static func words(_ denied: [AccountRight], _ container: ContainerSecurity) -> String {
        let names = denied.map(\.right.name).joined(separator: ", ")
        if let entry = denied.compactMap(\.entry).first {
            return "\(names), denied by entry \(entry.index): \(entry.words)"
        }
        return container.descriptor.isProtected
            ? "\(names): it takes nothing from above" : "\(names): nothing grants it"
    }

    private static func remedy(
        _ forest: ForestUnderJudgement, _ account: ConnectorAccount, _ domain: Domain,
        _ lost: [(container: ContainerSecurity, rights: [AccountRight])]
    ) -> Remedy {
        let tool = RightsRemedy(
            account: account, accountName: forest.name(of: account),
            server: domain.pdcConsensus.host ?? forest.run.vantage.server)
        var steps = [
            "Find out why the container was shut off: it may be meant, and its users are then not to be served.",
            "Switch inheritance on again on the container, or grant the rights on it.",
        ]
        let shown = lost.prefix(mostContainers)
        if lost.count > shown.count {
            steps.append("The commands are for \(shown.count) of the \(lost.count) containers; the facts name all.")
        }
        var denials: [Remedy.Command] = []
        var grants: [Remedy.Command] = []
        var saved: [Remedy.SavedDescriptor] = []
        for (container, rights) in shown {
            let object = (name: container.distinguishedName, descriptor: Optional(container.descriptor))
            let change = DescriptorChange(
                object: object.name, before: container.descriptor, server: forest.writer(of: domain))
            saved.append(change.saved)
            // An entry of the container's own that denies would stand before one that is added; an inherited one stands after it.
            let denying = rights.compactMap(\.entry).filter {
                $0.holder == object.name.description && !$0.entry.isInherited
            }
            denials += denying.isEmpty ? [] : change.removing(at: Set(denying.map(\.index)))
            for right in rights where !denying.contains(where: { $0 == right.entry }) {
                grants += tool.grant(right.right, on: [object], steps: []).alternatives
            }
        }
        if let first = denials.first {
            steps.append("Or take the entries away that deny, if nothing speaks for them.")
            return Remedy(
                steps: steps, command: first.text, alternatives: denials.dropFirst() + grants, undo: .restore(saved))
        }
        // Each way does the whole: so the cmdlet, too, for every container.
        let cmdlets = shown.compactMap {
            tool.grant(.resetPassword, on: [($0.container.distinguishedName, nil)], steps: []).command
        }
        let more = cmdlets.dropFirst().map {
            Remedy.Command(tool: "the same cmdlet, for the next container", text: $0)
        }
        return Remedy(steps: steps, command: cmdlets.first, alternatives: more + grants, undo: .restore(saved))
    }

    /// Commands are printed for so many; each prints a DACL.
    private static let mostContainers = 5

    static let inetOrgPersons = Rule(
        "WB-ACL-007", family: PasswordRightsRules.family,
        title: "Accounts of the class inetOrgPerson can be served too",
        rationale:
            "The entries that Connect's cmdlet writes are for the class user. An inetOrgPerson inherits what is for its own class, and so "
            + "gets none of them.",
        decision: .init(
            base: "<domain>", scope: "subtree", filter: "(objectClass=inetOrgPerson)",
            attributes: ["nTSecurityDescriptor"],
            reading:
                "There is no such account, or Reset Password is granted to one below the domain root, predicted as for users."
        ),
        severities: .always(.warning),
        remedy: Remedy(
            steps: [
                "Grant Reset Password, and writing lockoutTime and pwdLastSet, on descendant inetOrgPerson objects too."
            ],
            command: "dsacls <domain> /I:S /G \"<connector account>:CA;Reset Password;inetOrgPerson\"",
            undo: .steps("Put the former DACL back.")),
        references: [
            .connectorAccountSetup,
            .inference("An entry that is handed down to a class goes by the object's own class"),
        ],
        grade: .inference,
        judge: .overConnectorAccountsByDomain { _, forest, account, domain in
            let count = domain.security.inetOrgPersons
            let subject = forest.subject(of: account, in: domain)
            let name = forest.name(of: account)
            let countFact = forest.fact(
                "accounts of the class inetOrgPerson", count.words(String.init),
                source: "(objectClass=inetOrgPerson) below \(domain.distinguishedName)")
            if count == .value(0) || count == .absent {
                return Judgement(
                    subject, .met, "\(domain.dnsName) has no account of the class inetOrgPerson", because: [countFact])
            }
            let decided = forest.rights(of: account, in: domain).right(.resetPassword, .inetOrgPerson)
            let facts =
                [countFact] + forest.facts(of: decided, on: "inetOrgPersons of \(domain.dnsName)", in: domain)
            if decided.answer == .granted {
                return Judgement(
                    subject, .met, "\(name) has Reset Password on inetOrgPersons of \(domain.dnsName)", because: facts)
            }
            if decided.answer == .denied, let some = count.known, some > 0 {
                return Judgement(
                    subject, .notMet,
                    "\(name) lacks Reset Password on the \(some) accounts of \(domain.dnsName) that are inetOrgPersons",
                    because: facts, remedy: forest.servingInetOrgPersons(decided, account, domain))
            }
            return Judgement(
                subject, .undecided, "Whether inetOrgPersons of \(domain.dnsName) are without rights is not known",
                because: facts)
        })

    static let protectedAccounts = Rule(
        "WB-ACL-008", family: PasswordRightsRules.family,
        title: "The connector account has no rights on protected accounts",
        rationale:
            "Passwords of administrators are not written back, by design: their accounts take the DACL of AdminSDHolder. Earlier versions of the "
            + "cmdlet wrote to it by default; whoever then holds the Connect server can reset an administrator's password.",
        decision: .init(
            base: "CN=AdminSDHolder,CN=System,<domain>", scope: "base", filter: "(objectClass=*)",
            attributes: ["nTSecurityDescriptor"],
            reading:
                "Reset Password is not granted on a user with this DACL, which every protected account gets within the hour."
        ),
        severities: .always(.warning),
        remedy: Remedy(
            steps: [
                "Find out whether administrators' passwords are meant to be written back. Microsoft does not recommend it.",
                "If not, take the account's entries out of the DACL of AdminSDHolder, in Active Directory Users and Computers with the "
                    + "advanced features shown.",
                "The change reaches the protected accounts when the PDC emulator next runs SDProp, within the hour.",
            ],
            undo: .steps("Make the entries again, as the facts of this finding have them.")),
        references: [.connectorAccountSetup, .writebackConcept, .protectedAccounts], grade: .source,
        judge: .overConnectorAccountsByDomain { _, forest, account, domain in
            let holder = domain.distinguishedName.child("CN", "System").child("CN", "AdminSDHolder")
            let decided = forest.rights(of: account, in: domain).right(
                .resetPassword, named: .resetPassword, on: domain.security.adminSDHolder, ofClass: .userClass,
                holder: holder)
            let subject = forest.subject(of: account, in: domain)
            let name = forest.name(of: account)
            let what = "protected accounts of \(domain.dnsName)"
            let facts = forest.facts(of: decided, on: what, in: domain, holder: holder)
            switch decided.answer {
            case .granted:
                return Judgement(subject, .notMet, "\(name) has Reset Password on \(what)", because: facts)
            case .denied:
                return Judgement(
                    subject, .met, "\(name) has no Reset Password on \(what), as is meant", because: facts)
            case .undecided:
                return Judgement(
                    subject, .undecided, "Whether \(name) has Reset Password on \(what) is not known", because: facts)
            }
        })
}
