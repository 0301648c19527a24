import ActiveDirectory
import Inspection
import LDAP

/// The users of a domain under judgement: each descriptor judged once for each account, however many rules ask.
struct DomainPopulation: Sendable {
    let domain: Domain
    let population: Population
    /// Why there may be more users than these, of whom nothing is known; nil where there are not.
    let gap: String?
    /// The accounts that may be the connector account.
    let accounts: [ConnectorAccount]
    /// What each of them may do, for the facts of a finding.
    let rights: [AccountRights]
    /// For entries in words.
    let names: DomainRights
    let containers: [ContainerOfUsers]
    let groups: [UsersUnderJudgement]
    /// What was decided of each account on the users of a descriptor; the groups know the place.
    private let decided: [[RightsOnUsers]]
    private let ageLimits: [String: AgeLimit]
    /// Whether none of the domain's password settings objects has a minimum age.
    let hasNoAgeLimit: Bool

    init(
        _ domain: Domain, _ population: Population, gap: String?, accounts: [ConnectorAccount], in forest: Forest,
        isBound: Bool
    ) {
        self.domain = domain
        self.population = population
        self.gap = gap
        self.accounts = accounts
        let rights = accounts.map { AccountRights(of: $0, on: domain, in: forest) }
        self.rights = rights
        names = DomainRights(of: domain, in: forest)
        let holder = domain.security.adminSDHolder.known.flatMap(AdminSDHolderList.init)
        var table = Table(population, rights, holder: holder, reader: isBound ? Token(readerOf: domain) : nil)
        var breaks = InheritanceBreaks(in: domain)
        var containers: [ContainerOfUsers] = []
        var places: [String: Int] = [:]
        var groups: [UsersUnderJudgement] = []
        for group in population.groups where group.accountControl.known?.contains(.interdomainTrust) != true {
            let name = group.container.description
            let place = places[name] ?? containers.count
            if place == containers.count {
                places[name] = place
                containers.append(ContainerOfUsers(name: group.container, breaks: breaks.above(group.container)))
            }
            containers[place].users += group.users
            groups.append(
                UsersUnderJudgement(
                    group, container: place, isCutOffAbove: !containers[place].breaks.isEmpty, holder: holder, &table))
        }
        self.containers = containers
        self.groups = groups
        decided = table.decided
        let settingsInForce = Dictionary(
            population.groups.compactMap { $0.passwordSettingsObject.known.map { ($0.description, $0) } }
        ) { first, _ in first }
        ageLimits = settingsInForce.mapValues { AgeLimit(of: $0, in: domain) }
        let settings = domain.passwordSettingsObjects
        hasNoAgeLimit =
            settings.isSettled && (settings.known ?? []).allSatisfy { AgeLimit(of: $0) == AgeLimit.none }
    }

    /// Whether the accounts have a right on users: granted or lacking is what holds for each of them.
    func answer(_ right: WritebackRight, on users: UsersUnderJudgement) -> UserStanding {
        guard let place = users.rights else { return .open(users.descriptorGap) }
        guard !accounts.isEmpty else { return .open("no connector account is known") }
        var seen: Set<RightsOnUsers.Answer> = []
        for (index, account) in decided[place].enumerated() {
            let token = rights[index].token
            guard token.known != nil else {
                return .open("the groups of a connector account: \(token.why ?? token.state)")
            }
            seen.insert(account[right])
        }
        if seen == [.granted] { return .fine }
        if seen == [.denied] { return .affected }
        if seen.contains(.onCondition) { return .open("the entry that decides is conditional") }
        if seen.contains(.onMembership) { return .open("it hangs on a membership that is not known") }
        return .open("the \(accounts.count) accounts that may be the connector account differ")
    }

    /// The rights of these that the accounts lack.
    func lacking(_ asked: [WritebackRight], on users: UsersUnderJudgement) -> [WritebackRight] {
        asked.filter { answer($0, on: users) == .affected }
    }

    /// What a password settings object asks of its users.
    func ageLimit(_ settings: DistinguishedName) -> AgeLimit {
        ageLimits[settings.description] ?? AgeLimit(of: settings, in: domain)
    }

    /// As it stands in titles: the domain, and the container where not all of it was asked for.
    var scopeWords: String {
        population.base == domain.distinguishedName
            ? "of \(domain.dnsName)" : "below \(population.base) in \(domain.dnsName)"
    }

    /// Whether the whole domain was to be read.
    var isOfWholeDomain: Bool { population.base == domain.distinguishedName }

    /// Descriptors, each read and judged when the first group asks.
    struct Table {
        private let population: Population
        private let rights: [AccountRights]
        private let holder: AdminSDHolderList?
        private let reader: Token?
        private var read: [Int: DescriptorOfUsers] = [:]
        private var places: [Key: Int] = [:]
        private(set) var decided: [[RightsOnUsers]] = []

        private struct Key: Hashable {
            let descriptor: Int
            let userClass: DomainRights.UserClass
        }

        init(_ population: Population, _ rights: [AccountRights], holder: AdminSDHolderList?, reader: Token?) {
            self.population = population
            self.rights = rights
            self.holder = holder
            self.reader = reader
        }

        /// Nil for a descriptor that is not there, or is none.
        mutating func place(
            of index: Int, _ userClass: DomainRights.UserClass
        ) -> (facts: DescriptorOfUsers, place: Int)? {
            let key = Key(descriptor: index, userClass: userClass)
            if let facts = read[index], let place = places[key] { return (facts, place) }
            guard population.descriptors.indices.contains(index),
                let descriptor = try? population.descriptors[index].descriptor()
            else { return nil }
            let facts = read[index] ?? DescriptorOfUsers(descriptor, holder: holder, reader: reader)
            read[index] = facts
            let place = decided.count
            decided.append(rights.map { RightsOnUsers(of: $0, on: descriptor, userClass) })
            places[key] = place
            return (facts, place)
        }
    }
}

/// A container with users right in it.
struct ContainerOfUsers: Sendable {
    let name: DistinguishedName
    /// Where inheritance is switched off on the way to it, the nearest first.
    let breaks: [ContainerSecurity]
    var users = 0
}

/// Whether a password settings object has its users wait before they change a password again.
enum AgeLimit: Sendable, Equatable {
    case none
    case limited(PasswordPolicy.Duration)
    case unknown(why: String)

    init(of settings: DistinguishedName, in domain: Domain) {
        let list = domain.passwordSettingsObjects
        if let found = list.known?.first(where: { $0.distinguishedName == settings }) {
            self.init(of: found)
        } else {
            self = .unknown(why: list.why ?? "it is not among those that were read")
        }
    }

    init(of settings: PasswordSettingsObject) {
        switch settings.minimumPasswordAge {
        case .value(.seconds(0)), .absent: self = .none
        case .value(let age): self = .limited(age)
        default: self = .unknown(why: settings.minimumPasswordAge.why ?? settings.minimumPasswordAge.state)
        }
    }
}
