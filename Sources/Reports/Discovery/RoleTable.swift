import Inspection

/// The operations master roles of a forest: who holds each, where, and whether the holder is registered.
struct RoleTable {
    let forest: Forest

    func write(to page: inout TextPage) {
        page.heading("ROLES")
        var rows = OperationsMasterRole.ofForest.map { row($0, of: "the forest", $0.owner(in: forest)) }
        for domain in forest.domains.known ?? [] {
            rows += OperationsMasterRole.ofDomain.map { row($0, of: domain.dnsName, $0.owner(in: domain)) }
        }
        TextTable(
            columns: [.init("Role"), .init("Of"), .init("Host"), .init("Site", leavesAt: 1), .init("Owner is")],
            rows: rows
        ).write(to: &page)
    }

    private func row(_ role: OperationsMasterRole, of place: String, _ owner: Observed<RoleOwner>?) -> TextTable.Row {
        let name = TextPage.Piece(role.name)
        guard let owner, let known = owner.known else {
            let state = owner.map { observed in Words.of(observed) { _ in "" } } ?? "not asked"
            return TextTable.Row([name, TextPage.Piece(place), TextPage.Piece(state, .faint)])
        }
        return TextTable.Row([
            name, TextPage.Piece(place), TextPage.Piece(RoleOwnerText.name(known)), TextPage.Piece(known.site ?? ""),
            TextPage.Piece(known.state.rawValue, known.state == .registered ? .plain : .bad),
        ])
    }
}
