import Inspection
import Writeback

/// What the account that asked could not read, and which rules that leaves undecided: the proof that it has no more rights than it needs,
/// and what the rights cost that it lacks.
struct UnreadableSection {
    private let principal: String
    private var rules: [String: Set<String>] = [:]
    private var order: [String] = []

    init(_ findings: [Finding], principal: String, of snapshot: ForestSnapshot) {
        self.principal = principal
        for finding in findings where finding.outcome == .undecided {
            for fact in finding.because where fact.isUnreadable && fact.at == snapshot.run.startedAt {
                if rules[fact.source] == nil { order.append(fact.source) }
                rules[fact.source, default: []].insert(finding.rule.rawValue)
            }
        }
    }

    func write(to page: inout TextPage) {
        guard !order.isEmpty else { return }
        page.heading("NOT READABLE", "to \(principal), and the rules that it leaves undecided")
        let rows = order.map { source in
            TextTable.Row([
                TextPage.Piece(source), TextPage.Piece((rules[source] ?? []).sorted().joined(separator: ", ")),
            ])
        }
        TextTable(columns: [.init("Fact"), .init("Rules undecided")], rows: rows).write(to: &page)
    }
}
