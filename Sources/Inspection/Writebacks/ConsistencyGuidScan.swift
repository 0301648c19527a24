import ActiveDirectory
import LDAP

/// Compares the mS-DS-ConsistencyGuid of a domain's users with their objectGUID, as they come and without keeping any.
struct ConsistencyGuidScan: Sendable {
    let directory: Directory
    let domain: DistinguishedName
    let schema: DistinguishedName
    /// The caller's own token at the server.
    let caller: Observed<Token>
    /// Of more users no more is known than that there are more.
    var limit = 500_000

    private static let attribute = "mS-DS-ConsistencyGuid"
    private static let mostExamples = 3

    /// Whole only where every container shows its children to the caller, and where the server, asked for those without a value,
    /// counts all the others: a user whose value the caller may not see is in neither answer (MS-ADTS 3.1.1.3.1.3.1).
    func run(readFrom host: String) async -> Observed<ConsistencyGuids> {
        var seen = ConsistencyGuids(readFrom: host)
        var isCut = false
        let interruption = await directory.stream(domain, .subtree, people, ["objectGUID", Self.attribute]) { entry in
            guard seen.users < limit else {
                isCut = true
                return
            }
            seen.users += 1
            guard let value = entry[Self.attribute]?.first else { return }
            seen.withValue += 1
            guard let own = entry["objectGUID"]?.first, own != value else { return }
            seen.differing += 1
            if seen.examples.count < Self.mostExamples { seen.examples.append(entry.distinguishedName) }
        }
        if let interruption {
            return seen.users > 0 ? .partial(seen, why: interruption.why) : interruption.observed()
        }
        if isCut { return .partial(seen, why: "only the first \(limit) users were looked at") }
        if let hidden = await hidden(seen) {
            return seen.users > 0 ? .partial(seen, why: hidden) : .notReturned
        }
        return .value(seen)
    }

    /// Why some users, or values of them, may not have been seen; nil where nothing speaks for it.
    private func hidden(_ seen: ConsistencyGuids) async -> String? {
        var empty = 0
        let filter = LDAPFilter.and([people, .not(.present(AttributeDescription(Self.attribute)))])
        if let interruption = await directory.stream(domain, .subtree, filter, ["1.1"], { _ in empty += 1 }) {
            return interruption.why
        }
        guard empty + seen.withValue == seen.users else {
            return "\(seen.users - empty - seen.withValue) users do not show whether they have a value"
        }
        return await unlisted()
    }

    private func unlisted() async -> String? {
        let reader = ExistenceReader(directory: directory, caller: caller)
        // What the system keeps for itself holds no users.
        let system = domain.child("CN", "System")
        var shut: [String] = []
        var containers = 0
        let interruption = await directory.stream(
            domain, .subtree,
            .or(
                ["organizationalUnit", "container", "builtinDomain", "domainDNS"].map { .equals("objectClass", $0) }),
            ["nTSecurityDescriptor"], controls: [.securityDescriptorParts()]
        ) { entry in
            guard !entry.distinguishedName.isEqualOrDescendant(of: system) else { return }
            containers += 1
            if !reader.showsChildren(entry) { shut.append(entry.distinguishedName.description) }
        }
        if let interruption { return interruption.why }
        guard containers > 0 else { return "no container was shown" }
        return shut.min().map { "\(shut.count) containers do not show their children, \($0) among them" }
    }

    /// People and not computers, in the form that every server knows.
    private var people: LDAPFilter {
        .and([.equals("objectCategory", schema.child("CN", "Person").description), .equals("objectClass", "user")])
    }
}
