import ActiveDirectory
import LDAP

/// Looks up what accounts and groups are called, each in its own domain.
struct PrincipalNames: Sendable {
    let domains: [DomainDirectory]

    /// The names of those that are found; the Builtin groups' from the first domain.
    func run(_ identifiers: [SecurityIdentifier]) async -> [NamedPrincipal] {
        let wanted = Set(identifiers).sorted { $0.description < $1.description }
        return await withTaskGroup(of: [NamedPrincipal].self) { group in
            for (domain, members) in wanted.grouped(by: domains) {
                group.addTask { await names(of: members, in: domain, called: domain.netbiosName ?? domain.dnsName) }
            }
            let builtin = wanted.filter { $0.domain == .builtinDomain }
            if let first = domains.first, !builtin.isEmpty {
                group.addTask { await names(of: builtin, in: first, called: "BUILTIN") }
            }
            return await group.reduce(into: []) { $0 += $1 }.sorted { $0.sid.description < $1.sid.description }
        }
    }

    private func names(
        of members: [SecurityIdentifier], in domain: DomainDirectory, called prefix: String
    ) async -> [NamedPrincipal] {
        var names: [NamedPrincipal] = []
        for part in members.parts(of: Self.termsAtATime) {
            let found = await domain.directory.search(
                domain.root, .subtree, .or(part.map { .equals("objectSid", $0.bytes) }),
                ["objectSid", "sAMAccountName"])
            for entry in found.known ?? [] {
                guard let sid = EntryReader(entry).sid("objectSid").known, let name = entry.text("sAMAccountName")
                else {
                    continue
                }
                names.append(NamedPrincipal(sid: sid, name: "\(prefix)\\\(name)"))
            }
        }
        return names
    }

    private static let termsAtATime = 40
}
