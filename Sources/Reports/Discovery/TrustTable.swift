import ActiveDirectory
import Inspection

/// The trusts of all domains, direction and attributes in words.
struct TrustTable {
    let domains: [Domain]

    func write(to page: inout TextPage) {
        page.heading("TRUSTS")
        var rows: [TextTable.Row] = []
        for domain in domains {
            let name = TextPage.Piece(domain.dnsName)
            let trusts = domain.trusts.known ?? []
            if trusts.isEmpty {
                rows.append(TextTable.Row([name, TextPage.Piece(Words.of(domain.trusts) { _ in "none" }, .faint)]))
            }
            rows += trusts.map { TextTable.Row([name] + cells($0)) }
        }
        guard !rows.isEmpty else { return page.paragraph("No domain was read.", margin: 2) }
        TextTable(
            columns: [
                .init("Domain"), .init("Partner"), .init("Direction"), .init("Other side", leavesAt: 1),
                .init("Attributes"),
            ], rows: rows
        ).write(to: &page)
    }

    private func cells(_ trust: Trust) -> [TextPage.Piece] {
        [
            TextPage.Piece(trust.partner),
            TextPage.Piece(Words.of(trust.direction) { TrustDirection(rawValue: $0).name }),
            TextPage.Piece(Words.of(trust.type) { TrustType(rawValue: $0).name }),
            TextPage.Piece(Words.of(trust.attributes) { Words.list(TrustAttributes(rawValue: $0).names) }),
        ]
    }
}
