import Inspection

/// The sites with their subnets and domain controllers.
struct SiteTable {
    let sites: Observed<[Site]>

    func write(to page: inout TextPage) {
        page.heading("SITES", sites.isValue ? "" : Words.of(sites) { Words.count($0.count, "site") })
        guard let known = sites.known, !known.isEmpty else {
            if sites.isValue { page.paragraph("none", margin: 2) }
            return
        }
        TextTable(
            columns: [.init("Site"), .init("Subnets"), .init("Domain controllers")],
            rows: known.map { site in
                TextTable.Row([
                    TextPage.Piece(site.name),
                    TextPage.Piece(Words.of(site.subnets) { list($0, page.layout.verbose) }),
                    TextPage.Piece(list(site.domainControllers, page.layout.verbose)),
                ])
            }
        ).write(to: &page)
    }

    private func list(_ values: [String], _ verbose: Bool) -> String {
        guard values.count > 8, !verbose else { return Words.list(values) }
        return values.prefix(7).joined(separator: ", ") + " + \(values.count - 7) more"
    }
}
