import ActiveDirectory
import LDAP

/// Reads one account: its state, its policy, its groups, its descriptor, and those of the containers above it.
struct UserReader: Sendable {
    /// Its own domain.
    let domain: DomainDirectory
    /// Every domain of the forest that can be read from.
    let domains: [DomainDirectory]

    /// What the judgement rests on, in the order in which reports name it.
    static let attributes = [
        "objectClass", "objectSid", "objectGUID", "sAMAccountName", "userPrincipalName", "userAccountControl",
        "msDS-User-Account-Control-Computed", "lockoutTime", "pwdLastSet", "accountExpires", "adminCount",
        "msDS-ResultantPSO", "nTSecurityDescriptor",
    ]

    func run(_ found: Entry) async -> DirectoryUser {
        let name = found.distinguishedName
        async let containers = containers(above: name)
        let read = await domain.directory.read(name, Self.attributes, controls: [.securityDescriptorParts()])
        let entry = read.known ?? found
        let reader = EntryReader(entry)
        let sid = reader.sid("objectSid")
        let kind = DirectoryUser.Kind(classes: entry.texts("objectClass") ?? [])
        let descriptor = read.then { EntryReader($0).descriptor("nTSecurityDescriptor") }
        let evidence = AttributeEvidence(
            entry, descriptor: descriptor, objectClass: kind.classGUID, sid: sid.known, caller: domain.caller)
        async let token = token(of: name, sid)
        let policy = evidence.proved(reader.name("msDS-ResultantPSO"), "msDS-ResultantPSO")
        async let settings = settings(policy)
        return await DirectoryUser(
            distinguishedName: name, domain: domain.dnsName, readFrom: domain.host, kind: kind, sid: sid,
            guid: reader.guid("objectGUID"),
            samAccountName: evidence.proved(reader.text("sAMAccountName"), "sAMAccountName"),
            userPrincipalName: evidence.proved(reader.text("userPrincipalName"), "userPrincipalName"),
            userAccountControl: evidence.proved(reader.flags("userAccountControl"), "userAccountControl")
                .map { UserAccountControl(rawValue: $0) },
            computedAccountControl: evidence.proved(
                reader.flags("msDS-User-Account-Control-Computed"), "msDS-User-Account-Control-Computed"
            ).map { UserAccountControl(rawValue: $0) },
            lockoutTime: evidence.proved(reader.time("lockoutTime"), "lockoutTime"),
            passwordLastSet: evidence.proved(reader.time("pwdLastSet"), "pwdLastSet"),
            expires: evidence.proved(reader.time("accountExpires"), "accountExpires"),
            adminCount: evidence.proved(reader.integer("adminCount"), "adminCount"),
            resultantPolicy: policy, passwordSettings: settings, token: token, descriptor: descriptor,
            containers: containers,
            attributes: Self.attributes.map { AttributeReading(name: $0, state: evidence.state(of: $0)) })
    }

    private func token(of name: DistinguishedName, _ sid: Observed<SecurityIdentifier>) async -> Observed<Token> {
        guard let known = sid.known else { return sid.then { _ in .notReturned } }
        return .value(
            await TokenExpansion(domains: domains, target: domain).run(.init(sid: known, home: (name, domain))))
    }

    // MARK: Policy

    private func settings(_ policy: Observed<DistinguishedName>) async -> Observed<PasswordSettings> {
        guard let name = policy.known else { return policy.then { _ in .notReturned } }
        let read = await domain.directory.read(
            name,
            [
                "msDS-MinimumPasswordAge", "msDS-MinimumPasswordLength", "msDS-PasswordHistoryLength",
                "msDS-PasswordComplexityEnabled",
            ])
        return read.map { entry in
            let reader = EntryReader(entry)
            return PasswordSettings(
                distinguishedName: name, minimumPasswordAge: reader.duration("msDS-MinimumPasswordAge"),
                minimumPasswordLength: reader.integer("msDS-MinimumPasswordLength"),
                passwordHistoryLength: reader.integer("msDS-PasswordHistoryLength"),
                complexityRequired: reader.boolean("msDS-PasswordComplexityEnabled"))
        }
    }

    // MARK: Above

    private func containers(above name: DistinguishedName) async -> [ContainerAbove] {
        var names: [DistinguishedName] = []
        var next = name.parent
        while let container = next, container.isEqualOrDescendant(of: domain.root), names.count < Self.deepest {
            names.append(container)
            next = container.parent
        }
        return await withTaskGroup(of: (Int, ContainerAbove).self) { group in
            for (index, container) in names.enumerated() {
                group.addTask {
                    let descriptor = await domain.directory.descriptor(of: container)
                    return (index, ContainerAbove(distinguishedName: container, descriptor: descriptor))
                }
            }
            return await group.reduce(into: []) { $0.append($1) }.sorted { $0.0 < $1.0 }.map(\.1)
        }
    }

    /// Far deeper than any tree that people keep.
    private static let deepest = 128
}

extension DirectoryUser.Kind {
    /// By the most specific class that is known here.
    init(classes: [String]) {
        let classes = Set(classes.map { $0.lowercased() })
        let known: [(String, Self)] = [
            ("msds-groupmanagedserviceaccount", .groupManagedServiceAccount),
            ("msds-managedserviceaccount", .managedServiceAccount), ("computer", .computer), ("group", .group),
            ("inetorgperson", .inetOrgPerson), ("user", .user),
        ]
        self = known.first { classes.contains($0.0) }?.1 ?? .other
    }

    /// The `schemaIDGUID` of the class.
    var classGUID: ObjectGUID {
        switch self {
        case .inetOrgPerson: .inetOrgPersonClass
        case .group: .groupClass
        default: .userClass
        }
    }
}

extension DirectoryUser {
    /// Every descriptor that was read for it.
    var descriptors: [SecurityDescriptor] {
        [descriptor.known].compactMap(\.self) + containers.compactMap(\.descriptor.known)
    }
}
