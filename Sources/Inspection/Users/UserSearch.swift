import ActiveDirectory
import LDAP

/// Finds the account that a person means, in whichever domain of the forest it is, and reads it.
struct UserSearch: Sendable {
    /// The domains that could be read from.
    let domains: [DomainDirectory]
    /// The names of those that could not.
    let unread: [String]
    let name: AccountName

    /// Every object that the name fits; `.partial` or `.unreachable` where a domain that may have it could not be searched.
    func run() async -> Observed<[DirectoryUser]> {
        var found: [(entry: Entry, domain: DomainDirectory)] = []
        var gaps = unread.map { "\($0) could not be read" }
        for domain in domains where name.mayBe(in: domain) {
            let answer = await domain.directory.search(
                domain.root, .subtree, name.filter(inDomain: domain.dnsName), Self.attributes)
            found += (answer.known ?? []).map { ($0, domain) }
            if answer.isBroken || answer.isHidden { gaps.append("\(domain.dnsName): \(answer.why ?? answer.state)") }
        }
        var users: [DirectoryUser] = []
        for (entry, domain) in meant(found).prefix(Self.mostUsers) {
            users.append(await UserReader(domain: domain, domains: domains).run(entry))
        }
        guard let gap = gaps.first else { return users.isEmpty ? .notReturned : .value(users) }
        let why = gaps.count == 1 ? gap : "\(gap); and \(gaps.count - 1) more"
        return users.isEmpty ? .unreachable(why: why) : .partial(users, why: why)
    }

    /// An explicit user principal name wins over one that only follows from sAMAccountName and domain.
    private func meant(
        _ found: [(entry: Entry, domain: DomainDirectory)]
    ) -> [(entry: Entry, domain: DomainDirectory)] {
        guard case .principal(let text) = name else { return found }
        let explicit = found.filter { $0.entry.text("userPrincipalName")?.lowercased() == text.lowercased() }
        return explicit.isEmpty ? found : explicit
    }

    private static let attributes = ["objectClass", "objectSid", "userPrincipalName"]
    /// A name that fits more objects than these means none of them.
    private static let mostUsers = 8
}
