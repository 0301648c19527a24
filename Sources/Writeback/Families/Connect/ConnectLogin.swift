import Inspection

/// An account as the export names it: `MSOL_…` and a domain, `DOMAIN\name`, or a user principal name.
struct ConnectLogin: Sendable, Equatable {
    let name: String
    /// A DNS or a NetBIOS name; nil where none is given.
    let domain: String?

    /// Nil where no name is given.
    init?(name: Observed<String>, domain: Observed<String>) {
        guard let text = name.known else { return nil }
        if let slash = text.firstIndex(of: "\\") {
            self.name = String(text[text.index(after: slash)...])
            self.domain = String(text[..<slash])
        } else if let at = text.lastIndex(of: "@") {
            self.name = String(text[..<at])
            self.domain = String(text[text.index(after: at)...])
        } else {
            self.name = text
            self.domain = domain.known
        }
    }

    var words: String { domain.map { "\($0)\\\(name)" } ?? name }

    /// Whether this names the account. A user principal name that is not made of the account's name and its domain names it too, and is
    /// not recognized.
    func names(_ account: ConnectorAccount, in forest: ForestUnderJudgement) -> Bool {
        guard account.samAccountName.known?.lowercased() == name.lowercased() else { return false }
        guard let domain else { return true }
        let own = (forest.forest.domains.known ?? []).first { HostName($0.dnsName) == HostName(account.domain) }
        return HostName(domain) == HostName(account.domain)
            || own?.netbiosName.known?.lowercased() == domain.lowercased()
    }
}

extension JudgedConnector {
    var login: ConnectLogin? { ConnectLogin(name: connector.accountName, domain: connector.accountDomain) }

    /// The account with which the connector signs in, of those that were found in its forest.
    var account: ConnectorAccount? {
        guard let forest, let login else { return nil }
        return (forest.forest.connectorAccounts.known ?? []).first { login.names($0, in: forest) }
    }
}
