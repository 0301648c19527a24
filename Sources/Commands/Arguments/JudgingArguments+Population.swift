import Inspection
import LDAP

extension JudgingArguments {
    /// Which users are to be read; nil for none.
    ///
    /// - Parameter isWatched: Whether somebody looks on, who wants to know how long it takes.
    /// - Throws: ``CommandFailure`` with exit code 64.
    func populationOptions(_ environment: [String: String], isWatched: Bool) throws -> PopulationOptions? {
        let options = OptionTexts(environment: environment)
        let isAsked = try options.flag(population, "POPULATION")
        for (argument, variable) in [(populationLimit, "POPULATION_LIMIT"), (populationBase, "POPULATION_BASE")]
        where argument != nil && !isAsked {
            let name = options.name(true, variable)
            throw CommandFailure.usage(
                "follow \(name)", "--population is not set", meaning: "No users are read without --population.",
                advice: "Add --population, or leave \(name) out.")
        }
        let limit = try options.value(
            populationLimit, "POPULATION_LIMIT", expected: "a whole number from 1 to 1000000000"
        ) { text in
            Int(text).flatMap { (1...1_000_000_000).contains($0) ? $0 : nil }
        }
        let base = try options.value(
            populationBase, "POPULATION_BASE",
            expected: "a distinguished name such as OU=Staff,DC=corp,DC=example,DC=com"
        ) { text -> DistinguishedName? in
            guard let name = try? DistinguishedName(parsing: text), name.rdn != nil else { return nil }
            return name
        }
        return isAsked ? PopulationOptions(limit: limit, base: base, countsFirst: isWatched) : nil
    }
}

extension PopulationOptions {
    /// The container that was asked for must be in a domain of some forest that was read.
    ///
    /// - Throws: ``CommandFailure`` with exit code 66.
    func requireBase(in snapshots: [ForestSnapshot]) throws {
        guard let base else { return }
        let domains = snapshots.flatMap { $0.forest.domains.known ?? [] }
        if domains.contains(where: { base.isEqualOrDescendant(of: $0.distinguishedName) }) { return }
        throw CommandFailure(
            .notFound, attempted: "read the users below \(base)",
            returned: "the domains \(domains.map(\.distinguishedName.description).joined(separator: "; "))",
            meaning: "The name given with --population-base is in none of them.",
            advice: "Give the distinguished name of a container in one of these domains.")
    }
}
