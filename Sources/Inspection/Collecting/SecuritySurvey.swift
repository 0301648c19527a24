import ActiveDirectory
import LDAP
import Logging

/// Who may do what: the descriptors of every domain, and the accounts that may be the connector account.
struct SecuritySurvey: Sendable {
    struct Result: Sendable {
        /// By the domain's naming context.
        var domains: [DistinguishedName: DomainSecurity]
        var forest: ForestSecurity
        var accounts: Observed<[ConnectorAccount]>
        var users: Observed<[DirectoryUser]>
        var otherWritebacks: OtherWritebacks
    }

    /// The domains that could be read from.
    let domains: [DomainDirectory]
    /// The names of those that could not.
    let unread: [String]
    /// Any of the forest's domain controllers: all have the schema and the configuration.
    let configuration: Directory
    let rootDSE: RootDSE
    let trusts: [Trust]
    let given: AccountName?
    /// The account that alone is asked about; then what lies elsewhere in the domains is not read.
    let user: AccountName?
    /// What else is written back.
    let otherWritebacks: Set<OtherWriteback>
    let groupContainer: DistinguishedName?
    let logger: Logger

    func run() async -> Result {
        async let reading = readDomains()
        async let defaults = classDefaults()
        async let others = readOthers()
        let security = await reading
        async let search = users()
        let accounts = await connectorAccounts(security)
        let users = await search
        let vocabulary = VocabularyReader(
            configuration: configuration, schemaNamingContext: rootDSE.schemaNamingContext,
            configurationNamingContext: rootDSE.configurationNamingContext)
        let found = users.known ?? []
        let writebacks = await others
        let descriptors =
            security.values.flatMap(\.descriptors) + found.flatMap(\.descriptors) + writebacks.descriptors
        async let words = vocabulary.run(descriptors)
        let tokens =
            (accounts.known ?? []).flatMap { $0.tokens.compactMap(\.token.known) } + found.compactMap(\.token.known)
        async let names = PrincipalNames(domains: domains).run(
            descriptors.flatMap(\.trustees) + tokens.flatMap(\.sids))
        let (user, inetOrgPerson) = await defaults
        logger.info(
            "rights read", metadata: ["domains": "\(domains.count)", "accounts": "\(accounts.known?.count ?? 0)"])
        return await Result(
            domains: security,
            forest: ForestSecurity(
                userDefaults: user, inetOrgPersonDefaults: inetOrgPerson, vocabulary: words, principals: names),
            accounts: accounts, users: users, otherWritebacks: writebacks)
    }

    /// By the token that the caller has at the domain controller which is asked for the configuration.
    private func readOthers() async -> OtherWritebacks {
        let home = domains.first { $0.root == rootDSE.defaultNamingContext }
        return await OtherWritebackReader(
            configuration: ExistenceReader(directory: configuration, caller: home?.caller ?? .notReturned),
            configurationNamingContext: rootDSE.configurationNamingContext,
            schemaNamingContext: rootDSE.schemaNamingContext, domains: domains
        ).run(otherWritebacks, groupContainer: groupContainer)
    }

    private func users() async -> Observed<[DirectoryUser]> {
        guard let user else { return .notCollected(why: Forest.withoutUser) }
        return await UserSearch(domains: domains, unread: unread, name: user).run()
    }

    private func readDomains() async -> [DistinguishedName: DomainSecurity] {
        await withTaskGroup(of: (DistinguishedName, DomainSecurity).self) { group in
            for domain in domains {
                group.addTask {
                    let reader = SecurityReader(domain: domain)
                    return (domain.root, user == nil ? await reader.run() : await reader.runOnRoot())
                }
            }
            return await group.reduce(into: [:]) { $0[$1.0] = $1.1 }
        }
    }

    // MARK: Accounts

    private func connectorAccounts(
        _ security: [DistinguishedName: DomainSecurity]
    ) async -> Observed<[ConnectorAccount]> {
        let reader = ConnectorAccountReader(
            domains: domains,
            trusts: Dictionary(
                trusts.compactMap { trust in trust.sid.known.map { ($0, trust) } },
                uniquingKeysWith: { first, _ in first }))
        if case .sid(let sid) = given, domains.domain(of: sid) == nil, unread.isEmpty {
            return .value([await reader.foreign(sid)])
        }
        let search = ConnectorAccountSearch(
            domains: domains, roots: security.mapValues(\.domainRoot), given: given)
        let found = await search.run()
        var accounts: [ConnectorAccount] = []
        for candidate in (found.known ?? []).prefix(Self.mostAccounts) { accounts.append(await reader.run(candidate)) }
        let all = accounts
        let result = found.map { _ in all }
        if let count = found.known?.count, count > Self.mostAccounts {
            return .partial(all, why: "\(count) accounts may be it, and only \(Self.mostAccounts) were looked at")
        }
        guard let first = unread.first else { return result }
        let why = "\(first) could not be read"
        return result.known.map { .partial($0, why: why) } ?? .unreachable(why: why)
    }

    private static let mostAccounts = 32

    // MARK: Schema

    /// What a new object of the classes gets besides what it inherits; everybody may read the schema.
    private func classDefaults() async -> (user: Observed<String>, inetOrgPerson: Observed<String>) {
        guard let schema = rootDSE.schemaNamingContext else { return (.notReturned, .notReturned) }
        let found = await configuration.search(
            schema, .oneLevel,
            .or([.equals("lDAPDisplayName", "user"), .equals("lDAPDisplayName", "inetOrgPerson")]),
            ["lDAPDisplayName", "defaultSecurityDescriptor"])
        func defaults(of name: String) -> Observed<String> {
            found.then { entries in
                entries.first { $0.text("lDAPDisplayName")?.lowercased() == name.lowercased() }
                    .map { EntryReader($0).text("defaultSecurityDescriptor") } ?? .notReturned
            }
        }
        return (defaults(of: "user"), defaults(of: "inetOrgPerson"))
    }
}

extension DomainSecurity {
    /// Every descriptor that was read.
    var descriptors: [SecurityDescriptor] {
        [domainRoot, builtin, samServer, adminSDHolder].compactMap(\.known)
            + (containers.known ?? []).map(\.descriptor)
    }
}

extension SecurityDescriptor {
    /// Whom the entries of the DACL are about.
    var trustees: [SecurityIdentifier] { (dacl?.entries ?? []).compactMap(\.trustee) }

    /// The object types and classes that the entries of the DACL name.
    var objectTypes: [ObjectGUID] {
        (dacl?.entries ?? []).flatMap { [$0.objectType, $0.inheritedObjectType].compactMap(\.self) }
    }
}
