/// Makes entries with what every object of Active Directory has.
struct EntryWriter {
    private(set) var entries: [DirectoryEntry] = []
    private let schema: String

    init(_ shape: ForestShape) { schema = shape.schema }

    /// - Parameters:
    ///   - objectClass: The structural class.
    ///   - category: The common name of the class that it is filed under.
    mutating func callAsFunction(
        _ dn: String, _ objectClass: String, _ category: String, _ change: (inout DirectoryEntry) -> Void = { _ in }
    ) {
        let name = dn.drop { $0 != "=" }.dropFirst().prefix { $0 != "," }
        var entry = DirectoryEntry(
            dn,
            [
                "objectClass": DirectoryValues(["top", objectClass]),
                "distinguishedName": DirectoryValues(dn),
                "name": DirectoryValues(String(name)),
                "objectGUID": DirectoryValues([WindowsIdentifiers.guid(for: dn)]),
                "objectCategory": DirectoryValues("CN=\(category),\(schema)"),
                "whenCreated": "20240102030405.0Z",
                "dSCorePropagationData": "16010101000000.0Z",
            ])
        if dn.hasPrefix("CN=") { entry["cn"] = DirectoryValues(String(name)) }
        change(&entry)
        entries.append(entry)
    }

    mutating func change(_ dn: String, _ change: (inout DirectoryEntry) -> Void) {
        guard let index = entries.lastIndex(where: { $0.dn == dn }) else { return }
        change(&entries[index])
    }
}
