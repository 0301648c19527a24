import ActiveDirectory
import LDAP

/// A domain that can be read from: its names, and a connection to one of its writable domain controllers.
struct DomainDirectory: Sendable {
    let dnsName: String
    let netbiosName: String?
    let root: DistinguishedName
    let sid: SecurityIdentifier?
    let directory: Directory
    /// The domain controller that it leads to; empty where that does not matter.
    var host = ""
    /// Whether the domain controller is a global catalog: only there the universal groups of other domains are known.
    let isGlobalCatalog: Bool
    /// The caller's own token in this domain, by which an attribute that did not come back is proved to be empty.
    let caller: Observed<Token>
    let localGroups: LocalGroupReadability
}

extension DomainDirectory {
    /// Asks the domain controller, besides what was read of the domain, who the caller is there.
    init(_ result: DomainSurvey.Result, directory: Directory, root: DistinguishedName) async {
        dnsName = result.domain.domainName ?? root.description
        netbiosName = result.domain.netbiosName.known
        self.root = root
        self.directory = directory
        host = result.readFrom ?? ""
        sid = result.facts.head.then { EntryReader($0).sid("objectSid") }.known
        let own = await directory.read(DistinguishedName(""), ["isGlobalCatalogReady", "tokenGroups"])
        isGlobalCatalog = own.known.map { RootDSE($0).isGlobalCatalogReady == true } ?? false
        caller = own.then { entry in
            let groups = EntryReader(entry).sids("tokenGroups")
            return groups.map { Token($0) }
        }
        localGroups = LocalGroupReadability(directory: directory, root: root, caller: caller)
    }
}

extension [DomainDirectory] {
    /// The domain that a SID was made in; nil where it is none of these.
    func domain(of sid: SecurityIdentifier) -> DomainDirectory? {
        guard let domain = sid.domain else { return nil }
        return first { $0.sid == domain }
    }
}

extension [SecurityIdentifier] {
    /// These identifiers by the domain that made them, in the order of the domains; those of no such domain are left out.
    func grouped(by domains: [DomainDirectory]) -> [(domain: DomainDirectory, members: [SecurityIdentifier])] {
        domains.compactMap { domain in
            let members = filter { domain.sid != nil && $0.domain == domain.sid }
            return members.isEmpty ? nil : (domain, members)
        }
    }
}

extension Array {
    /// The elements in parts of so many, the last one shorter: a filter of thousands of terms is refused.
    func parts(of size: Int) -> [ArraySlice<Element>] {
        stride(from: 0, to: count, by: size).map { self[$0..<Swift.min($0 + size, count)] }
    }
}
