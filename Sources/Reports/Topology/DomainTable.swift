import ActiveDirectory
import Inspection
import Writeback

/// The domains of a forest, each with its PDC emulator and what bears it out.
struct DomainTable {
    let forest: Forest
    /// By the lower-case DNS name; empty where nothing is judged.
    var verdicts: [String: Verdict] = [:]
    var showsIdentifiers = false

    func write(to page: inout TextPage) {
        let domains = forest.domains.known ?? []
        page.heading("DOMAINS", forest.domains.isValue ? "" : "list not whole: \(forest.domains.why ?? "not known")")
        guard !domains.isEmpty else {
            page.paragraph("None was read.", margin: 2)
            return
        }
        table(domains).write(to: &page)
    }

    private func table(_ domains: [Domain]) -> TextTable {
        var columns: [TextTable.Column] = [
            .init("Domain"), .init("NetBIOS", leavesAt: 2), .init("Level", leavesAt: 1, minimum: 19),
            .init("PDC emulator"),
        ]
        if showsIdentifiers { columns += [.init("Parent", leavesAt: 3), .init("SID", leavesAt: 4)] }
        if !verdicts.isEmpty { columns.append(.init("Verdict")) }
        return TextTable(columns: columns, rows: domains.map(row))
    }

    private func row(_ domain: Domain) -> TextTable.Row {
        let consensus = domain.pdcConsensus
        let doubtful = consensus.agreement == .contradicted || consensus.agreement == .unconfirmed
        let host = consensus.host ?? (consensus.agreement == .contradicted ? "CONTRADICTED" : "not known")
        var cells = [
            TextPage.Piece(domain.dnsName),
            TextPage.Piece(Words.of(domain.netbiosName) { $0 }),
            TextPage.Piece(Words.of(domain.functionalLevel) { $0.name }),
            TextPage.Piece(host, doubtful ? .bad : .strong),
        ]
        if showsIdentifiers {
            cells.append(TextPage.Piece(Words.of(domain.parent) { $0 }))
            cells.append(TextPage.Piece(Words.of(domain.sid) { $0.description }))
        }
        if !verdicts.isEmpty {
            let verdict = verdicts[domain.dnsName.lowercased()]
            cells.append(TextPage.Piece(verdict?.words ?? "not in scope", verdict?.ink ?? .faint))
        }
        return TextTable.Row(cells, detail: WitnessStatements(domain).summary)
    }
}

extension Verdict {
    var words: String {
        switch self {
        case .ready: "READY"
        case .readyWithWarnings: "READY WITH WARNINGS"
        case .notReady: "NOT READY"
        case .undecided: "UNDECIDED"
        }
    }

    var ink: TextStyle.Ink {
        switch self {
        case .ready: .good
        case .readyWithWarnings, .undecided: .caution
        case .notReady: .bad
        }
    }
}
