import ActiveDirectory
import LDAP

/// Reads what decides rights in a domain: descriptors, the members of Pre-Windows 2000 Compatible Access, and where inheritance ends.
struct SecurityReader: Sendable {
    let directory: Directory
    let domain: DistinguishedName
    /// The caller's own token, by which an attribute that did not come back is proved to be empty.
    let caller: Observed<Token>

    func run() async -> DomainSecurity {
        let system = domain.child("CN", "System")
        async let root = directory.descriptor(of: domain)
        async let builtin = directory.descriptor(of: domain.child("CN", "Builtin"))
        async let server = directory.descriptor(of: system.child("CN", "Server"))
        async let holder = directory.descriptor(of: system.child("CN", "AdminSDHolder"))
        async let members = preWindows2000Members()
        async let containers = protectedContainers()
        async let persons = inetOrgPersons()
        return await DomainSecurity(
            domainRoot: root, builtin: builtin, samServer: server, adminSDHolder: holder,
            preWindows2000Members: members, protectedContainers: containers, inetOrgPersons: persons)
    }

    // MARK: Pre-Windows 2000 Compatible Access

    /// By its SID: the group's name is in the language of the first domain controller.
    private func preWindows2000Members() async -> Observed<[SecurityIdentifier]> {
        let group = SecurityIdentifier.builtinPreWindows2000CompatibleAccess
        let found = await directory.search(
            domain.child("CN", "Builtin"), .oneLevel, .equals("objectSid", group.bytes),
            ["objectGUID", "member", "nTSecurityDescriptor"], controls: [.securityDescriptorParts()])
        guard let entry = found.known?.first else { return found.then { _ in .notReturned } }
        guard entry.hasAttribute("member") else { return emptiness(of: entry) }
        let names = await directory.allValues(of: "member", in: entry).map { names in
            names.compactMap(EntryReader.text).map { DistinguishedName($0) }
        }
        return await members(names)
    }

    /// No member came back: there is none where the caller is granted to read them.
    private func emptiness(of group: Entry) -> Observed<[SecurityIdentifier]> {
        guard let descriptor = EntryReader(group).descriptor().known, let token = caller.known else {
            return .notReturned
        }
        let answer = AccessCheck(descriptor: descriptor, token: token, objectClass: .group)
            .answer(to: .readProperty(.member))
        return answer.isGranted ? .absent : .notReturned
    }

    private func members(_ names: Observed<[DistinguishedName]>) async -> Observed<[SecurityIdentifier]> {
        var members: [SecurityIdentifier] = []
        var unread: [DistinguishedName] = []
        for name in names.known ?? [] {
            if let sid = name.foreignSecurityPrincipal {
                members.append(sid)
            } else if members.count < Self.mostMembers,
                let sid = await directory.read(name, ["objectSid"]).then({ EntryReader($0).sid("objectSid") }).known
            {
                members.append(sid)
            } else {
                unread.append(name)
            }
        }
        members.sort()
        return names.then { _ in
            guard let first = unread.first else { return .value(members) }
            return .partial(members, why: "\(unread.count) members were not read, \(first) among them")
        }
    }

    /// Members that are no foreign security principals are read one by one; nobody keeps many here.
    private static let mostMembers = 200

    // MARK: Where inheritance ends

    private func protectedContainers() async -> Observed<[ProtectedContainer]> {
        let filter = LDAPFilter.or([.equals("objectClass", "organizationalUnit"), .equals("objectClass", "container")])
        let system = domain.child("CN", "System")
        var containers: [ProtectedContainer] = []
        var withheld = 0
        var seen = 0
        let failure = await directory.stream(
            domain, .subtree, filter, ["objectGUID", "nTSecurityDescriptor"],
            controls: [.securityDescriptorParts()]
        ) { entry in
            // What the system keeps for itself holds no users.
            guard !entry.distinguishedName.isDescendant(of: system) else { return }
            seen += 1
            switch EntryReader(entry).descriptor() {
            case .value(let descriptor) where descriptor.isProtected:
                containers.append(
                    ProtectedContainer(
                        distinguishedName: entry.distinguishedName, guid: EntryReader(entry).guid("objectGUID"),
                        descriptor: descriptor))
            case .value: break
            default: withheld += 1
            }
        }
        containers.sort { $0.distinguishedName.description < $1.distinguishedName.description }
        if let failure {
            guard seen > 0 else { return failure.then { _ in .notReturned } }
            return .partial(containers, why: failure.why ?? "the search did not come to its end")
        }
        if withheld > 0 { return .partial(containers, why: "\(withheld) containers withheld their descriptors") }
        return seen == 0 ? .notReturned : .value(containers)
    }

    // MARK: inetOrgPerson

    private func inetOrgPersons() async -> Observed<Int> {
        var count = 0
        let failure = await directory.stream(
            domain, .subtree, .equals("objectClass", "inetOrgPerson"), ["1.1"], sizeLimit: Self.mostPersons
        ) { _ in count += 1 }
        if let failure {
            guard count > 0 else { return failure.map { _ in 0 } }
            return .partial(count, why: failure.why ?? "the search did not come to its end")
        }
        // Accounts that the caller may not list are left out without a word, so none is not proved.
        return count == 0 ? .notReturned : .value(count)
    }

    private static let mostPersons: Int32 = 10_000
}
