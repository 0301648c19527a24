import ActiveDirectory
import Inspection
import LDAP

/// How a right is granted that an account lacks, with the account's and the objects' own names in every command.
struct RightsRemedy: Sendable {
    let account: ConnectorAccount
    /// `DOMAIN\name`.
    let accountName: String
    /// A host that takes writes.
    let server: String

    /// Grants a right on the users below an object, or on the domain root itself.
    ///
    /// - Parameter steps: What comes before the command.
    func grant(
        _ right: WritebackRight, on objects: [(name: DistinguishedName, descriptor: SecurityDescriptor?)],
        steps: [String]
    ) -> Remedy {
        guard let entry = entry(granting: right) else { return Remedy(steps: steps, undo: .notNeeded) }
        var alternatives: [Remedy.Command] = []
        var saved: [Remedy.SavedDescriptor] = []
        for object in objects {
            if let command = dsacls(granting: right, on: object.name) { alternatives.append(command) }
            guard let descriptor = object.descriptor else { continue }
            let change = DescriptorChange(object: object.name, before: descriptor, server: server)
            alternatives.append(change.adding([entry]))
            saved.append(change.saved)
        }
        var command: String?
        if right.isGrantedByCmdlet, let first = objects.first {
            command =
                "Set-ADSyncPasswordWritebackPermissions -ADConnectorAccountDN "
                + CommandText.powerShell(account.distinguishedName.description)
                + (objects.count == 1 ? " -ADobjectDN \(CommandText.powerShell(first.name.description))" : "")
        } else if let index = alternatives.indices.first {
            command = alternatives.remove(at: index).text
        }
        return Remedy(
            steps: steps, command: command, alternatives: alternatives,
            undo: saved.isEmpty ? .steps("Take the new entry out of the DACL again.") : .restore(saved))
    }

    /// Makes entries on an object.
    ///
    /// - Parameters:
    ///   - command: The command of Connect's own that makes them, where there is one.
    ///   - steps: What comes before the command.
    func grant(
        _ grants: [RightsGrant], on object: (name: DistinguishedName, descriptor: SecurityDescriptor?),
        command: String?, steps: [String]
    ) -> Remedy {
        var alternatives = grants.compactMap { dsacls($0.words, reach: $0.isOnObject ? "T" : "S", on: object.name) }
        var saved: [Remedy.SavedDescriptor] = []
        if let descriptor = object.descriptor {
            let change = DescriptorChange(object: object.name, before: descriptor, server: server)
            alternatives.append(change.adding(grants.map { $0.entry(for: account.sid) }))
            saved.append(change.saved)
        }
        return Remedy(
            steps: steps, command: command, alternatives: alternatives,
            undo: saved.isEmpty ? .steps("Take the new entries out of the DACL again.") : .restore(saved))
    }

    /// Takes an entry away that denies a right.
    func remove(
        _ entry: DecidingEntry, from object: DistinguishedName, _ descriptor: SecurityDescriptor, steps: [String]
    ) -> Remedy {
        let change = DescriptorChange(object: object, before: descriptor, server: server)
        var commands = change.removing(at: [entry.index])
        let first = commands.isEmpty ? nil : commands.removeFirst().text
        return Remedy(steps: steps, command: first, alternatives: commands, undo: .restore([change.saved]))
    }

    // MARK: -

    /// The entry that the cmdlet would write (AdSyncConfig.psm1), or for Unexpire Password the one that the tutorial asks for.
    private func entry(granting right: WritebackRight) -> AccessControlEntry? {
        switch right {
        case .resetPassword, .changePassword:
            AccessControlEntry(
                .allowedObject, flags: [.containerInherit, .inheritOnly], mask: .controlAccess,
                objectType: right == .resetPassword ? .resetPassword : .changePassword,
                inheritedObjectType: .userClass, trustee: account.sid)
        case .writeLockoutTime, .writePwdLastSet:
            AccessControlEntry(
                .allowedObject, flags: [.containerInherit, .inheritOnly], mask: .writeProperty,
                objectType: right == .writeLockoutTime ? .lockoutTime : .pwdLastSet, inheritedObjectType: .userClass,
                trustee: account.sid)
        case .unexpirePassword:
            AccessControlEntry(
                .allowedObject, flags: .containerInherit, mask: .controlAccess, objectType: .unexpirePassword,
                trustee: account.sid)
        default: nil
        }
    }

    private func dsacls(granting right: WritebackRight, on object: DistinguishedName) -> Remedy.Command? {
        let words: String
        switch right {
        case .resetPassword: words = "CA;Reset Password;user"
        case .changePassword: words = "CA;Change Password;user"
        case .writeLockoutTime: words = "WP;lockoutTime;user"
        case .writePwdLastSet: words = "WP;pwdLastSet;user"
        case .unexpirePassword: words = "CA;Unexpire Password"
        default: return nil
        }
        return dsacls(words, reach: right.isOnDomainRoot ? "T" : "S", on: object)
    }

    private func dsacls(_ words: String, reach: String, on object: DistinguishedName) -> Remedy.Command? {
        // The names go between quotation marks that nothing can be put into.
        guard CommandText.isPlain(object.description), CommandText.isPlain(accountName), accountName.contains("\\")
        else {
            return nil
        }
        return Remedy.Command(
            tool: "dsacls, on Windows", text: "dsacls \"\(object)\" /I:\(reach) /G \"\(accountName):\(words)\"")
    }
}

extension WritebackRight {
    /// Whether Set-ADSyncPasswordWritebackPermissions grants it.
    var isGrantedByCmdlet: Bool { [.resetPassword, .writeLockoutTime, .writePwdLastSet].contains(self) }
}
