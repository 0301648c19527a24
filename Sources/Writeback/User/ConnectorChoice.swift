import ActiveDirectory
import FoundationEssentials
import Inspection
import LDAP

/// Which of the accounts found are judged: the one that was named, else those with an installer's name, else those whose rights on a
/// domain root only a connector account is given.
struct ConnectorChoice {
    var judged: [ConnectorAccount] = []
    var passedOver: [PassedOverAccount] = []
    var why: String

    init(among found: Observed<[ConnectorAccount]>, asOf: Date) {
        let accounts = found.known ?? []
        let classes: [(String, (ConnectorAccount) -> Bool)] = [
            ("named by the caller", { $0.foundBy.contains(.given) }),
            (
                "found by the name that an installation gives it",
                { $0.foundBy.contains(.name) || $0.foundBy.contains(.cloudSyncName) }
            ),
            (
                "found by Replicating Directory Changes All on a domain root, as no account has an installer's name",
                { $0.foundBy.contains(.replicationRights) }
            ),
            (
                "found by Reset Password on a domain root, as nothing else points to an account",
                { $0.foundBy.contains(.resetPassword) }
            ),
        ]
        guard let (words, belongs) = classes.first(where: { accounts.contains(where: $0.1) }) else {
            why = found.why.map { "no account was found: \($0)" } ?? "no account was found"
            return
        }
        why = words
        let candidates = accounts.filter(belongs)
        let usable = candidates.filter { $0.reasonNotToLogOn(asOf) == nil }
        // Where one can work, an account that cannot is left over from another installation.
        judged = usable.isEmpty || candidates.contains { $0.foundBy.contains(.given) } ? candidates : usable
        let chosen = Set(judged.map(\.sid))
        passedOver = accounts.filter { !chosen.contains($0.sid) }.map { account in
            PassedOverAccount(
                account: account,
                why: belongs(account) ? account.reasonNotToLogOn(asOf) ?? "" : "others are more likely to be it")
        }
        if case .partial(_, let gap) = found, !judged.contains(where: { $0.foundBy.contains(.given) }) {
            why += "; there may be others: \(gap)"
        }
    }
}

extension ConnectorAccount {
    /// Why it cannot log on; nil where nothing says so.
    func reasonNotToLogOn(_ asOf: Date) -> String? {
        if userAccountControl.known?.contains(.disabled) == true { return "it is disabled" }
        if let expires = expires.known, expires <= asOf { return "it has expired" }
        if computedAccountControl.known?.contains(.lockedOut) == true { return "it is locked out" }
        return nil
    }

    /// What a person calls it; one of another forest is known by its SID alone.
    var displayName: String {
        samAccountName.known ?? (kind == .foreign ? sid.description : distinguishedName.description)
    }
}
