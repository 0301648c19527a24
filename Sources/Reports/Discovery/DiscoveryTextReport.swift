import ActiveDirectory
package import Inspection

/// What `discover` prints for a person: the forest as it lies, without judgement.
package struct DiscoveryTextReport: Sendable {
    private let layout: TextLayout

    package init(layout: TextLayout) {
        self.layout = layout
    }

    package func render(_ snapshots: [ForestSnapshot]) -> String {
        var page = TextPage(layout)
        for snapshot in snapshots {
            page.blank()
            CollectionHeader(snapshot: snapshot).write(to: &page)
            write(snapshot.forest, to: &page)
        }
        return page.text
    }

    private func write(_ forest: Forest, to page: inout TextPage) {
        page.heading("FOREST", forest.rootDomain)
        for (label, text) in [
            ("Level", Words.of(forest.functionalLevel) { "\($0.name) (\($0.rawValue))" }),
            ("Schema", ForestText.schema(forest)),
            ("Features", Words.of(forest.optionalFeatures, Words.list)),
            ("Suffixes", Words.of(forest.upnSuffixes, Words.list)),
        ] {
            page.paragraph(text, label: [TextPage.Piece("  " + label, .faint)], margin: 12)
        }
        RoleTable(forest: forest).write(to: &page)
        DomainTable(forest: forest, showsIdentifiers: true).write(to: &page)
        let tables = DomainControllerTable.all(of: forest, detailed: true)
        for table in tables { table.write(to: &page) }
        if tables.isEmpty { page.heading("DOMAIN CONTROLLERS", Words.of(forest.domainControllers) { _ in "none" }) }
        SiteTable(sites: forest.sites).write(to: &page)
        TrustTable(domains: forest.domains.known ?? []).write(to: &page)
        PasswordPolicyTables(domains: forest.domains.known ?? []).write(to: &page)
        UnobservedSection(forest).write(to: &page)
    }
}
