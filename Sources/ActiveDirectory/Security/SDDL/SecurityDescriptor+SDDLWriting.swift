extension SecurityDescriptor {
    /// The descriptor in SDDL (MS-DTYP 2.5.1), without blanks: owner, group, DACL, SACL.
    ///
    /// What SDDL cannot say is left out: the revision of the lists and the bits of ``control`` other than presence, protection
    /// and inheritance. Bytes that its grammar has no words for (a damaged condition, padding, an entry of unknown type) follow
    /// as `(#hex)` in the place of a condition, which ``init(sddl:in:)`` reads again and Windows does not.
    ///
    /// - Parameter domains: The domains whose accounts are written by their aliases; those of others are written in full.
    public func sddl(in domains: SDDLDomains = .none) -> String {
        var text = ""
        if let owner { text += "O:" + owner.sddl(in: domains) }
        if let group { text += "G:" + group.sddl(in: domains) }
        if control.contains(.daclPresent) || dacl != nil {
            text += "D:"
            if control.contains(.daclProtected) { text += "P" }
            if control.contains(.daclAutoInheritRequired) { text += "AR" }
            if control.contains(.daclAutoInherited) { text += "AI" }
            text += dacl?.sddl(in: domains) ?? "NO_ACCESS_CONTROL"
        }
        if control.contains(.saclPresent) || sacl != nil {
            text += "S:"
            if control.contains(.saclProtected) { text += "P" }
            if control.contains(.saclAutoInheritRequired) { text += "AR" }
            if control.contains(.saclAutoInherited) { text += "AI" }
            text += sacl?.sddl(in: domains) ?? "NO_ACCESS_CONTROL"
        }
        return text
    }
}

extension AccessControlList {
    fileprivate func sddl(in domains: SDDLDomains) -> String {
        entries.map { $0.sddl(in: domains) }.joined()
    }
}

extension AccessControlEntry {
    /// The entry in SDDL, with its parentheses: `(OA;CIIO;CR;00299570-…;bf967aba-…;S-1-5-21-…)`.
    public func sddl(in domains: SDDLDomains = .none) -> String {
        var fields = [SDDLNames.namesByKind[kind] ?? "0x" + hexadecimal(kind.rawValue)]
        fields.append(SDDLNames.flags.filter { flags.contains($0.flag) }.map(\.name).joined())
        fields.append(SDDLNames.text(of: mask, kind: kind))
        fields.append(objectType?.description ?? "")
        fields.append(inheritedObjectType?.description ?? "")
        fields.append(trustee?.sddl(in: domains) ?? "")
        if !applicationData.isEmpty {
            fields.append(
                SDDLApplicationData.text(of: applicationData, kind: kind, in: domains)
                    ?? "(#" + applicationData.map(hexadecimal).joined() + ")")
        }
        return "(" + fields.joined(separator: ";") + ")"
    }
}

extension SecurityIdentifier {
    /// The alias, or the SID in full.
    func sddl(in domains: SDDLDomains) -> String {
        SDDLAlias.alias(of: self, in: domains) ?? description
    }
}
