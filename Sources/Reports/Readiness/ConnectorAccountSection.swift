import ActiveDirectory
import FoundationEssentials
import Inspection
import Writeback

/// The connector account: who it is, by what it was found, its state, its server, and what it may do in each domain.
struct ConnectorAccountSection {
    let forest: Forest
    /// When the collection began.
    let moment: Date

    func write(to page: inout TextPage) {
        if case .notCollected = forest.connectorAccounts { return }
        let all = forest.connectorAccounts.known ?? []
        let selection = ConnectorAccountSelection(among: all, asOf: moment)
        guard !selection.judged.isEmpty else {
            page.heading("CONNECTOR ACCOUNT", "none is known: \(forest.connectorAccounts.why ?? "none was found")")
            return
        }
        for account in selection.judged { write(account, selection.ground, to: &page) }
        let others = all.filter { account in !selection.judged.contains { $0.sid == account.sid } }
        guard !others.isEmpty else { return }
        let stale = others.map { other in
            let why = selection.stale.first { $0.account.sid == other.sid }?.why
            return "\(name(of: other)) (\(why ?? "found by \(grounds(of: other)) alone"))"
        }
        page.paragraph("not judged: \(stale.joined(separator: "; "))", margin: 2)
    }

    private func write(
        _ account: ConnectorAccount, _ ground: ConnectorAccountSelection.Ground, to page: inout TextPage
    ) {
        page.heading("CONNECTOR ACCOUNT", name(of: account))
        var parts = ["found by \(grounds(of: account))", state(of: account)]
        parts.append("tenant \(account.installation?.tenant ?? "not told")")
        parts.append("server \(server(of: account))")
        parts.append("last logon \(Words.of(account.lastLogon, UTCTime.day))")
        page.paragraph(parts.joined(separator: " · "), margin: 2)
        if ground == .rights {
            page.paragraph(
                "No account has an installer's name: this one has the rights. --connector-account says which it is.",
                .caution, margin: 2)
        }
        let rows = (forest.domains.known ?? []).flatMap { domain in
            AccountRights(of: account, on: domain, in: forest).all.map { row($0, in: domain) }
        }
        guard !rows.isEmpty else { return }
        TextTable(
            columns: [.init("Domain", leavesAt: 1), .init("Right"), .init("Answer"), .init("By")], rows: rows
        ).write(to: &page)
    }

    private func row(_ right: AccountRight, in domain: Domain) -> TextTable.Row {
        let by: String =
            switch right.basis {
            case .noEntry: "no entry"
            case .noList: "no access control list: everybody"
            case .owner: "its owner"
            default: [right.why, entry(right)].compactMap(\.self).joined(separator: ": ")
            }
        return TextTable.Row([
            TextPage.Piece(domain.dnsName), TextPage.Piece(right.right.name), answer(right), TextPage.Piece(by),
        ])
    }

    private func entry(_ right: AccountRight) -> String? {
        right.entry.map { entry in
            guard let through = entry.through, !entry.words.contains(through) else { return entry.words }
            return "\(entry.words) (through \(through))"
        }
    }

    private func answer(_ right: AccountRight) -> TextPage.Piece {
        switch right.answer {
        case .granted: TextPage.Piece("granted", .good)
        case .denied: TextPage.Piece("denied", right.right == .changePassword ? .caution : .bad)
        case .undecided: TextPage.Piece("undecided", .caution)
        }
    }

    private func name(of account: ConnectorAccount) -> String {
        forest.security.name(of: account.sid) ?? account.samAccountName.known ?? account.sid.description
    }

    private func grounds(of account: ConnectorAccount) -> String {
        account.foundBy.map { reason in
            switch reason {
            case .given: "--connector-account"
            case .name: "name"
            case .cloudSyncName: "cloud sync's name"
            case .replicationRights: "replication rights"
            case .resetPassword: "Reset Password"
            default: reason.rawValue
            }
        }.joined(separator: ", ")
    }

    private func state(of account: ConnectorAccount) -> String {
        var words = [Words.of(account.userAccountControl) { $0.contains(.disabled) ? "disabled" : "enabled" }]
        if account.computedAccountControl.known?.contains(.lockedOut) == true { words.append("locked") }
        if let end = account.expires.known { words.append("expires \(UTCTime.day(end))") }
        return words.joined(separator: ", ")
    }

    private func server(of account: ConnectorAccount) -> String {
        guard let server = account.server.known else { return account.installation?.server ?? "not told" }
        var words = [Words.of(server.enabled) { $0 ? "enabled" : "DISABLED" }]
        if server.isDomainController.known == true { words.append("a domain controller") }
        if let system = server.operatingSystem.known { words.append(system) }
        return "\(server.name) (\(words.joined(separator: ", ")))"
    }
}
