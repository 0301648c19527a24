import ActiveDirectory
import FoundationEssentials
import Inspection
import LDAP

// Who the connector account is, and what a rule says where nobody knows, is settled here for all rules about it.
extension ForestUnderJudgement {
    /// The accounts that are judged. By the day of the collection: an account that has been idle since is not idle for that.
    var connectorAccounts: ConnectorAccountSelection {
        ConnectorAccountSelection(among: forest.connectorAccounts.known ?? [], asOf: run.startedAt)
    }

    /// What stands between the accounts that are judged and the connector account.
    var connectorAccountGaps: [Gap] {
        let selection = connectorAccounts
        let source = "accounts and the descriptors of the domain roots"
        if selection.ground == .given { return [] }
        if selection.judged.isEmpty {
            let why =
                forest.connectorAccounts.isValue ? "none was found" : forest.connectorAccounts.why ?? "none was found"
            return [
                Gap(
                    subject: forestSubject, title: "No connector account of forest \(forest.rootDomain) is known",
                    fact: fact("connector account", "not known: \(why)", source: source))
            ]
        }
        guard case .partial(_, let why) = forest.connectorAccounts else { return [] }
        return [
            Gap(
                subject: forestSubject,
                title: "The connector accounts of forest \(forest.rootDomain) were not looked for everywhere",
                fact: fact("list", why, source: source))
        ]
    }

    /// The account as the subject of what is true of it everywhere, or in one domain.
    func subject(of account: ConnectorAccount, in domain: Domain? = nil) -> Subject {
        Subject(
            kind: .connectorAccount, domain: domain?.dnsName, name: name(of: account), id: account.sid.description)
    }

    /// `DOMAIN\name`, or what is known of it.
    func name(of account: ConnectorAccount) -> String {
        if let name = forest.security.name(of: account.sid) { return name }
        let domain = (forest.domains.known ?? []).first { $0.dnsName.lowercased() == account.domain.lowercased() }
        guard let name = account.samAccountName.known else { return account.sid.description }
        return "\(domain?.netbiosName.known ?? account.domain)\\\(name)"
    }

    func rights(of account: ConnectorAccount, in domain: Domain) -> AccountRights {
        AccountRights(of: account, on: domain, in: forest)
    }
}

extension Rule.Judge {
    /// Over the accounts that are judged; undecided where none is known.
    static func overConnectorAccounts(
        _ judge: @escaping @Sendable (Rule, ForestUnderJudgement, ConnectorAccount) -> Judgement
    ) -> Self {
        .snapshot { rule, forest in
            forest.connectorAccounts.judged.map { judge(rule, forest, $0) }
                + forest.connectorAccountGaps.map { Judgement.undecided(over: $0) }
        }
    }

    /// Over the accounts that are judged, in each domain in scope.
    static func overConnectorAccountsByDomain(
        _ judge: @escaping @Sendable (Rule, ForestUnderJudgement, ConnectorAccount, Domain) -> Judgement
    ) -> Self {
        .snapshot { rule, forest in
            forest.connectorAccounts.judged.flatMap { account in
                forest.domains.map { judge(rule, forest, account, $0) }
            } + (forest.connectorAccountGaps + forest.domainGaps).map { Judgement.undecided(over: $0) }
        }
    }
}

// MARK: - Facts of rights

extension ForestUnderJudgement {
    /// What was decided of a right, and the entry that did: in words, in SDDL, where it stands, and through whom it applies.
    ///
    /// - Parameter holder: The object whose descriptor was asked; nil for the domain root.
    func facts(
        of right: AccountRight, on what: String, in domain: Domain, holder: DistinguishedName? = nil
    ) -> [Fact] {
        let source = "nTSecurityDescriptor of \(holder ?? domain.distinguishedName)"
        let name = "\(right.right.name) on \(what)"
        guard let entry = right.entry else {
            let value =
                switch right.basis {
                case .noList: "granted: there is no access control list, so everybody may do everything"
                case .owner: "granted to the owner"
                case .notRead, .token, .condition: Fact.unreadable + (right.why ?? "not read")
                default: right.answer == .granted ? "granted" : "denied: no entry grants it"
                }
            return [fact(name, value, source: source)]
        }
        let verb =
            switch right.answer {
            case .granted: "granted by"
            case .denied: "denied by"
            case .undecided: "hangs on"
            }
        let isOnObject = entry.holder.contains("=")
        var facts = [
            fact(
                name, "\(verb) entry \(entry.index) of \(entry.holder): \(entry.words)",
                source: isOnObject ? "nTSecurityDescriptor of \(entry.holder)" : entry.holder),
            fact(
                "the entry", entry.sddl, source: isOnObject ? "nTSecurityDescriptor of \(entry.holder)" : entry.holder),
        ]
        if let through = entry.through {
            facts.append(fact("through", through, source: "the account's token in \(domain.dnsName)"))
        }
        if right.answer == .undecided, let why = right.why {
            facts.append(
                fact("why it is open", Fact.unreadable + why, source: "the account's token in \(domain.dnsName)"))
        }
        return facts
    }
}
