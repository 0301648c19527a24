import Inspection
import LDAP
import Writeback

/// How many users were read, and from where, and whom of them writeback cannot serve, by container; nothing where nobody asked for them.
struct PopulationText {
    /// Containers that are shown, unless everything is asked for.
    private static let mostContainers = 10

    let domains: [Domain]
    let tables: [DomainUsers]

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
            if let table = tables.first(where: { $0.domain == domain.dnsName }) { write(table, to: &page) }
        }
    }

    private func write(_ table: DomainUsers, to page: inout TextPage) {
        let troubled = table.containers.filter { !$0.counts.isEmpty || $0.undecided > 0 }
        guard !troubled.isEmpty else { return }
        let shown = page.layout.verbose ? troubled[...] : troubled.prefix(Self.mostContainers)
        let rows = shown.map { container in
            TextTable.Row([
                TextPage.Piece(Self.name(container.name, in: table.distinguishedName)),
                TextPage.Piece(String(container.users)),
                TextPage.Piece(Self.reasons(container), container.weight > 0 ? .caution : .plain),
            ])
        }
        TextTable(
            columns: [.init("Container", breaksWords: true), .init("Users"), .init("Not served, or with a note")],
            rows: Array(rows)
        ).write(to: &page)
        if shown.count < troubled.count {
            page.paragraph("+ \(troubled.count - shown.count) more containers (-v lists them)", margin: 2)
        }
    }

    /// Without the domain's own name, which the line above has.
    private static func name(_ container: DistinguishedName, in domain: DistinguishedName) -> String {
        if container == domain { return "(the domain itself)" }
        let (name, end) = (container.description, "," + domain.description)
        return name.lowercased().hasSuffix(end.lowercased()) ? String(name.dropLast(end.count)) : name
    }

    private static func reasons(_ container: DomainUsers.Container) -> String {
        let notes = container.counts.filter { $0.severity == .information }
        var parts = (container.counts.filter { $0.severity > .information } + notes).map { "\($0.users) \($0.word)" }
        if container.undecided > 0 { parts.append("\(container.undecided) not known") }
        return parts.joined(separator: ", ")
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
