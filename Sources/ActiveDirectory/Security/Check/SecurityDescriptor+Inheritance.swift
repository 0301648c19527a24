extension SecurityDescriptor {
    /// The descriptor that a new object below this container would get (MS-DTYP 2.5.3.4, MS-ADTS 6.1.3): its own entries first,
    /// then those handed down from here in their order.
    ///
    /// The pseudocode of MS-DTYP 2.5.3.4.4 passes over entries with the flag IO; Windows and Samba hand them down, and without
    /// that no "applies to descendant user objects" would ever apply. So does this.
    ///
    /// - Parameters:
    ///   - childClass: The `schemaIDGUID` of the new object's structural class.
    ///   - auxiliaryClasses: Those of its dynamic auxiliary classes.
    ///   - explicit: What its creator gives it, else the class's `defaultSecurityDescriptor`. Protected, it takes nothing from
    ///     here. Nil: nothing but what is handed down.
    ///   - owner: Who will own it, and so takes the place of Creator Owner. Nil when that is not known: what Creator Owner would
    ///     get, nobody gets.
    ///   - group: The owner's primary group, for Creator Group.
    public func forChild(
        ofClass childClass: ObjectGUID, auxiliaryClasses: [ObjectGUID] = [], explicit: SecurityDescriptor? = nil,
        owner: SecurityIdentifier? = nil, group: SecurityIdentifier? = nil
    ) -> SecurityDescriptor {
        let owner = explicit?.owner ?? owner
        let group = explicit?.group ?? group
        let heir = Heir(classes: [childClass] + auxiliaryClasses, owner: owner, group: group)
        var control: Control = [.daclAutoInherited]
        if explicit?.isProtected == true { control.insert(.daclProtected) }

        var entries: [AccessControlEntry] = []
        if let own = explicit?.dacl {
            // Inherited entries come anew from above; a protected list has to keep them as its own.
            let kept = own.entries.filter { explicit?.isProtected == true || !$0.isInherited }
            entries = kept.flatMap { entry in
                var entry = entry
                entry.flags.remove(.inherited)
                return heir.settled(entry)
            }
        } else if let explicit, explicit.control.contains(.daclPresent) {
            // A NULL list that the creator asks for stays one.
            return SecurityDescriptor(control: control.union(.daclPresent), owner: owner, group: group)
        }
        if explicit?.isProtected != true, case .list(let list) = discretion {
            entries += list.entries.flatMap(heir.inherited)
        }
        return SecurityDescriptor(
            control: control, owner: owner, group: group,
            dacl: AccessControlList(revision: AccessControlList.directoryRevision, entries: entries))
    }
}

/// The new object, which in the directory is always a container.
private struct Heir {
    let classes: [ObjectGUID]
    let owner: SecurityIdentifier?
    let group: SecurityIdentifier?

    /// What the new object has of an entry above it (MS-DTYP 2.5.3.4.4).
    func inherited(_ entry: AccessControlEntry) -> [AccessControlEntry] {
        let handedOn = !entry.flags.contains(.noPropagate)
        var copy = entry
        copy.flags.insert(.inherited)
        let isForClass = entry.inheritedObjectType.map(classes.contains) ?? true
        guard entry.flags.contains(.containerInherit), isForClass else {
            // Not for this object, but perhaps for one below it.
            guard handedOn, !entry.flags.isDisjoint(with: [.containerInherit, .objectInherit]) else { return [] }
            copy.flags.insert(.inheritOnly)
            return [copy]
        }
        copy.flags.remove(.inheritOnly)
        return settled(copy)
    }

    /// An entry with whoever creates in the creator's place, and rights in place of generic ones (MS-DTYP 2.5.3.4.7). What
    /// children inherit keeps them, in a second entry.
    func settled(_ entry: AccessControlEntry) -> [AccessControlEntry] {
        guard entry.isInForce else { return [entry] }
        let isGeneral =
            entry.trustee == .creatorOwner || entry.trustee == .creatorGroup
            || entry.mask.mappedForDirectory != entry.mask
        let endsHere = entry.isInherited && entry.flags.contains(.noPropagate)
        guard isGeneral || endsHere else { return [entry] }

        var here = entry
        here.mask = entry.mask.mappedForDirectory
        here.trustee =
            switch entry.trustee {
            case SecurityIdentifier.creatorOwner: owner ?? entry.trustee
            case SecurityIdentifier.creatorGroup: group ?? entry.trustee
            default: entry.trustee
            }
        here.flags.subtract([.containerInherit, .objectInherit, .noPropagate])
        // What is handed down no further needs no class to be handed down to.
        here.inheritedObjectType = nil
        here.kind = here.objectType == nil ? here.kind.withoutObject : here.kind
        guard !endsHere, !entry.flags.isDisjoint(with: [.containerInherit, .objectInherit]) else { return [here] }
        var general = entry
        general.flags.insert(.inheritOnly)
        return [here, general]
    }
}

extension AccessControlEntry.Kind {
    /// The type that says the same without naming an object.
    fileprivate var withoutObject: Self {
        switch self {
        case .allowedObject: .allowed
        case .deniedObject: .denied
        case .auditObject: .audit
        case .allowedCallbackObject: .allowedCallback
        case .deniedCallbackObject: .deniedCallback
        case .auditCallbackObject: .auditCallback
        default: self
        }
    }
}
