import ActiveDirectory
import LDAP

/// Reads what decides rights in a domain: descriptors, the members of Pre-Windows 2000 Compatible Access, and where inheritance changes.
struct SecurityReader: Sendable {
    let domain: DomainDirectory

    private var directory: Directory { domain.directory }

    func run() async -> DomainSecurity {
        let system = domain.root.child("CN", "System")
        async let root = directory.descriptor(of: domain.root)
        async let builtin = directory.descriptor(of: domain.root.child("CN", "Builtin"))
        async let server = directory.descriptor(of: system.child("CN", "Server"))
        async let holder = directory.descriptor(of: system.child("CN", "AdminSDHolder"))
        async let members = preWindows2000Members()
        async let walked = walk()
        let walk = await walked
        async let containers = containers(walk)
        async let persons = inetOrgPersons(walk)
        async let units = organizationalUnits(walk)
        return await DomainSecurity(
            domainRoot: root, builtin: builtin, samServer: server, adminSDHolder: holder,
            preWindows2000Members: members, containers: containers, inetOrgPersons: persons,
            organizationalUnits: units)
    }

    /// Only the descriptor of the domain root, which decides Unexpire Password and names those who may be the connector account.
    func runOnRoot() async -> DomainSecurity {
        var security = DomainSecurity.notCollected(why: "one account was asked for, and not its whole domain")
        security.domainRoot = await directory.descriptor(of: domain.root)
        return security
    }

    // MARK: Pre-Windows 2000 Compatible Access

    /// By its SID: the group's name is in the language of the first domain controller.
    private func preWindows2000Members() async -> Observed<[SecurityIdentifier]> {
        let group = SecurityIdentifier.builtinPreWindows2000CompatibleAccess
        let found = await directory.search(
            domain.root.child("CN", "Builtin"), .oneLevel, .equals("objectSid", group.bytes),
            ["member", "nTSecurityDescriptor"], controls: [.securityDescriptorParts()])
        guard let entry = found.known?.first else { return found.then { _ in .notReturned } }
        let names = EntryReader(entry).names("member")
        guard names.known != nil else { return emptiness(of: entry) }
        return await members(names)
    }

    /// No member came back: there is none where the caller is granted to read them.
    private func emptiness(of group: Entry) -> Observed<[SecurityIdentifier]> {
        guard let descriptor = EntryReader(group).descriptor("nTSecurityDescriptor").known,
            let token = domain.caller.known, let right = RightsCatalogue.wellKnown.readProperty("member")
        else { return .notReturned }
        let decision = AccessCheck(descriptor, ofClass: .groupClass).decision(on: right, for: token)
        return decision.answer == .granted ? .absent : .notReturned
    }

    private func members(_ names: Observed<[DistinguishedName]>) async -> Observed<[SecurityIdentifier]> {
        var members: [SecurityIdentifier] = []
        var unread: [DistinguishedName] = []
        let principals = domain.root.child("CN", "ForeignSecurityPrincipals")
        for name in names.known ?? [] {
            // The name of a foreign security principal is its identifier (MS-ADTS 6.1.6.9.1).
            if name.parent == principals, let sid = name.rdn.flatMap({ SecurityIdentifier($0.value ?? "") }) {
                members.append(sid)
            } else if members.count < Self.mostMembers,
                let sid = await directory.read(name, ["objectSid"]).then({ EntryReader($0).sid("objectSid") }).known
            {
                members.append(sid)
            } else {
                unread.append(name)
            }
        }
        members.sort { $0.description < $1.description }
        return names.then { _ in
            guard let first = unread.first else { return .value(members) }
            return .partial(members, why: "\(unread.count) members were not read, \(first) among them")
        }
    }

    /// Members that are no foreign security principals are read one by one; nobody keeps many here.
    private static let mostMembers = 200

    // MARK: Where inheritance changes

    /// What a walk over all containers showed.
    struct Walk {
        var changing: [ContainerSecurity] = []
        var names = OrganizationalUnitNames()
        /// Those whose children the caller is not proved to see.
        var unlisted: [DistinguishedName] = []
        var withheld: [String] = []
        var seen = 0
        var interruption: Directory.Interruption?

        /// Whether a search below a name that shows nothing proves that there is nothing.
        func provesEmptiness(below name: DistinguishedName) -> Bool {
            interruption == nil && seen > 0 && !unlisted.contains { $0.isEqualOrDescendant(of: name) }
        }
    }

    private func walk() async -> Walk {
        let filter = LDAPFilter.or([
            .equals("objectClass", "organizationalUnit"), .equals("objectClass", "container"),
            .equals("objectClass", "builtinDomain"), .equals("objectClass", "domainDNS"),
        ])
        let system = domain.root.child("CN", "System")
        var walk = Walk()
        walk.interruption = await directory.stream(
            domain.root, .subtree, filter, ["objectGUID", "nTSecurityDescriptor"],
            controls: [.securityDescriptorParts()]
        ) { entry in
            let name = entry.distinguishedName
            // What the system keeps for itself holds no users.
            guard !name.isEqualOrDescendant(of: system) else { return }
            walk.seen += 1
            walk.names.take(entry)
            guard let descriptor = EntryReader(entry).descriptor("nTSecurityDescriptor").known else {
                walk.withheld.append(name.description)
                walk.unlisted.append(name)
                return
            }
            if !mayList(descriptor) { walk.unlisted.append(name) }
            guard name != domain.root, descriptor.changesRightsOnUsers else { return }
            walk.changing.append(
                ContainerSecurity(
                    distinguishedName: name, guid: EntryReader(entry).guid("objectGUID"), descriptor: descriptor,
                    holdsUsers: .notReturned))
        }
        walk.changing.sort { $0.distinguishedName.description < $1.distinguishedName.description }
        return walk
    }

    /// Whether the caller sees a container's children. Their class is readable to whoever may read anything of them; only an entry on
    /// a single object could hide it.
    private func mayList(_ descriptor: SecurityDescriptor) -> Bool {
        guard let token = domain.caller.known else { return false }
        let check = AccessCheck(descriptor, ofClass: .organizationalUnitClass)
        return check.decision(on: .listContents, for: token).answer == .granted
    }

    private func containers(_ walk: Walk) async -> Observed<[ContainerSecurity]> {
        var containers = walk.changing
        for index in containers.indices.prefix(Self.mostContainers) {
            let name = containers[index].distinguishedName
            containers[index].holdsUsers = await holdsUsers(name, isProof: walk.provesEmptiness(below: name))
        }
        if let interruption = walk.interruption {
            return walk.seen == 0 ? interruption.observed() : .partial(containers, why: interruption.why)
        }
        if let first = walk.withheld.min() {
            return .partial(
                containers, why: "\(walk.withheld.count) containers withhold their descriptors, \(first) among them")
        }
        // Every domain has containers: an answer without any is none.
        return walk.seen == 0 ? .notReturned : .value(containers)
    }

    func holdsUsers(_ container: DistinguishedName, isProof: Bool) async -> Observed<Bool> {
        var found = false
        let filter = LDAPFilter.and([.equals("objectCategory", "person"), .equals("objectClass", "user")])
        // One is enough; that there are more ends the search with an error that says no more than that.
        let interruption = await directory.stream(container, .subtree, filter, ["1.1"], sizeLimit: 1) { _ in
            found = true
        }
        if found { return .value(true) }
        if let interruption { return interruption.observed() }
        return isProof ? .value(false) : .notReturned
    }

    /// Beyond so many, whether there are users below is not asked.
    static let mostContainers = 500

    // MARK: inetOrgPerson

    private func inetOrgPersons(_ walk: Walk) async -> Observed<Int> {
        var count = 0
        let interruption = await directory.stream(
            domain.root, .subtree, .equals("objectClass", "inetOrgPerson"), ["1.1"]
        ) { _ in count += 1 }
        if let interruption { return count > 0 ? .partial(count, why: interruption.why) : interruption.observed() }
        if count > 0 { return .value(count) }
        // Accounts that the caller may not list are left out without a word.
        return walk.provesEmptiness(below: domain.root) ? .value(0) : .notReturned
    }
}

extension SecurityDescriptor {
    /// Whether the users below a container with this descriptor may have other rights on them than it inherited itself: it takes
    /// nothing from above, or hands down an entry of its own about extended rights or properties.
    var changesRightsOnUsers: Bool {
        if isProtected { return true }
        guard case .list(let list) = discretion else { return true }
        return list.entries.contains { entry in
            !entry.isInherited && entry.flags.contains(.containerInherit) && entry.kind.effect != .none
                && (entry.inheritedObjectType.map { Self.userClasses.contains($0) } ?? true)
                && !entry.mask.mappedForDirectory.isDisjoint(with: [.controlAccess, .writeProperty])
        }
    }

    private static let userClasses: [ObjectGUID] = [.userClass, .inetOrgPersonClass]
}
