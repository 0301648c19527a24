import ActiveDirectory
import Inspection
import LDAP

/// A reason for which writeback cannot serve users: who they are, and what is said of those in one container.
struct UserReason: Sendable {
    /// In a table: `inheritance off`.
    let word: String
    /// Whether it hangs on what the connector account may do.
    var needsAccount = false
    let standing: @Sendable (DomainPopulation, UsersUnderJudgement) -> UserStanding
    /// What is wrong with users, as the end of a sentence that begins with them: `12 users in OU=Staff are disabled`.
    let title: @Sendable (ForestUnderJudgement, AffectedUsers) -> String
    /// What is asked, as it follows on "whether": `users of corp.example.test are disabled`.
    let question: @Sendable (ForestUnderJudgement, DomainPopulation) -> String
    /// What holds, where the users are as they should be; after a number and the scope.
    let met: @Sendable (ForestUnderJudgement, DomainPopulation, Int) -> String
    let facts: @Sendable (ForestUnderJudgement, AffectedUsers) -> [Fact]
    let remedy: @Sendable (ForestUnderJudgement, AffectedUsers) -> Remedy
}

/// The users right in one container for whom a reason holds.
struct AffectedUsers: Sendable {
    let population: DomainPopulation
    let container: ContainerOfUsers
    /// The greatest first.
    let groups: [UsersUnderJudgement]

    init(_ groups: [UsersUnderJudgement], in container: ContainerOfUsers, of population: DomainPopulation) {
        self.population = population
        self.container = container
        self.groups = groups.enumerated().sorted { ($1.element.users, $0.offset) < ($0.element.users, $1.offset) }
            .map(\.element)
    }

    var users: Int { groups.reduce(0) { $0 + $1.users } }

    /// `12 users in OU=Staff,DC=corp,DC=example,DC=test`.
    var words: String { "\(users == 1 ? "1 user" : "\(users) users") in \(container.name)" }

    /// The verb for them.
    func verb(_ one: String, _ many: String) -> String { users == 1 ? one : many }

    /// Some of them by name.
    var examples: [DistinguishedName] {
        let names = groups.flatMap { $0.group.examples.map(\.distinguishedName) }
        return Array(names.sorted { $0.description < $1.description }.prefix(Population.examplesPerGroup))
    }

    /// The first of the greatest group, whose descriptor stands for it.
    var first: DistinguishedName { groups.first?.group.examples.first?.distinguishedName ?? container.name }

    /// The descriptor of the first; nil where it is not known.
    var firstDescriptor: SecurityDescriptor? {
        groups.first.flatMap { try? population.population.descriptor(of: $0.group) }
    }
}

extension Rule.Judge {
    /// A finding for each container with users for whom the reason holds; for the domain, what is not known of others; and that all is
    /// well where nothing of either is found.
    static func overUsers(_ reason: UserReason) -> Self {
        .overPopulations { forest, population in forest.judge(reason, population) }
    }
}

extension ForestUnderJudgement {
    fileprivate func judge(_ reason: UserReason, _ population: DomainPopulation) -> [Judgement] {
        var affected: [Int: [UsersUnderJudgement]] = [:]
        var open: [String: Int] = [:]
        var asked = 0
        for users in population.groups {
            switch reason.standing(population, users) {
            case .outside: continue
            case .fine: break
            case .affected: affected[users.container, default: []].append(users)
            case .open(let why): open[why, default: 0] += users.users
            }
            asked += users.users
        }
        var judgements = affected.keys.sorted().map { place in
            let some = AffectedUsers(affected[place] ?? [], in: population.containers[place], of: population)
            return Judgement(
                Subject(
                    kind: .container, domain: population.domain.dnsName, name: some.container.name.description, id: nil),
                .notMet, reason.title(self, some), because: facts(some) + reason.facts(self, some),
                remedy: reason.remedy(self, some))
        }
        let source = "the users below \(population.population.base)"
        var gaps: [Fact] = []
        if let why = population.gap { gaps.append(fact("list", why, source: source, of: population)) }
        if asked > 0, reason.needsAccount, !population.accounts.isEmpty, let gap = connectorAccountGaps.first {
            gaps.append(gap.fact)
        }
        if !open.isEmpty || !gaps.isEmpty {
            judgements.append(undecided(reason, population, open, gaps))
        } else if judgements.isEmpty {
            judgements.append(settled(reason, population, asked))
        }
        return judgements
    }

    private func facts(_ some: AffectedUsers) -> [Fact] {
        let source = "(&(objectCategory=person)(objectClass=user)) right below \(some.container.name)"
        return [
            fact("users", "\(some.users) of \(some.container.users)", source: source, of: some.population)
        ] + some.examples.map { fact("example", $0.description, source: source, of: some.population) }
    }

    private func undecided(
        _ reason: UserReason, _ population: DomainPopulation, _ open: [String: Int], _ gaps: [Fact]
    ) -> Judgement {
        let users = open.values.reduce(0, +)
        let base = population.population.base
        let reasons = open.sorted { ($1.value, $0.key) < ($0.value, $1.key) }.map { why, users in
            fact(
                "\(users) users", Fact.unreadable + why, source: "the users below \(base)", of: population)
        }
        let shown = reasons.prefix(Self.mostReasons)
        let rest = reasons.count - shown.count
        let more =
            rest > 0
            ? [fact("other reasons", "\(rest) more", source: "the users below \(base)", of: population)] : []
        return Judgement(
            subject(of: population.domain), .undecided,
            "Whether \(reason.question(self, population)) is not known of "
                + (users > 0 ? "\(users == 1 ? "1 user" : "\(users) users")\(gaps.isEmpty ? "" : " and more")" : "all"),
            because: gaps + shown + more)
    }

    private func settled(_ reason: UserReason, _ population: DomainPopulation, _ users: Int) -> Judgement {
        let subject = subject(of: population.domain)
        let facts = [
            fact(
                "users", "\(users) of \(population.population.users)",
                source: "(&(objectCategory=person)(objectClass=user)) below \(population.population.base)",
                of: population)
        ]
        guard users > 0 else {
            return Judgement(
                subject, .notApplicable, "There is no user \(population.scopeWords) whom this is about", because: facts)
        }
        return Judgement(subject, .met, reason.met(self, population, users), because: facts)
    }

    /// Withheld descriptors have one reason, tokens another: more than some are noise.
    private static let mostReasons = 8
}
