import Inspection

/// The domains that a judgement is about.
struct Scope: Sendable {
    /// Lower-case DNS names; nil for all.
    private let selected: Set<String>?
    /// Whether domains were asked for by name.
    let isSelection: Bool
    /// The selected names, as they were given, that no snapshot holds.
    let unknown: [String]

    /// - Parameters:
    ///   - names: the domains asked for; empty for all.
    ///   - present: the DNS names of every domain in the snapshots.
    ///   - export: what the sync server synchronises: its domains, where none are asked for.
    init(selecting names: [String], present: [String], export: ConnectExport? = nil) {
        isSelection = !names.isEmpty
        guard isSelection else {
            if let synchronised = export.flatMap(Self.synchronisedDomains) {
                let kept = synchronised.intersection(present.map(Self.canonical))
                if !kept.isEmpty {
                    selected = kept
                    unknown = []
                    return
                }
            }
            selected = nil
            unknown = []
            return
        }
        let known = Set(present.map(Self.canonical))
        selected = Set(names.map(Self.canonical))
        unknown = names.filter { !known.contains(Self.canonical($0)) }.sorted()
    }

    /// The domains of the selected partitions; nil where one of them does not say which domain it is.
    private static func synchronisedDomains(_ export: ConnectExport) -> Set<String>? {
        var names: Set<String> = []
        for partition in export.forests.flatMap(\.partitions) where partition.isSelected {
            if case .value(false) = partition.isDomain { continue }
            guard case .value(let name) = partition.domainName else { return nil }
            names.insert(canonical(name))
        }
        return names
    }

    /// The root of a forest is always in: its configuration is what every domain lives by.
    func contains(_ domain: String, rootDomain: String) -> Bool {
        guard let selected else { return true }
        let name = Self.canonical(domain)
        return name == Self.canonical(rootDomain) || selected.contains(name)
    }

    /// Whether the domain was named, and not only let in as a root.
    func names(_ domain: String) -> Bool { selected?.contains(Self.canonical(domain)) ?? false }

    private static func canonical(_ name: String) -> String {
        let lower = name.lowercased()
        return lower.hasSuffix(".") ? String(lower.dropLast()) : lower
    }
}
