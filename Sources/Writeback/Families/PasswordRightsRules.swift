import ActiveDirectory
import Inspection
import LDAP

/// What the connector account may do to passwords, in each domain.
enum PasswordRightsRules {
    static let all = [resetPassword, writeLockoutTime, writePwdLastSet, unexpirePassword, changePassword]

    static let family = "Rights on users"

    private static let howDecided =
        "Predicted for a user below the domain root: what the class user has by default, and what the root hands down, in stored order, "
        + "for every identifier in the account's token, deny entries included. An entry for all properties, all extended rights or full "
        + "control counts as one for the right alone. "
    private static let delegated =
        "Where the root grants it not, but containers with users do, it is a warning that names them: rights may be delegated there."
    private static let wait = "Wait until the change has reached every domain controller; it may take an hour."
    private static let undo = Remedy.Undo.steps(
        "Put back the DACL as it was read; a finding prints it with the command.")

    private static func decision(_ attribute: String, _ more: String = "") -> Rule.Decision {
        .init(
            base: "<domain>", scope: "base", filter: "(objectClass=*)",
            attributes: ["nTSecurityDescriptor", "tokenGroupsGlobalAndUniversal", "defaultSecurityDescriptor"],
            reading: howDecided + "The right is \(attribute). " + more + delegated)
    }

    private static let cmdlet = Remedy(
        steps: ["Let the cmdlet of Connect's own module AdSyncConfig grant it at the domain root.", wait],
        command: "Set-ADSyncPasswordWritebackPermissions -ADConnectorAccountDN <connector account>", undo: undo)

    static let resetPassword = Rule(
        "WB-ACL-001", family: family, title: "The connector account may reset the users' passwords",
        rationale: "Without it every reset is refused with event 33004, and SSPR_0029 at the user.",
        decision: decision("Reset Password (00299570-246d-11d0-a768-00aa006e0529)"), severities: .always(.blocker),
        remedy: cmdlet,
        references: [.writebackTutorial, .connectorAccountSetup, .accessRights, .writebackTroubleshooting],
        grade: .source,
        judge: .overConnectorAccountsByDomain { _, forest, account, domain in
            judge(.resetPassword, forest, account, domain)
        })

    static let writeLockoutTime = Rule(
        "WB-ACL-002", family: family, title: "The connector account may unlock the users",
        rationale:
            "Without it no user is unlocked: neither one that asks for that alone, nor one whose password is reset.",
        decision: decision(
            "writing lockoutTime (28630ebf-41d5-11d1-a9c1-0000f80367c1)",
            "A blocker where the domain locks accounts; a warning where its policy locks none (lockoutThreshold 0). "),
        severities: .always(.blocker), remedy: cmdlet,
        references: [.writebackTutorial, .connectorAccountSetup, .accessRights], grade: .source,
        judge: .overConnectorAccountsByDomain { _, forest, account, domain in
            let locksNone = domain.passwordPolicy.lockoutThreshold == .value(0)
            return judge(.writeLockoutTime, forest, account, domain, highest: locksNone ? .warning : nil)
        })

    static let writePwdLastSet = Rule(
        "WB-ACL-003", family: family, title: "The connector account may have a password changed at the next logon",
        rationale:
            "An administrator's reset that asks for a change at the next logon sets pwdLastSet. Other resets do without it.",
        decision: decision(
            "writing pwdLastSet (bf967a0a-0de6-11d0-a285-00aa003049e2), or the property set Account Restrictions"),
        severities: .always(.warning), remedy: cmdlet,
        references: [.writebackTutorial, .connectorAccountSetup, .accessRights], grade: .source,
        judge: .overConnectorAccountsByDomain { _, forest, account, domain in
            judge(.writePwdLastSet, forest, account, domain)
        })

    static let unexpirePassword = Rule(
        "WB-ACL-004", family: family, title: "The connector account has Unexpire Password on the domain",
        rationale:
            "The tutorial asks for it on the root of each domain, if it is not already set. It usually is: Authenticated Users have it by "
            + "default.",
        decision: .init(
            base: "<domain>", scope: "base", filter: "(objectClass=*)",
            attributes: ["nTSecurityDescriptor", "tokenGroupsGlobalAndUniversal"],
            reading:
                "The domain object's own DACL grants ccc2dc7d-a6ad-4a7a-8846-c04e3cc53501, or all extended rights, to any identifier in "
                + "the account's token, Authenticated Users among them."),
        severities: .always(.warning),
        remedy: Remedy(
            steps: ["Grant it on the domain root, on this object and all below; the cmdlet does not.", wait],
            command: "dsacls <domain> /I:T /G \"<connector account>:CA;Unexpire Password\"", undo: undo),
        references: [.writebackTutorial, .accessRights, .extendedRights], grade: .source,
        judge: .overConnectorAccountsByDomain { _, forest, account, domain in
            judge(.unexpirePassword, forest, account, domain)
        })

    static let changePassword = Rule(
        "WB-ACL-005", family: family, title: "The connector account may change the users' passwords",
        rationale:
            "The tutorial lists Change Password among the rights, its own steps no longer grant it, and the cmdlet never has. Everyone has it "
            + "on a user by default; where it is denied, users cannot change their passwords.",
        decision: .init(
            base: "<domain>", scope: "base", filter: "(objectClass=*)",
            attributes: ["nTSecurityDescriptor", "tokenGroupsGlobalAndUniversal", "defaultSecurityDescriptor"],
            reading: howDecided
                + "The right is Change Password (ab721a53-1e2f-11d0-9819-00aa0040529b). A note where nothing grants it, a warning where an "
                + "entry denies it."),
        severities: .always(.warning),
        remedy: Remedy(
            steps: ["See who denies it, and why; take the entry away if nothing speaks for it."],
            command: "dsacls <domain> /I:S /G \"<connector account>:CA;Change Password;user\"", undo: undo),
        references: [.writebackTutorial, .accessRights, .cannotChangePassword], grade: .source,
        judge: .overConnectorAccountsByDomain { _, forest, account, domain in
            var judgement = judge(.changePassword, forest, account, domain)
            let isDenied = forest.rights(of: account, in: domain).right(.changePassword).entry != nil
            if judgement.outcome == .notMet, !isDenied { judgement.severity = .information }
            return judgement
        })

    // MARK: -

    private static func judge(
        _ right: WritebackRight, _ forest: ForestUnderJudgement, _ account: ConnectorAccount, _ domain: Domain,
        highest: Severity? = nil
    ) -> Judgement {
        let rights = forest.rights(of: account, in: domain)
        return forest.judge(
            DelegableRight(
                objects: "\(right.isOnDomainRoot ? "domain root" : "users") of \(domain.dnsName)",
                decided: rights.right(right),
                below: right.isOnDomainRoot ? nil : { rights.right(right, below: $0) }),
            account, domain, highest: highest
        ) { forest.remedy($0, account, domain) }
    }
}

extension ForestUnderJudgement {
    /// What brings a right about that is denied: an entry, or one entry less.
    func remedy(_ denied: AccountRight, _ account: ConnectorAccount, _ domain: Domain) -> Remedy {
        let root = (name: domain.distinguishedName, descriptor: domain.security.domainRoot.known)
        return remedy(denied, account, domain, on: root) { tool, wait in
            let how =
                denied.right.isGrantedByCmdlet
                ? "Let the cmdlet of Connect's own module AdSyncConfig grant it, or one of the other commands."
                : denied.right == .unexpirePassword
                    ? "Grant it on the domain root, on this object and all below; the cmdlet does not."
                    : "Grant it at the domain root, on descendant users; the cmdlet does not."
            return tool.grant(denied.right, on: [root], steps: [how, wait])
        }
    }

    /// The same on any object; `grant` says how it is granted where no entry denies it, and ends with the sentence that it is handed.
    func remedy(
        _ denied: AccountRight, _ account: ConnectorAccount, _ domain: Domain,
        on object: (name: DistinguishedName, descriptor: SecurityDescriptor?),
        granting grant: (RightsRemedy, _ wait: String) -> Remedy
    ) -> Remedy {
        let tool = RightsRemedy(
            account: account, accountName: name(of: account),
            server: domain.pdcConsensus.host ?? run.vantage.server)
        let wait = "Wait until the change has reached every domain controller; it may take an hour."
        guard let entry = denied.entry else { return grant(tool, wait) }
        let who = entry.through.map { "; it applies to the account through \($0)" } ?? ""
        let find = "An entry denies it\(who). Find out why it was made, and take it away if nothing speaks for it."
        guard entry.holder == object.name.description, let descriptor = object.descriptor else {
            return Remedy(steps: [find], undo: .steps("Make the entry again: \(entry.sddl)"))
        }
        return tool.remove(entry, from: object.name, descriptor, steps: [find, wait])
    }
}
