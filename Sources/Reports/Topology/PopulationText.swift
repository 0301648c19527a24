import Inspection

/// How many users were read, and from where; nothing where nobody asked for them.
struct PopulationText {
    let domains: [Domain]

    func write(to page: inout TextPage) {
        let asked = domains.filter { domain in
            if case .notCollected = domain.population {
                domain.population.why != Domain.populationNotAskedFor
            } else {
                true
            }
        }
        guard !asked.isEmpty else { return }
        page.heading("USERS")
        for domain in asked {
            page.paragraph("\(domain.dnsName): \(Self.words(domain.population))", margin: 2)
        }
    }

    static func words(_ population: Observed<Population>) -> String {
        guard let known = population.known else {
            return "\(Words.of(population) { _ in "" }): \(population.why ?? "")"
        }
        let containers = Set(known.groups.map(\.container)).count
        var parts = [
            "\(Words.count(known.users, "user")) in \(Words.count(containers, "container"))",
            "\(Words.count(known.descriptors.count, "distinct descriptor"))",
        ]
        let withheld = known.groups.filter { $0.descriptor.known == nil }.reduce(0) { $0 + $1.users }
        if withheld > 0 { parts.append("\(withheld) without a descriptor that could be read") }
        parts.append("read from \(known.readFrom)\(known.isReadFromPDCEmulator ? ", the PDC emulator" : "")")
        if !population.isValue { parts.append("in part only: \(population.why ?? "")") }
        return parts.joined(separator: " · ")
    }
}
