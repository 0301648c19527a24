import ActiveDirectory
import Inspection
import LDAP

extension ForestUnderJudgement {
    /// Puts Authenticated Users into Pre-Windows 2000 Compatible Access again. samba-tool knows the group by its name alone, which is in
    /// the language of the first domain controller.
    func admittingAuthenticatedUsers(_ domain: Domain) -> Remedy {
        let rule = ReadRightsRules.preWindows2000.remedy
        let read = forest.security.name(of: .builtinPreWindows2000CompatibleAccess)
        let name = read?.split(separator: "\\").last.map(String.init) ?? "Pre-Windows 2000 Compatible Access"
        let group = SambaTools.word(name)
        let samba = samba(in: domain)
        // Its name follows from the SID (MS-ADTS 6.1.6.9.1). Given the SID itself, samba-tool tries to make the object again.
        let principal = domain.distinguishedName.child("CN", "ForeignSecurityPrincipals").child("CN", "S-1-5-11")
        let member = "--member-dn=\(CommandText.posix(principal.description))"
        return Remedy(
            steps: rule.steps, command: rule.command,
            alternatives: group.map {
                [samba.command("group addmembers \($0) \(member)", undo: "group removemembers \($0) \(member)")]
            } ?? [], undo: rule.undo)
    }
}
