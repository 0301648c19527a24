/// The entries of a scripted directory, the rootDSE (whose name is empty) among them.
package struct DirectoryTree: Sendable {
    private var entries: [DirectoryName: DirectoryEntry] = [:]
    /// In the order in which they were added, which is the order of the answers.
    private var order: [DirectoryName] = []
    /// URIs that a subtree search of an entry is answered with besides entries, by the entry's name.
    private var references: [DirectoryName: [String]] = [:]

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
            guard !candidate.isRoot, let entry = entries[candidate] else { return nil }
            switch scope {
            case 1: return candidate.parent == name && !name.isRoot ? entry : nil
            default: return candidate == name || name.isAncestor(of: candidate) ? entry : nil
            }
        }
    }
}
