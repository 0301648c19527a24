import ActiveDirectory

extension SecurityDescriptor {
    /// The two entries that are "User cannot change password", which is no bit of userAccountControl: they deny Change Password to
    /// Everyone and to SELF. Nil where one of them is missing.
    var changePasswordDenials: (everyone: AccessControlEntry, principalSelf: AccessControlEntry)? {
        guard case .list(let list) = discretion else { return nil }
        var everyone: AccessControlEntry?
        var principalSelf: AccessControlEntry?
        for entry in list.entries where entry.objectType == .changePassword && entry.isInForce {
            guard entry.kind.effect == .denies, entry.mask.mappedForDirectory.contains(.controlAccess) else { continue }
            if entry.trustee == .everyone { everyone = everyone ?? entry }
            if entry.trustee == .principalSelf { principalSelf = principalSelf ?? entry }
        }
        guard let everyone, let principalSelf else { return nil }
        return (everyone, principalSelf)
    }
}
