import ActiveDirectory
import LDAP

/// The names of the organizational units that a walk shows, of which those are kept that hold reserved characters.
///
/// The name is read out of the distinguished name, which comes with every entry and holds the value of `ou`, escaped: what the caller
/// may not read of the object cannot hide it.
struct OrganizationalUnitNames: Sendable {
    private(set) var count = 0
    private(set) var reserved: [OrganizationalUnits.Unit] = []
    /// Those whose distinguished name tells no name: it is no valid one, or the value is not UTF-8.
    private(set) var illegible: [DistinguishedName] = []
    /// How many more there were than are kept.
    private(set) var left = 0

    mutating func take(_ entry: Entry) {
        guard let first = entry.distinguishedName.rdn else {
            illegible.append(entry.distinguishedName)
            return
        }
        guard first.type.lowercased() == "ou" else { return }
        count += 1
        guard let name = first.value else {
            illegible.append(entry.distinguishedName)
            return
        }
        guard !ReservedNameCharacter.all(in: name).isEmpty else { return }
        guard reserved.count < Self.mostKept else {
            left += 1
            return
        }
        reserved.append(
            OrganizationalUnits.Unit(
                distinguishedName: entry.distinguishedName, guid: EntryReader(entry).guid("objectGUID"), name: name,
                holdsUsers: .notReturned))
    }

    /// Whoever has more of them does not go through a list.
    static let mostKept = 1000
}

extension SecurityReader {
    /// The organizational units, whole only where the caller is proved to see the children of every container.
    func organizationalUnits(_ walk: Walk) async -> Observed<OrganizationalUnits> {
        if walk.seen == 0 { return walk.interruption?.observed() ?? .notReturned }
        var units = OrganizationalUnits(
            count: walk.names.count,
            withReservedNames: walk.names.reserved.sorted {
                $0.distinguishedName.description < $1.distinguishedName.description
            })
        for index in units.withReservedNames.indices.prefix(Self.mostContainers) {
            let name = units.withReservedNames[index].distinguishedName
            units.withReservedNames[index].holdsUsers = await holdsUsers(
                name, isProof: walk.provesEmptiness(below: name))
        }
        return gap(in: walk).map { .partial(units, why: $0) } ?? .value(units)
    }

    private func gap(in walk: Walk) -> String? {
        if let interruption = walk.interruption { return interruption.why }
        let unlisted = walk.unlisted.map(\.description)
        if let first = unlisted.min() {
            return "\(unlisted.count) containers may hold more than the caller sees, \(first) among them"
        }
        let illegible = walk.names.illegible.map(\.description)
        if let first = illegible.min() {
            return "\(illegible.count) names could not be read, that of \(first) among them"
        }
        guard walk.names.left > 0 else { return nil }
        return "\(walk.names.left) more have such names, and only \(OrganizationalUnitNames.mostKept) are kept"
    }
}
