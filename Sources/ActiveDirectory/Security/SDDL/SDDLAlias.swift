/// The two-letter names of SIDs (MS-DTYP 2.5.1.1, and `sddl.h` for those newer than its table).
enum SDDLAlias {
    /// The same SID everywhere.
    static let fixed: [(alias: String, sid: SecurityIdentifier)] = [
        ("WD", .everyone), ("CO", .creatorOwner), ("CG", .creatorGroup), ("OW", .ownerRights), ("NU", .network),
        ("IU", nt(5, 4)),
        ("SU", nt(5, 6)), ("AN", .anonymous), ("ED", .enterpriseDomainControllers), ("PS", .principalSelf),
        ("AU", .authenticatedUsers), ("RC", nt(5, 12)), ("SY", .localSystem), ("LS", nt(5, 19)), ("NS", nt(5, 20)),
        ("WR", nt(5, 33)), ("UD", nt(5, 84, 0, 0, 0, 0, 0)), ("BA", .builtinAdministrators), ("BU", builtin(545)),
        ("BG", builtin(546)), ("PU", builtin(547)), ("AO", .builtinAccountOperators), ("SO", .builtinServerOperators),
        ("PO", .builtinPrintOperators), ("BO", .builtinBackupOperators), ("RE", .builtinReplicator),
        ("RU", .builtinPreWindows2000CompatibleAccess), ("RD", builtin(555)), ("NO", builtin(556)),
        ("MU", builtin(558)),
        ("LU", builtin(559)), ("IS", builtin(568)), ("CY", builtin(569)), ("ER", builtin(573)), ("CD", builtin(574)),
        ("RA", builtin(575)), ("ES", builtin(576)), ("MS", builtin(577)), ("HA", builtin(578)), ("AA", builtin(579)),
        ("RM", builtin(580)), ("AC", nt(15, 2, 1)), ("LW", nt(16, 4096)), ("ME", nt(16, 8192)), ("MP", nt(16, 8448)),
        ("HI", nt(16, 12288)), ("SI", nt(16, 16384)), ("AS", nt(18, 1)), ("SS", nt(18, 2)),
    ]

    /// An account or group of the descriptor's own domain.
    static let ofDomain: [(alias: String, relative: UInt32)] = [
        ("LA", 500), ("LG", 501), ("DA", 512), ("DU", 513), ("DG", 514), ("DC", 515), ("DD", 516), ("CA", 517),
        ("PA", 520),
        ("CN", 522), ("AP", 525), ("KA", 526), ("RS", 553),
    ]

    /// A group of the forest root domain.
    static let ofRootDomain: [(alias: String, relative: UInt32)] = [("RO", 498), ("SA", 518), ("EA", 519), ("EK", 527)]

    /// What an alias stands for: a SID, nothing, or something that needs a domain which is not known.
    enum Meaning {
        case sid(SecurityIdentifier)
        case needsDomain
        case unknown
    }

    static func meaning(of alias: String, in domains: SDDLDomains) -> Meaning {
        if let sid = fixedSIDs[alias] { return .sid(sid) }
        let relatives = [(ofDomain, domains.domain), (ofRootDomain, domains.rootDomain)]
        for (table, domain) in relatives {
            guard let entry = table.first(where: { $0.alias == alias }) else { continue }
            guard let sid = domain?.appending(RelativeIdentifier(rawValue: entry.relative)) else { return .needsDomain }
            return .sid(sid)
        }
        return .unknown
    }

    static func alias(of sid: SecurityIdentifier, in domains: SDDLDomains) -> String? {
        if let alias = fixedAliases[sid] { return alias }
        guard let domain = sid.domain, let relative = sid.relativeIdentifier?.rawValue else { return nil }
        if domain == domains.rootDomain, let entry = ofRootDomain.first(where: { $0.relative == relative }) {
            return entry.alias
        }
        if domain == domains.domain, let entry = ofDomain.first(where: { $0.relative == relative }) {
            return entry.alias
        }
        return nil
    }

    private static let fixedSIDs = Dictionary(fixed.map { ($0.alias, $0.sid) }, uniquingKeysWith: { first, _ in first })
    private static let fixedAliases = Dictionary(
        fixed.map { ($0.sid, $0.alias) }, uniquingKeysWith: { first, _ in first })

    private static func nt(_ authority: UInt64, _ subAuthorities: UInt32...) -> SecurityIdentifier {
        SecurityIdentifier(authority: authority, subAuthorities: subAuthorities)
    }

    private static func builtin(_ relative: UInt32) -> SecurityIdentifier {
        SecurityIdentifier(authority: 5, subAuthorities: [32, relative])
    }
}
