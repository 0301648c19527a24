import ActiveDirectory
import Inspection
import LDAP

/// The password of the connector account, as far as the directory shows it.
enum ConnectorPasswordRules {
    static let all = [doesNotExpire]

    static let doesNotExpire = Rule(
        "WB-ACC-008", family: "Connector account", title: "The connector account's password does not expire",
        rationale:
            "Connect keeps the password and cannot change it. Once it has expired Connect binds no more (event 6000): nothing is written back, "
            + "and nothing synchronized. An express installation sets it never to expire.",
        decision: .init(
            base: "<connector account>", scope: "base", filter: "(objectClass=*)",
            attributes: ["userAccountControl", "msDS-User-Account-Control-Computed", "pwdLastSet"],
            reading:
                "The computed bit PASSWORD_EXPIRED is not set; it is where a change at the next logon is asked for too. DONT_EXPIRE_PASSWORD is "
                + "set; where it is not, a warning, and a note if the domain lets no password expire. A managed service account changes its own. "
                + "Whether Connect knows the password, and how long it is, is not in the directory."),
        severities: .always(.blocker),
        remedy: Remedy(
            steps: [
                "Where it has expired: set it anew, and enter it in the connector's properties on the Connect server.",
                "Let it not expire, and change it by hand from time to time in both places.",
            ],
            command: "Set-ADUser -Identity <connector account> -PasswordNeverExpires $true",
            undo: .command("Set-ADUser -Identity <connector account> -PasswordNeverExpires $false")),
        references: [.connectorAccounts, .inference("An account whose password has expired does not log on")],
        grade: .source,
        judge: .overConnectorAccounts { _, forest, account in judge(forest, account) })

    private static func judge(_ forest: ForestUnderJudgement, _ account: ConnectorAccount) -> Judgement {
        let name = forest.name(of: account)
        let subject = forest.subject(of: account)
        let source = account.distinguishedName.description
        let home = (forest.forest.domains.known ?? []).first { $0.dnsName.lowercased() == account.domain.lowercased() }
        let longest = home?.passwordPolicy.maximumPasswordAge ?? .notCollected(why: "its domain was not read")
        let facts = [
            forest.fact(
                "password now",
                account.computedAccountControl.words { $0.contains(.passwordExpired) ? "expired" : "not expired" },
                source: "msDS-User-Account-Control-Computed of \(source)"),
            forest.fact(
                "password set", account.passwordLastSet.words { CalendarDay($0).description },
                source: "pwdLastSet of \(source)"),
            forest.fact(
                "expiry",
                account.userAccountControl.words {
                    $0.contains(.passwordDoesNotExpire) ? "never" : "as its policy says"
                },
                source: "userAccountControl of \(source)"),
            forest.fact(
                "maximum password age", longest.words(\.words),
                source: "maxPwdAge of \(home?.distinguishedName.description ?? account.domain)"),
        ]
        if [.groupManagedServiceAccount, .managedServiceAccount].contains(account.kind) {
            return Judgement(
                subject, .notApplicable, "\(name) is a managed service account, and changes its own password",
                because: facts)
        }
        if account.computedAccountControl.known?.contains(.passwordExpired) == true {
            return Judgement(
                subject, .notMet, "The password of connector account \(name) has expired", because: facts,
                remedy: remedy(account))
        }
        guard account.computedAccountControl.isSettled, account.userAccountControl.isValue else {
            return Judgement(
                subject, .undecided, "Whether the password of connector account \(name) expires is not known",
                because: facts)
        }
        if account.userAccountControl.known?.contains(.passwordDoesNotExpire) == true {
            return Judgement(
                subject, .met, "The password of connector account \(name) does not expire", because: facts)
        }
        let isSpared = longest == .value(.never)
        return Judgement(
            subject, .notMet, severity: isSpared ? .information : .warning,
            isSpared
                ? "Only its domain's policy keeps the password of connector account \(name) from expiring"
                : "The password of connector account \(name) will expire", because: facts, remedy: remedy(account))
    }

    private static func remedy(_ account: ConnectorAccount) -> Remedy {
        let command =
            "Set-ADUser -Identity \(CommandText.powerShell(account.distinguishedName.description)) -PasswordNeverExpires "
        let name = account.samAccountName.known ?? account.sid.description
        return Remedy(
            steps: doesNotExpire.remedy.steps, command: command + "$true",
            alternatives: [
                Remedy.Command(
                    tool: "samba-tool, on a Samba domain controller",
                    text: "samba-tool user setexpiry \(CommandText.posix(name)) --noexpiry")
            ],
            undo: .command(command + "$false"))
    }
}
