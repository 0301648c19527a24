/// The entries of a scripted directory, the rootDSE (whose name is empty) among them.
package struct DirectoryTree: Sendable {
    private var entries: [DirectoryName: DirectoryEntry] = [:]
    /// In the order in which they were added, which is the order of the answers.
    private var order: [DirectoryName] = []
    /// URIs that a subtree search of an entry is answered with besides entries, by the entry's name.
    private var references: [DirectoryName: [String]] = [:]
    /// Heads of naming contexts: a search from above does not enter them.
    private var contextHeads: Set<DirectoryName> = []
    /// Where the naming contexts are that this server does not hold, by their heads.
    private var elsewhere: [(head: DirectoryName, uri: String)] = []

    package init(_ entries: [DirectoryEntry] = []) {
        for entry in entries { add(entry) }
    }

    package var count: Int { order.count }
    package var names: [String] { order.compactMap { entries[$0]?.dn } }

    /// Adds an entry, or puts it in the place of the one of its name.
    package mutating func add(_ entry: DirectoryEntry) {
        let name = DirectoryName(entry.dn)
        if entries.updateValue(entry, forKey: name) == nil { order.append(name) }
    }

    /// Removes an entry and all below it.
    package mutating func remove(_ dn: String) {
        let name = DirectoryName(dn)
        let gone = order.filter { $0 == name || (name.isAncestor(of: $0) && !name.isRoot) }
        for one in gone { entries[one] = nil }
        order.removeAll { entries[$0] == nil }
    }

    /// An entry, to be read or changed in place.
    package subscript(_ dn: String) -> DirectoryEntry? {
        get { entries[DirectoryName(dn)] }
        set {
            if var entry = newValue {
                entry.dn = entries[DirectoryName(dn)]?.dn ?? dn
                add(entry)
            } else {
                remove(dn)
            }
        }
    }

    package mutating func setReferences(_ uris: [String], at dn: String) { references[DirectoryName(dn)] = uris }

    /// Makes an entry the head of a naming context of its own.
    package mutating func setContextHead(_ dn: String) { contextHeads.insert(DirectoryName(dn)) }

    /// Says of a naming context that another server holds it: a search there is answered with a referral.
    package mutating func setElsewhere(_ dn: String, uri: String) { elsewhere.append((DirectoryName(dn), uri)) }

    func referral(for dn: String) -> String? {
        let name = DirectoryName(dn)
        return elsewhere.last { $0.head == name || $0.head.isAncestor(of: name) }?.uri
    }

    func references(at dn: String) -> [String] { references[DirectoryName(dn)] ?? [] }

    /// Finds the entry that a search base names; also by `<GUID=…>` and `<SID=…>` (MS-ADTS 3.1.1.3.1.2.4).
    func entry(base: String) -> DirectoryEntry? {
        guard base.hasPrefix("<"), base.hasSuffix(">") else { return entries[DirectoryName(base)] }
        let inner = base.dropFirst().dropLast()
        guard let equals = inner.firstIndex(of: "=") else { return nil }
        let attribute = inner[..<equals].lowercased() == "sid" ? "objectSid" : "objectGUID"
        let wanted = WindowsIdentifiers.bytes(String(inner[inner.index(after: equals)...]))
        return order.lazy.compactMap { entries[$0] }.first { $0[attribute]?.bytes.first == wanted }
    }

    /// The nearest entry above a name that is not there.
    func nearestAncestor(of dn: String) -> String {
        var name = DirectoryName(dn).parent
        while let current = name, !current.isRoot {
            if let entry = entries[current] { return entry.dn }
            name = current.parent
        }
        return ""
    }

    /// The entries in a scope (0 base, 1 one level, 2 subtree). The rootDSE is in no scope but its own.
    func entries(under base: DirectoryEntry, scope: Int) -> [DirectoryEntry] {
        let name = DirectoryName(base.dn)
        if scope == 0 { return [base] }
        return order.compactMap { candidate in
            guard !candidate.isRoot, let entry = entries[candidate], sameContext(name, candidate) else { return nil }
            switch scope {
            case 1: return candidate.parent == name && !name.isRoot ? entry : nil
            default: return candidate == name || name.isAncestor(of: candidate) ? entry : nil
            }
        }
    }

    private func sameContext(_ base: DirectoryName, _ candidate: DirectoryName) -> Bool {
        base.isRoot
            || !contextHeads.contains { head in
                base.isAncestor(of: head) && (head == candidate || head.isAncestor(of: candidate))
            }
    }
}
