import ActiveDirectory
import Inspection
import LDAP

/// The rights of the connector account on the users that inherit permissions, decided on their own descriptors.
enum UserRightsRules {
    static let all = reasons.map(\.rule)

    static let reasons: [(rule: Rule, reason: UserReason)] = [resetPassword, writeLockoutTime, writePwdLastSet]

    private static let resetPassword = make(
        "WB-USR-003", .resetPassword, "may reset the passwords of the users that inherit permissions",
        "Without it a reset is refused with event 33004, and SSPR_0029 at the user.", [.writebackTroubleshooting])
    private static let writeLockoutTime = make(
        "WB-USR-004", .writeLockoutTime, "may unlock the users that inherit permissions",
        "Without it such a user stays locked out, whether an unlock is asked for or a reset.", [])
    private static let writePwdLastSet = make(
        "WB-USR-005", .writePwdLastSet, "may have the users that inherit permissions change a password at next logon",
        "An administrator's reset that asks for a change at the next logon sets pwdLastSet. Other resets do without it.",
        [])

    private static func make(
        _ id: RuleIdentifier, _ right: WritebackRight, _ title: String, _ why: String, _ more: [Reference]
    ) -> (rule: Rule, reason: UserReason) {
        let reason = reason(right)
        let rule = Rule(
            id, family: UserRules.family, title: "The connector account \(title)", rationale: why,
            decision: UserRules.decision(
                ["nTSecurityDescriptor", "userAccountControl", "adminCount", "objectClass"],
                "Each distinct descriptor is judged once for each account that may be the connector account, in stored order, for every "
                    + "identifier in its token. Users that are disabled, protected, cut off from inheritance (WB-USR-006) or of another "
                    + "class than user (WB-USR-009) are left to the rules on these. Where several accounts differ it is not decided."
            ),
            severities: .always(.warning),
            remedy: Remedy(
                steps: ["Let the cmdlet of Connect's own module AdSyncConfig grant it on the container."],
                command:
                    "Set-ADSyncPasswordWritebackPermissions -ADConnectorAccountDN <connector account> -ADobjectDN <container>",
                undo: .steps("Put back the DACL of the container as it was.")),
            references: [.writebackTutorial, .connectorAccountSetup, .accessRights] + more, grade: .source,
            judge: .overUsers(reason))
        return (rule, reason)
    }

    private static func reason(_ right: WritebackRight) -> UserReason {
        UserReason(
            word: "no \(right.name)", needsAccount: true,
            standing: { population, users in
                guard users.isToBeServed else { return .outside }
                guard users.descriptor != nil else { return .open(users.descriptorGap) }
                if users.isCutOff || users.isOfOtherClass == true { return .outside }
                return population.answer(right, on: users)
            },
            title: { forest, some in
                "\(forest.accountWords(some.population).capitalised) lacks \(right.name) on \(some.words)"
            },
            question: { forest, population in
                "\(forest.accountWords(population)) has \(right.name) on users \(population.scopeWords)"
            },
            met: { forest, population, users in
                "\(forest.accountWords(population).capitalised) has \(right.name) on the \(users) users \(population.scopeWords) that "
                    + "inherit permissions"
            },
            facts: { forest, some in forest.decidingFacts([right], some) },
            remedy: { forest, some in forest.grantRemedy(right, some) })
    }
}

// MARK: - What decided, and what grants

extension ForestUnderJudgement {
    /// The entry that denies, or that there is none, for each right and each of the greatest groups.
    func decidingFacts(_ rights: [WritebackRight], _ some: AffectedUsers) -> [Fact] {
        var facts: [Fact] = []
        var seen: Set<[String]> = []
        for users in some.groups.prefix(Self.mostGroupsExplained) {
            let holder = users.group.examples.first?.distinguishedName ?? some.container.name
            guard let descriptor = try? some.population.population.descriptor(of: users.group) else { continue }
            for (index, account) in some.population.rights.enumerated() {
                for right in some.population.lacking(rights, on: users) {
                    let decided = account.right(right, on: descriptor, users.userClass, holder: holder)
                    let who =
                        some.population.accounts.count > 1 ? " (\(name(of: some.population.accounts[index])))" : ""
                    guard seen.insert([right.name, who, decided.entry?.sddl ?? "none"]).inserted else { continue }
                    facts += self.facts(
                        of: decided, on: holder.description + who, in: some.population.domain, holder: holder)
                }
            }
        }
        for index in facts.indices { facts[index].observedOn = some.population.population.readFrom }
        return facts
    }

    /// What brings a right about on users that inherit, and are denied it by an entry or for want of one.
    func grantRemedy(_ right: WritebackRight, _ some: AffectedUsers) -> Remedy {
        let population = some.population
        guard let account = population.accounts.first, let rights = population.rights.first else {
            return Remedy(steps: [], undo: .notNeeded)
        }
        let tool = rightsRemedy(account, population)
        let wait = "Wait until the change has reached every domain controller; it may take an hour."
        if let users = some.groups.first, let descriptor = some.firstDescriptor {
            let decided = rights.right(right, on: descriptor, users.userClass, holder: some.first)
            if let denying = decided.entry {
                let who = denying.through.map { "; it applies to the account through \($0)" } ?? ""
                let find =
                    "An entry denies it\(who). Find out why it was made, and take it away if nothing speaks for it."
                guard !denying.entry.isInherited else {
                    return Remedy(
                        steps: [
                            find, "It is handed down: it has to be taken from the container where it was made.", wait,
                        ],
                        undo: .steps("Make the entry again: \(denying.sddl)"))
                }
                return tool.remove(
                    denying, from: some.first, descriptor, steps: [find] + UserRules.others(some) + [wait])
            }
        }
        let arrives = rights.right(right).answer == .granted
        let how =
            arrives
            ? "The domain root hands it down, and it has not come to these users: wait for an hour, then grant it on the container."
            : "Let the cmdlet of Connect's own module AdSyncConfig grant it, on the container or at the domain root."
        return tool.grant(right, on: [(some.container.name, containerDescriptor(some))], steps: [how, wait])
    }

    func rightsRemedy(_ account: ConnectorAccount, _ population: DomainPopulation) -> RightsRemedy {
        RightsRemedy(
            account: account, accountName: name(of: account),
            server: population.domain.pdcConsensus.host ?? run.vantage.server)
    }

    /// The container's descriptor, where it is one of those that were kept.
    func containerDescriptor(_ some: AffectedUsers) -> SecurityDescriptor? {
        let domain = some.population.domain
        if some.container.name == domain.distinguishedName { return domain.security.domainRoot.known }
        return domain.security.containers.known?.first { $0.distinguishedName == some.container.name }?.descriptor
    }

    private static let mostGroupsExplained = 3
}
