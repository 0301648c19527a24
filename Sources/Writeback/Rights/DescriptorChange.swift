import ActiveDirectory
import LDAP

/// A change of the DACL of one object: the commands that make it, and what takes it back.
struct DescriptorChange: Sendable {
    let object: DistinguishedName
    /// As it was read.
    let before: SecurityDescriptor
    /// A host that takes writes, for the commands that name one.
    let server: String

    /// What brings the DACL back to what was read.
    var saved: Remedy.SavedDescriptor {
        Remedy.SavedDescriptor(object: object.description, sddl: Self.dacl(of: before), commands: writing(before))
    }

    /// The command of samba-tool that adds entries.
    func adding(_ entries: [AccessControlEntry]) -> Remedy.Command {
        let sddl = entries.map { $0.sddl() }.joined()
        return SambaTools(server: server).command(
            "dsacl set --objectdn=\(CommandText.posix(object.description)) --sddl=\(CommandText.posix(sddl))")
    }

    /// The commands that take the entries at some places away.
    func removing(at places: Set<Int>) -> [Remedy.Command] {
        var after = before
        guard var list = after.dacl, places.allSatisfy(list.entries.indices.contains) else { return [] }
        list.entries = list.entries.indices.filter { !places.contains($0) }.map { list.entries[$0] }
        after.dacl = list
        return writing(after)
    }

    /// The commands that write a whole DACL.
    private func writing(_ descriptor: SecurityDescriptor) -> [Remedy.Command] {
        let sddl = Self.dacl(of: descriptor)
        let name = object.description
        // A line break in a name would begin a line of its own in the change.
        guard !name.unicodeScalars.contains(where: { $0.value < 0x20 }) else { return [] }
        // A slash would end the name in a path of ADSI's.
        let path = "LDAP://" + name.split(separator: "/", omittingEmptySubsequences: false).joined(separator: "\\/")
        let change = [
            "dn: \(name)", "changetype: modify", "replace: nTSecurityDescriptor", "nTSecurityDescriptor: \(sddl)",
        ]
        return [
            Remedy.Command(
                tool: "Windows PowerShell",
                text: "$object = [ADSI]\(CommandText.powerShell(path)); "
                    + "$object.psbase.Options.SecurityMasks = 'Dacl'; "
                    + "$object.psbase.ObjectSecurity.SetSecurityDescriptorSddlForm(\(CommandText.powerShell(sddl)), 'Access'); "
                    + "$object.psbase.CommitChanges()"),
            Remedy.Command(
                tool: "ldbmodify, with Samba's tools",
                text: "printf '%s\\n' \(change.map(CommandText.posix).joined(separator: " ")) | "
                    + "ldbmodify -H \(CommandText.posix("ldap://" + server)) -U Administrator --controls=sd_flags:1:4"),
        ]
    }

    /// The DACL alone: owner, group and SACL stay as they are.
    private static func dacl(of descriptor: SecurityDescriptor) -> String {
        SecurityDescriptor(
            control: descriptor.control.intersection([.daclPresent, .daclProtected, .daclAutoInherited]),
            dacl: descriptor.dacl
        ).sddl()
    }
}
