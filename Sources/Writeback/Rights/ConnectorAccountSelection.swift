import ActiveDirectory
package import FoundationEssentials
package import Inspection

/// Which of the accounts that may be the connector account are judged: the one that was named, else those with an installer's name,
/// else those that may do what a connector account must. Of several the ones that are plainly out of use are left out.
package struct ConnectorAccountSelection: Sendable {
    /// By what the judged accounts were chosen.
    package enum Ground: Sendable, Equatable { case given, name, rights, none }

    package let ground: Ground
    package let judged: [ConnectorAccount]
    /// The others of the same ground that are out of use, and why.
    package let stale: [(account: ConnectorAccount, why: String)]

    package init(among accounts: [ConnectorAccount], asOf moment: Date) {
        let given = accounts.filter { $0.foundBy.contains(.given) }
        let named = accounts.filter { $0.foundBy.contains(.name) || $0.foundBy.contains(.cloudSyncName) }
        let holders = accounts.filter(\.mayBeFoundByRights)
        guard given.isEmpty else {
            (ground, judged, stale) = (.given, given, [])
            return
        }
        let candidates = named.isEmpty ? holders : named
        let unused = candidates.compactMap { account in
            account.signOfDisuse(asOf: moment).map { (account: account, why: $0) }
        }
        let used = candidates.filter { account in !unused.contains { $0.account.sid == account.sid } }
        ground = candidates.isEmpty ? .none : named.isEmpty ? .rights : .name
        // Where all are out of use, each is still the best there is.
        judged = used.isEmpty ? candidates : used
        stale = used.isEmpty ? [] : unused
    }
}

extension ConnectorAccount {
    /// Whether it can be taken for the connector account by its rights alone: administrators and machines hold such rights too.
    fileprivate var mayBeFoundByRights: Bool {
        guard kind != .computer, (sid.relativeIdentifier?.rawValue ?? 0) >= 1000 else { return false }
        return !tokens.contains { token in token.token.known?.administrators.isEmpty == false }
    }

    /// What shows that the account is out of use; nil where nothing does, which does not prove that it is in use.
    func signOfDisuse(asOf moment: Date) -> String? {
        if userAccountControl.known?.contains(.disabled) == true { return "it is disabled" }
        if let server = server.known, server.isNamedOutright, server.enabled.known == false {
            return "\(server.name), which its description names, is disabled"
        }
        if case .absent = server { return "the computer that its description names does not exist" }
        if case .absent = lastLogon { return "it has never logged on" }
        if let last = lastLogon.known, moment.timeIntervalSince(last) > Self.longestSilence {
            return "it has not logged on for more than 30 days"
        }
        return nil
    }

    /// `lastLogonTimestamp` may lag 14 days behind; Connect logs on every half hour.
    private static let longestSilence = 30 * 86_400.0
}

extension Token {
    /// The groups of administrators in the token: Domain, Schema and Enterprise Admins of any domain, and Administrators.
    var administrators: [SecurityIdentifier] {
        let relatives: [RelativeIdentifier] = [.domainAdmins, .schemaAdmins, .enterpriseAdmins]
        return sids.filter { sid in
            if sid == .builtinAdministrators { return true }
            guard sid.authority == 5, sid.subAuthorities.first == 21, sid.subAuthorities.count == 5 else {
                return false
            }
            return sid.relativeIdentifier.map(relatives.contains) ?? false
        }
    }
}
