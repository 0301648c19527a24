import ActiveDirectory
import FoundationEssentials
import Inspection
import LDAP

/// The account with which Entra Connect works in the directory.
enum ConnectorAccountRules {
    static let all = [found, canLogOn, inUse, ordinaryUser, noAdministrator]

    private static let family = "Connector account"
    private static let candidates =
        "(|(sAMAccountName=MSOL_*)(sAMAccountName=provAgentgMSA*)(sAMAccountName=pGMSA_*)), and the trustees of "
        + "Replicating Directory Changes All and Reset Password"
    private static let nameIt =
        "Name the account with --connector-account; on the Connect server this command tells it."

    static let found = Rule(
        "WB-ACC-001", family: family, title: "The account with which Entra Connect works is known",
        rationale:
            "Writeback may do what this account may do, and nothing else. Without it nothing can be said about rights.",
        decision: .init(
            base: "<domain>", scope: "subtree", filter: candidates,
            attributes: ["sAMAccountName", "description", "nTSecurityDescriptor"],
            reading:
                "The account that was named with --connector-account; else those with an installer's name; else those that the domain "
                + "roots let replicate secrets or reset passwords and that are no administrators. Several are judged one by one. None "
                + "proves nothing: the account can have any name, and its rights can be given below the root alone."),
        severities: .always(.blocker),
        remedy: Remedy(
            steps: [nameIt],
            command: "(Get-ADSyncConnector | Where-Object ConnectorTypeName -eq 'AD').ConnectivityParameters",
            undo: .notNeeded),
        references: [.connectorAccounts, .connectorAccountSetup], grade: .source,
        judge: .snapshot { _, forest in
            forest.connectorAccountGaps.map { Judgement.undecided(over: $0) } + identity(forest)
        })

    private static func identity(_ forest: ForestUnderJudgement) -> [Judgement] {
        let selection = forest.connectorAccounts
        let all = forest.forest.connectorAccounts.known ?? []
        return selection.judged.map { account in
            let name = forest.name(of: account)
            let others = all.filter { other in !selection.judged.contains { $0.sid == other.sid } }
            var facts = [
                forest.fact("found by", account.groundWords, source: account.distinguishedName.description)
            ]
            if let hint = account.installation {
                facts.append(
                    forest.fact(
                        "tenant", hint.tenant ?? "the description names none",
                        source: "description of \(account.distinguishedName)"))
            }
            for (account, why) in selection.stale {
                facts.append(
                    forest.fact(
                        "not judged", "\(forest.name(of: account)): \(why)",
                        source: account.distinguishedName.description))
            }
            for other in others where !selection.stale.contains(where: { $0.account.sid == other.sid }) {
                facts.append(
                    forest.fact(
                        "not judged", "\(forest.name(of: other)), found by \(other.groundWords) alone",
                        source: other.distinguishedName.description))
            }
            let several = selection.judged.count > 1 ? ", one of \(selection.judged.count) that are judged" : ""
            switch selection.ground {
            case .rights, .none:
                return Judgement(
                    forest.subject(of: account), .undecided, severity: .warning,
                    "\(name) is judged as the connector account\(several): none has an installer's name, and this one has the rights",
                    because: facts)
            case .given:
                return Judgement(
                    forest.subject(of: account), .met, "\(name) was named as the connector account", because: facts)
            case .name:
                return Judgement(
                    forest.subject(of: account), .met, "\(name) is a connector account by its name\(several)",
                    because: facts)
            }
        }
    }

    static let canLogOn = Rule(
        "WB-ACC-002", family: family, title: "The connector account is enabled, not locked and not expired",
        rationale:
            "Connect cannot bind as an account that may not log on: nothing is written back, and nothing synchronized.",
        decision: .init(
            base: "<connector account>", scope: "base", filter: "(objectClass=*)",
            attributes: ["userAccountControl", "msDS-User-Account-Control-Computed", "accountExpires"],
            reading:
                "ACCOUNTDISABLE is not set, nor the computed lockout bit, and accountExpires lies ahead or is never."),
        severities: .always(.blocker),
        remedy: Remedy(
            steps: ["Enable or unlock the account, or lift its expiry, after finding out who did that and why."],
            command: "Enable-ADAccount, Unlock-ADAccount or Clear-ADAccountExpiration -Identity <connector account>",
            undo: .command("Disable-ADAccount -Identity <connector account>")),
        references: [.connectorAccounts, .inference("An account that may not log on does nothing")], grade: .source,
        judge: .overConnectorAccounts { _, forest, account in
            let name = forest.name(of: account)
            let source = account.distinguishedName.description
            let facts = [
                forest.fact(
                    "account", account.userAccountControl.words { $0.contains(.disabled) ? "disabled" : "enabled" },
                    source: "userAccountControl of \(source)"),
                forest.fact(
                    "lockout",
                    account.computedAccountControl.words { $0.contains(.lockedOut) ? "locked" : "not locked" },
                    source: "msDS-User-Account-Control-Computed of \(source)"),
                forest.fact(
                    "expires", account.expires.words { CalendarDay($0).description },
                    source: "accountExpires of \(source)"),
            ]
            var faults: [LogonFault] = []
            if account.userAccountControl.known?.contains(.disabled) == true { faults.append(.disabled) }
            if account.computedAccountControl.known?.contains(.lockedOut) == true { faults.append(.locked) }
            if let end = account.expires.known, end <= forest.asOf { faults.append(.expired(end)) }
            if !faults.isEmpty {
                return Judgement(
                    forest.subject(of: account), .notMet,
                    "Connector account \(name) is \(faults.map(\.words).joined(separator: " and "))", because: facts,
                    remedy: forest.lettingIn(account, faults))
            }
            let isKnown =
                account.userAccountControl.isValue && account.computedAccountControl.isSettled
                && account.expires.isSettled
            return Judgement(
                forest.subject(of: account), isKnown ? .met : .undecided,
                isKnown
                    ? "Connector account \(name) is enabled, not locked and not expired"
                    : "Whether connector account \(name) may log on is not known", because: facts)
        })

    static let inUse = Rule(
        "WB-ACC-003", family: family, title: "The connector account is in use",
        rationale:
            "Each installation makes an account of its own and none takes its account away. What an old one may do says nothing about "
            + "the one in use, and is a key left in a door.",
        decision: .init(
            base: "<connector account>", scope: "base", filter: "(objectClass=*)",
            attributes: ["userAccountControl", "description", "lastLogonTimestamp"],
            reading:
                "Out of use is an account that is disabled, whose server's computer account is disabled or gone, or that has not logged on "
                + "for 30 days. Connect logs on every half hour; the attribute may lag 14 days behind."),
        severities: .always(.warning),
        remedy: Remedy(
            steps: [
                "Make sure that no Connect server, not even a staging one, works with the account.",
                "Disable it; delete it when nothing has missed it.",
            ],
            command: "Disable-ADAccount -Identity <connector account>",
            undo: .command("Enable-ADAccount -Identity <connector account>")),
        references: [
            .connectorAccounts, .inference("Several MSOL_ accounts are old installations or staging servers"),
        ],
        grade: .inference,
        judge: .snapshot { _, forest in
            let selection = forest.connectorAccounts
            return selection.judged.map { use(of: $0, forest) }
                + selection.stale.map { use(of: $0.account, forest, severity: .information) }
                + forest.connectorAccountGaps.map { Judgement.undecided(over: $0) }
        })

    /// - Parameter severity: Less for one that another has taken the place of.
    private static func use(
        of account: ConnectorAccount, _ forest: ForestUnderJudgement, severity: Severity? = nil
    ) -> Judgement {
        let name = forest.name(of: account)
        let facts = [
            forest.fact(
                "last logon", account.lastLogon.words { CalendarDay($0).description },
                source: "lastLogonTimestamp of \(account.distinguishedName)"),
            forest.fact(
                "server",
                account.server.words { server in
                    let state = server.enabled.words { $0 ? "enabled" : "disabled" }
                    return "\(server.name), \(state)"
                }, source: "description of \(account.distinguishedName)"),
        ]
        if let sign = account.signOfDisuse(asOf: forest.run.startedAt) {
            return Judgement(
                forest.subject(of: account), .notMet, severity: severity,
                "Connector account \(name) looks out of use: \(sign)", because: facts,
                remedy: forest.retiring(account, isReplaced: severity != nil))
        }
        // A server whose computer account could not be read might be gone; one that the description does not name tells nothing.
        let isServerOpen = account.installation?.server != nil && account.server.known?.enabled.known == nil
        let isKnown = account.lastLogon.isValue && account.userAccountControl.isValue && !isServerOpen
        return Judgement(
            forest.subject(of: account), isKnown ? .met : .undecided, severity: severity,
            isKnown
                ? "Connector account \(name) is in use" : "Whether connector account \(name) is in use is not known",
            because: facts)
    }

    static let ordinaryUser = Rule(
        "WB-ACC-004", family: family, title: "The connector account is an ordinary user object",
        rationale:
            "Entra Connect does not support managed service accounts for its connector to Active Directory; cloud sync works with one.",
        decision: .init(
            base: "<connector account>", scope: "base", filter: "(objectClass=*)", attributes: ["objectClass"],
            reading:
                "Class user. A managed service account with the name that cloud sync gives is met: which of the two products writes back is "
                + "not in the directory."),
        severities: .always(.warning),
        remedy: Remedy(
            steps: [
                "Let Connect make its account, or give it a user account with a long password that does not expire."
            ],
            command: "Set-ADSyncPasswordWritebackPermissions -ADConnectorAccountDN <new connector account>",
            undo: .steps("Enter the former account in the connector's properties.")),
        references: [.connectorAccounts], grade: .source,
        judge: .overConnectorAccounts { _, forest, account in
            let name = forest.name(of: account)
            let facts = [
                forest.fact(
                    "kind of object", account.kind.rawValue, source: "objectClass of \(account.distinguishedName)")
            ]
            switch account.kind {
            case .user, .inetOrgPerson:
                return Judgement(
                    forest.subject(of: account), .met, "Connector account \(name) is a user object", because: facts)
            case .groupManagedServiceAccount where account.foundBy.contains(.cloudSyncName):
                return Judgement(
                    forest.subject(of: account), .met,
                    "\(name) is a group managed service account, as cloud sync needs it",
                    because: facts)
            case .groupManagedServiceAccount, .managedServiceAccount, .computer:
                return Judgement(
                    forest.subject(of: account), .notMet, "Connector account \(name) is no ordinary user object",
                    because: facts)
            case .foreign, .unknown:
                return Judgement(
                    forest.subject(of: account), .undecided,
                    "What kind of object connector account \(name) is, is not known", because: facts)
            }
        })

    static let noAdministrator = Rule(
        "WB-ACC-005", family: family, title: "The connector account is no administrator",
        rationale:
            "Whoever holds the Connect server holds this account. Since version 1.4 Connect refuses Domain and Enterprise Admins for it; "
            + "what it needs can be granted by itself.",
        decision: .init(
            base: "<connector account>", scope: "base", filter: "(objectClass=*)",
            attributes: ["tokenGroups", "adminCount"],
            reading:
                "Neither Domain, Schema or Enterprise Admins nor Administrators stand in its token in any domain, and adminCount is not 1, "
                + "which tells that it is or was in a protected group."),
        severities: .always(.warning),
        remedy: Remedy(
            steps: [
                "Grant the account what it needs by itself, and take it out of the groups of administrators.",
                "If adminCount stays 1, clear it and switch inheritance on again on the account.",
            ],
            command: "Remove-ADGroupMember -Identity <group> -Members <connector account>",
            undo: .command("Add-ADGroupMember -Identity <group> -Members <connector account>")),
        references: [.connectorAccounts, .protectedAccounts], grade: .source,
        judge: .overConnectorAccounts { _, forest, account in administration(of: account, forest) })

    private static func administration(
        of account: ConnectorAccount, _ forest: ForestUnderJudgement
    ) -> Judgement {
        let name = forest.name(of: account)
        let tokens = account.tokens.map { ($0.domain, $0.token) }
        var facts: [Fact] = []
        var groups: Set<SecurityIdentifier> = []
        var isOpen = tokens.isEmpty
        for (domain, token) in tokens {
            let held = token.known?.administrators ?? []
            groups.formUnion(held)
            let gaps = token.known?.gaps ?? []
            isOpen = isOpen || !token.isValue || !gaps.isEmpty
            let words =
                held.isEmpty ? "none" : held.map { forest.forest.security.displayName(of: $0) }.joined(separator: ", ")
            let gap = gaps.map(\.why).min()
            facts.append(
                forest.fact(
                    "groups of administrators", gap.map { "\(Fact.unreadable)\($0)" } ?? token.words { _ in words },
                    source: "token of \(account.distinguishedName) in \(domain)"))
        }
        facts.append(
            forest.fact(
                "adminCount", account.adminCount.words(String.init),
                source: "adminCount of \(account.distinguishedName)"))
        if !groups.isEmpty {
            let names = groups.map { forest.forest.security.displayName(of: $0) }.sorted()
            return Judgement(
                forest.subject(of: account), .notMet,
                "Connector account \(name) is an administrator, by \(names.joined(separator: ", "))", because: facts,
                remedy: forest.takingOut(account, of: groups))
        }
        if account.adminCount.known == 1 {
            return Judgement(
                forest.subject(of: account), .notMet,
                "Connector account \(name) is or was in a protected group: its adminCount is 1", because: facts,
                remedy: forest.clearingAdminCount(of: account))
        }
        let isKnown = !isOpen && account.adminCount.isSettled
        return Judgement(
            forest.subject(of: account), isKnown ? .met : .undecided,
            isKnown
                ? "Connector account \(name) is no administrator"
                : "Whether connector account \(name) is an administrator is not known", because: facts)
    }
}

extension ConnectorAccount {
    /// What made it a candidate, in words.
    fileprivate var groundWords: String {
        foundBy.map { reason in
            switch reason {
            case .given: "--connector-account"
            case .name: "an installer's name"
            case .cloudSyncName: "the name that cloud sync gives"
            case .replicationRights: "the right to replicate secrets"
            case .resetPassword: "the right to reset passwords"
            default: reason.rawValue
            }
        }.joined(separator: ", ")
    }
}
