import ActiveDirectory
import LDAP

extension PopulationHistogram {
    /// What was counted, in an order that does not depend on the order in which the users came.
    func population(base: DistinguishedName, readFrom: String, isPDCEmulator: Bool) -> Population {
        let kept = descriptors.descriptors
        let order = kept.indices.sorted { kept[$0].bytes.lexicographicallyPrecedes(kept[$1].bytes) }
        var places = [Int](repeating: 0, count: kept.count)
        for (place, index) in order.enumerated() { places[index] = place }
        return Population(
            base: base, readFrom: readFrom, isReadFromPDCEmulator: isPDCEmulator, users: users,
            descriptors: order.map { kept[$0] },
            groups: groups.map { group($0.key, $0.value, places) }.sorted(by: Population.Group.areInOrder))
    }

    /// Why the counts do not say all; nil where they do.
    var gap: String? {
        var reasons: [String] = []
        if descriptors.isFull {
            reasons.append("there are more than \(descriptors.descriptors.count) distinct descriptors")
        }
        if ungrouped > 0 {
            reasons.append("\(ungrouped) users are counted in no group: there are more than \(groups.count) groups")
        }
        return reasons.isEmpty ? nil : reasons.joined(separator: "; ")
    }

    private func group(_ key: PopulationKey, _ count: Count, _ places: [Int]) -> Population.Group {
        Population.Group(
            container: containers.names[Int(key.container)], objectClass: key.objectClass.observed("objectClass"),
            descriptor: descriptor(key.descriptor, places),
            accountControl: key.accountControl.observed("userAccountControl"),
            adminCount: key.adminCount.observed("adminCount"),
            passwordSettingsObject: key.passwordSettingsObject.map { .value(passwordSettings.names[Int($0)]) }
                ?? .notReturned,
            users: count.users,
            examples: count.examples.map { example in
                Population.Example(
                    distinguishedName: DistinguishedName(example.name),
                    guid: example.guid.map { bytes in
                        ObjectGUID(wire: bytes).map { .value($0) }
                            ?? .hidden(why: "objectGUID came back in a form that could not be read")
                    } ?? .notReturned)
            })
    }

    private func descriptor(_ place: DescriptorTable.Place?, _ places: [Int]) -> Observed<Int> {
        switch place {
        case .kept(let number): .value(places[Int(number)])
        case .unreadable: .hidden(why: "nTSecurityDescriptor came back in a form that could not be read")
        case .left:
            .notCollected(why: "there are more than \(descriptors.descriptors.count) distinct descriptors")
        case nil: .notReturned
        }
    }
}

extension Population.Group {
    /// By container, the greatest first. No user is in two groups, so the first example settles the rest.
    fileprivate static func areInOrder(_ left: Self, _ right: Self) -> Bool {
        let (one, other) = (left.container.description, right.container.description)
        if one != other { return one < other }
        if left.users != right.users { return left.users > right.users }
        let names = [left, right].map { $0.examples.first?.distinguishedName.description ?? "" }
        return names[0] < names[1]
    }
}
