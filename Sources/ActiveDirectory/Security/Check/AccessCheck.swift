/// Whether somebody has a right on an object, and by which entry (MS-DTYP 2.5.3.2, MS-ADTS 5.1.3.3).
///
/// Entries count in the order in which they are stored. An entry that names an object type counts for the right, the attribute,
/// its property set or the object's class; one without counts for all. Entries with the flag IO are not in force. The class that
/// an entry is handed down to plays no part: inheritance has taken it into account (see
/// ``SecurityDescriptor/forChild(ofClass:auxiliaryClasses:explicit:owner:group:)``).
///
/// What is not known, a condition or a membership, is taken both ways: what comes out the same is decided, what does not is
/// undecided. Since more that is allowed never takes a right away, the two extremes tell all there is between.
public struct AccessCheck: Sendable, Hashable {
    /// The object's descriptor.
    public let descriptor: SecurityDescriptor
    /// The `schemaIDGUID` of the object's most specific structural class.
    public let objectClass: ObjectGUID
    /// The object's own SID, which stands for SELF (`S-1-5-10`) in its entries; nil when it has none.
    public let principalSelf: SecurityIdentifier?

    /// Prepares the checks of one object.
    public init(
        _ descriptor: SecurityDescriptor, ofClass objectClass: ObjectGUID, principalSelf: SecurityIdentifier? = nil
    ) {
        self.descriptor = descriptor
        self.objectClass = objectClass
        self.principalSelf = principalSelf
    }

    /// Whether the token has the right.
    public func decision(on right: DirectoryRight, for token: Token) -> AccessDecision {
        guard case .list(let list) = descriptor.discretion else { return AccessDecision(.granted, .noList) }
        let owner = descriptor.owner.map(token.membership) ?? .notHeld
        var state = Evaluation(asked: right.mask.mappedForDirectory)

        // Owner Rights, where an entry in force has it, takes the place of what the owner has by itself.
        if owner != .notHeld, !list.entries.contains(where: { $0.trustee == .ownerRights && $0.isInForce }) {
            state.grantImplicitly([.readControl, .writeDACL], isCertain: owner == .held)
            if let decision = state.decision { return decision }
        }
        // By index: a copy of each entry would cost more than all that is asked of it.
        let entries = list.entries
        for index in entries.indices where entries[index].isInForce {
            let effect = entries[index].kind.effect
            let mask = entries[index].mask.mappedForDirectory
            guard effect != .none, state.concerns(mask), covers(entries[index].objectType, right) else { continue }
            let membership = self.membership(of: entries[index].trustee, in: token, owner: owner)
            guard membership != .notHeld else { continue }
            let doubt: AccessDecision.Basis? =
                entries[index].kind.isConditional ? .condition : membership == .possible ? .token : nil
            if effect == .allows {
                state.allow(mask, by: (index, entries[index]), doubt: doubt)
            } else {
                state.deny(mask, by: (index, entries[index]), doubt: doubt)
            }
            if let decision = state.decision { return decision }
        }
        return state.end
    }

    /// Whether an entry with this object type is about the right.
    private func covers(_ type: ObjectGUID?, _ right: DirectoryRight) -> Bool {
        guard let type else { return true }
        return right.objectTypes.contains(type) || right.includesClass && type == objectClass
    }

    private func membership(
        of trustee: SecurityIdentifier?, in token: Token, owner: Token.Membership
    ) -> Token.Membership {
        guard let trustee else { return .notHeld }
        if trustee == .ownerRights { return owner }
        if trustee == .principalSelf, let principalSelf { return token.membership(of: principalSelf) }
        return token.membership(of: trustee)
    }
}

/// The bits that are still open when all that is in doubt goes against the token, and when all goes for it.
private struct Evaluation {
    typealias Found = (index: Int, entry: AccessControlEntry)

    private var openAtWorst: AccessMask
    private var openAtBest: AccessMask
    private var isDeniedAtWorst = false
    private var doubt: (basis: AccessDecision.Basis, found: Found?)?
    private(set) var decision: AccessDecision?

    init(asked: AccessMask) {
        openAtWorst = asked
        openAtBest = asked
    }

    func concerns(_ mask: AccessMask) -> Bool {
        !mask.isDisjoint(with: openAtWorst) || !mask.isDisjoint(with: openAtBest)
    }

    mutating func grantImplicitly(_ mask: AccessMask, isCertain: Bool) {
        guard concerns(mask) else { return }
        openAtBest.subtract(mask)
        if isCertain {
            openAtWorst.subtract(mask)
            if openAtWorst.isEmpty { decision = AccessDecision(.granted, .owner) }
        } else {
            doubt = (.token, nil)
        }
    }

    mutating func allow(_ mask: AccessMask, by found: Found, doubt basis: AccessDecision.Basis?) {
        openAtBest.subtract(mask)
        if let basis {
            if doubt == nil { doubt = (basis, found) }
            return
        }
        guard !isDeniedAtWorst else { return }
        openAtWorst.subtract(mask)
        if openAtWorst.isEmpty { decision = AccessDecision(.granted, .entry, found) }
    }

    mutating func deny(_ mask: AccessMask, by found: Found, doubt basis: AccessDecision.Basis?) {
        if let basis {
            guard !isDeniedAtWorst, !mask.isDisjoint(with: openAtWorst) else { return }
            isDeniedAtWorst = true
            if doubt == nil { doubt = (basis, found) }
        } else if !mask.isDisjoint(with: openAtBest) {
            decision = AccessDecision(.denied, .entry, found)
        } else if !mask.isDisjoint(with: openAtWorst) {
            isDeniedAtWorst = true
        }
    }

    /// What is left when no entry has decided.
    var end: AccessDecision {
        guard openAtBest.isEmpty else { return AccessDecision(.denied, .noEntry) }
        guard let doubt else { return AccessDecision(.granted, .noEntry) }
        return AccessDecision(.undecided, doubt.basis, doubt.found)
    }
}
