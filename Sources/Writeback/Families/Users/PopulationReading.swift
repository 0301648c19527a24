import ActiveDirectory
import Inspection
import LDAP

/// The users of a domain, as far as a judgement has them.
enum PopulationReading: Sendable {
    /// Nobody asked for them.
    case notAskedFor(why: String)
    /// They were asked for, and none came.
    case unread(why: String)
    case read(DomainPopulation)

    init(_ domain: Domain, accounts: [ConnectorAccount], in snapshot: ForestSnapshot) {
        guard domain.isPopulationAskedFor else {
            self = .notAskedFor(why: domain.population.why ?? domain.population.state)
            return
        }
        let isBound = snapshot.run.vantage.mechanism != "anonymous"
        switch domain.population {
        case .value(let population):
            self = .read(
                DomainPopulation(
                    domain, population, gap: nil, accounts: accounts, in: snapshot.forest, isBound: isBound))
        case .partial(let population, let why):
            self = .read(
                DomainPopulation(
                    domain, population, gap: why, accounts: accounts, in: snapshot.forest, isBound: isBound))
        case .absent:
            let none = Population(
                base: domain.distinguishedName, readFrom: snapshot.run.vantage.server, isReadFromPDCEmulator: false,
                users: 0, descriptors: [], groups: [])
            self = .read(
                DomainPopulation(domain, none, gap: nil, accounts: accounts, in: snapshot.forest, isBound: isBound))
        case .notReturned, .hidden, .unreachable, .notCollected:
            self = .unread(why: domain.population.why ?? domain.population.state)
        }
    }
}

extension Rule.Judge {
    /// Over the users of each domain in scope. Where nobody asked for them the rule is not applicable: that is no gap.
    ///
    /// - Parameter highest: What the rule can come to in a domain, where that is less than what it can come to anywhere.
    static func overPopulations(
        highest: @escaping @Sendable (Domain) -> Severity? = { _ in nil },
        _ judge: @escaping @Sendable (ForestUnderJudgement, DomainPopulation) -> [Judgement]
    ) -> Self {
        .snapshot { _, forest in
            var isAskedFor = forest.domains.isEmpty
            var judgements: [Judgement] = []
            for (domain, reading) in zip(forest.domains, forest.populations) {
                let subject = forest.subject(of: domain)
                let source = "(&(objectCategory=person)(objectClass=user)) below \(domain.distinguishedName)"
                switch reading {
                case .notAskedFor(let why):
                    judgements.append(
                        Judgement(
                            subject, .notApplicable, severity: highest(domain),
                            "The users of \(domain.dnsName) were not read: \(why)",
                            because: [forest.fact("users", "not read: \(why)", source: source)]))
                case .unread(let why):
                    isAskedFor = true
                    judgements.append(
                        Judgement(
                            subject, .undecided, severity: highest(domain),
                            "The users of \(domain.dnsName) could not be read",
                            because: [forest.fact("users", Fact.unreadable + why, source: source)]))
                case .read(let population):
                    isAskedFor = true
                    judgements += judge(forest, population)
                }
            }
            guard isAskedFor else { return judgements }
            return judgements + forest.domainGaps.map { Judgement.undecided(over: $0) }
        }
    }
}

extension ForestUnderJudgement {
    /// A fact of the users, read from another domain controller than the rest.
    func fact(_ statement: String, _ value: String, source: String, of population: DomainPopulation) -> Fact {
        var fact = fact(statement, value, source: source)
        fact.observedOn = population.population.readFrom
        return fact
    }

    /// Who is judged as the connector account, as the subject of a sentence in the singular.
    func accountWords(_ population: DomainPopulation) -> String {
        switch population.accounts.count {
        case 0: "the connector account"
        case 1: name(of: population.accounts[0])
        default: "each of \(population.accounts.count) connector accounts"
        }
    }
}

extension String {
    /// With a capital letter in front, as a sentence begins.
    var capitalised: String { prefix(1).uppercased() + dropFirst() }
}
