import ActiveDirectory

/// An entry that grants something, as the tools of Windows and of Samba write it.
struct RightsGrant: Sendable {
    let mask: AccessMask
    var objectType: ObjectGUID?
    /// The class that inherits it; nil for every class.
    var heir: ObjectGUID?
    /// Whether it is in force on the object that has it, and not only handed down.
    var isOnObject = false
    /// What dsacls wants behind the account's name.
    let words: String

    func entry(for account: SecurityIdentifier) -> AccessControlEntry {
        AccessControlEntry(
            objectType == nil && heir == nil ? .allowed : .allowedObject,
            flags: isOnObject ? .containerInherit : [.containerInherit, .inheritOnly], mask: mask,
            objectType: objectType, inheritedObjectType: heir, trustee: account)
    }
}

extension [AccountRight] {
    /// The one that decides over all of them: what is denied before what is not known.
    var worst: AccountRight? {
        first { $0.answer == .denied } ?? first { $0.answer == .undecided } ?? first
    }
}
