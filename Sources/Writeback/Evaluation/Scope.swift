/// The domains that a judgement is about.
struct Scope: Sendable {
    /// Lower-case DNS names; nil for all.
    private let selected: Set<String>?
    /// The selected names, as they were given, that no snapshot holds.
    let unknown: [String]

    /// - Parameters:
    ///   - names: the domains asked for; empty for all.
    ///   - present: the DNS names of every domain in the snapshots.
    init(selecting names: [String], present: [String]) {
        guard !names.isEmpty else {
            selected = nil
            unknown = []
            return
        }
        let known = Set(present.map(Self.canonical))
        selected = Set(names.map(Self.canonical))
        unknown = names.filter { !known.contains(Self.canonical($0)) }.sorted()
    }

    var isSelection: Bool { selected != nil }

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
