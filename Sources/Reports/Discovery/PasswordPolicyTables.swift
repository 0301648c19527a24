import Inspection
import LDAP

/// The password policy of each domain, and the password settings objects beside it.
struct PasswordPolicyTables {
    let domains: [Domain]

    func write(to page: inout TextPage) {
        page.heading("PASSWORD POLICY")
        guard !domains.isEmpty else { return page.paragraph("No domain was read.", margin: 2) }
        TextTable(
            columns: [
                .init("Domain"), .init("Min. age"), .init("Max. age"), .init("Length"), .init("History"),
                .init("Complex"),
                .init("Lockout"),
            ], rows: domains.map(policy)
        ).write(to: &page)
        page.heading("PASSWORD SETTINGS OBJECTS")
        var rows: [TextTable.Row] = []
        for domain in domains {
            let name = TextPage.Piece(domain.dnsName)
            let objects = domain.passwordSettingsObjects.known ?? []
            if objects.isEmpty {
                let state = Words.of(domain.passwordSettingsObjects) { _ in "none" }
                rows.append(TextTable.Row([name, TextPage.Piece(state, .faint)]))
            }
            rows += objects.map { TextTable.Row([name] + cells($0, verbose: page.layout.verbose)) }
        }
        TextTable(
            columns: [.init("Domain"), .init("Name"), .init("Precedence"), .init("Min. age"), .init("Applies to")],
            rows: rows
        ).write(to: &page)
    }

    private func policy(_ domain: Domain) -> TextTable.Row {
        let policy = domain.passwordPolicy
        let lockout = Words.of(policy.lockoutThreshold) { threshold in
            threshold == 0
                ? "never"
                : "after \(threshold) in \(Words.of(policy.lockoutObservationWindow, Words.duration)), "
                    + "for \(Words.of(policy.lockoutDuration, Words.duration))"
        }
        return TextTable.Row([
            TextPage.Piece(domain.dnsName),
            TextPage.Piece(Words.of(policy.minimumPasswordAge, Words.duration)),
            TextPage.Piece(Words.of(policy.maximumPasswordAge, Words.duration)),
            TextPage.Piece(Words.of(policy.minimumPasswordLength) { String($0) }),
            TextPage.Piece(Words.of(policy.passwordHistoryLength) { String($0) }),
            TextPage.Piece(Words.of(policy.complexityRequired) { $0 ? "yes" : "no" }),
            TextPage.Piece(lockout),
        ])
    }

    private func cells(_ object: PasswordSettingsObject, verbose: Bool) -> [TextPage.Piece] {
        [
            TextPage.Piece(object.name),
            TextPage.Piece(Words.of(object.precedence) { String($0) }),
            TextPage.Piece(Words.of(object.minimumPasswordAge, Words.duration)),
            TextPage.Piece(
                Words.of(object.appliesTo) { names in
                    Words.list(names.map { verbose ? $0.description : $0.rdn?.value ?? $0.description })
                }),
        ]
    }
}
