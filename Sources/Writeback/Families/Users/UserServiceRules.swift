import ActiveDirectory
import Inspection
import LDAP

/// Whether anybody of a domain can be served at all: what is wrong with all of its users is no longer a matter of some.
enum UserServiceRules {
    static let all = [reset, unlock]

    static let reset = Rule(
        "WB-USR-001", family: UserRules.family, title: "The connector account may reset the password of some user",
        rationale:
            "Where it may reset nobody's, writeback does nothing in the domain, whatever the domain root grants: inheritance can be off at "
            + "every container.",
        decision: UserRules.decision(["nTSecurityDescriptor", "userAccountControl", "adminCount"], reading),
        severities: .always(.blocker),
        remedy: Remedy(
            steps: [
                "See the findings on single containers: WB-USR-003 and WB-USR-006 say what keeps Reset Password from their users."
            ], undo: .notNeeded),
        references: [.writebackTutorial, .writebackTroubleshooting, .accessRights], grade: .source,
        judge: .overPopulations { forest, population in [judge(.resetPassword, forest, population)] })

    static let unlock = Rule(
        "WB-USR-002", family: UserRules.family, title: "The connector account may unlock some user",
        rationale:
            "Where it may unlock nobody, neither a reset nor an unlock helps a user of the domain who is locked out.",
        decision: UserRules.decision(
            ["nTSecurityDescriptor", "userAccountControl", "adminCount"],
            reading + " A warning where the domain's policy locks nobody out (lockoutThreshold 0)."),
        severities: .always(.blocker),
        remedy: Remedy(
            steps: [
                "See the findings on single containers: WB-USR-004 and WB-USR-006 say what keeps the right from their users."
            ], undo: .notNeeded),
        references: [.writebackTutorial, .connectorAccountSetup, .accessRights], grade: .source,
        judge: .overPopulations(highest: highest) { forest, population in
            [judge(.writeLockoutTime, forest, population, severity: highest(population.domain))]
        })

    private static let reading =
        "Of the users that are neither disabled nor protected by AdminSDHolder, and are not the connector account, at least one grants it "
        + "the right by its own descriptor. Not met only where the whole domain was read and every one of them denies it."

    private static func highest(_ domain: Domain) -> Severity? {
        domain.passwordPolicy.lockoutThreshold == .value(0) ? .warning : nil
    }

    private static func judge(
        _ right: WritebackRight, _ forest: ForestUnderJudgement, _ population: DomainPopulation,
        severity: Severity? = nil
    ) -> Judgement {
        var counts = (granted: 0, lacking: 0, open: 0)
        for users in population.groups where users.isToBeServed {
            let number = users.users - population.connectorAccounts(among: users)
            switch population.answer(right, on: users) {
            case .fine: counts.granted += number
            case .affected: counts.lacking += number
            case .open, .outside: counts.open += number
            }
        }
        let subject = forest.subject(of: population.domain)
        let who = forest.accountWords(population).capitalised
        let fact = forest.fact(
            "\(right.name) on users",
            "granted on \(counts.granted), denied on \(counts.lacking), not known of \(counts.open)",
            source: "nTSecurityDescriptor of the users below \(population.population.base)", of: population)
        let gap = population.gap.map {
            forest.fact(
                "list", $0, source: "the users below \(population.population.base)", of: population)
        }
        if counts.granted > 0 {
            return Judgement(
                subject, .met, severity: severity, "\(who) has \(right.name) on users \(population.scopeWords)",
                because: [fact])
        }
        if counts.open > 0 || gap != nil || counts.lacking > 0 && !population.isOfWholeDomain {
            return Judgement(
                subject, .undecided, severity: severity,
                "Whether \(forest.accountWords(population)) has \(right.name) on any user of \(population.domain.dnsName) is not known",
                because: [gap, fact].compactMap(\.self))
        }
        guard counts.lacking > 0 else {
            return Judgement(
                subject, .notApplicable, severity: severity,
                "There is no user \(population.scopeWords) whom writeback is to serve", because: [fact])
        }
        return Judgement(
            subject, .notMet, severity: severity,
            "\(who) lacks \(right.name) on every one of the \(counts.lacking) users of \(population.domain.dnsName)",
            because: [fact])
    }
}

extension DomainPopulation {
    /// How many of these are connector accounts themselves, as far as the examples show.
    fileprivate func connectorAccounts(among users: UsersUnderJudgement) -> Int {
        users.group.examples.count { example in
            accounts.contains { account in
                account.distinguishedName == example.distinguishedName
            }
        }
    }
}
