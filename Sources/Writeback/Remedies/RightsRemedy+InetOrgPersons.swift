import ActiveDirectory
import Inspection
import LDAP

extension RightsRemedy {
    /// Grants on the accounts of the class inetOrgPerson below an object what is granted on users.
    func grantOnInetOrgPersons(
        below object: (name: DistinguishedName, descriptor: SecurityDescriptor?), steps: [String]
    ) -> Remedy {
        let wanted: [(words: String, mask: AccessMask, type: ObjectGUID)] = [
            ("CA;Reset Password", .controlAccess, .resetPassword), ("WP;lockoutTime", .writeProperty, .lockoutTime),
            ("WP;pwdLastSet", .writeProperty, .pwdLastSet),
        ]
        let isPlain = CommandText.isPlain(object.name.description) && CommandText.isPlain(accountName)
        let grants = wanted.map { "\"\(accountName):\($0.words);inetOrgPerson\"" }.joined(separator: " ")
        let change = object.descriptor.map { DescriptorChange(object: object.name, before: $0, server: server) }
        let entries = wanted.map {
            AccessControlEntry(
                .allowedObject, flags: [.containerInherit, .inheritOnly], mask: $0.mask, objectType: $0.type,
                inheritedObjectType: .inetOrgPersonClass, trustee: account.sid)
        }
        return Remedy(
            steps: steps,
            command: isPlain && accountName.contains("\\") ? "dsacls \"\(object.name)\" /I:S /G \(grants)" : nil,
            alternatives: change.map { [$0.adding(entries)] } ?? [],
            undo: change.map { .restore([$0.saved]) } ?? .steps("Take the new entries out of the DACL again."))
    }
}

extension ForestUnderJudgement {
    /// What lets accounts of the class inetOrgPerson be served: an entry, or one entry less.
    func servingInetOrgPersons(_ denied: AccountRight, _ account: ConnectorAccount, _ domain: Domain) -> Remedy {
        guard denied.entry == nil else { return remedy(denied, account, domain) }
        let tool = RightsRemedy(account: account, accountName: name(of: account), server: writer(of: domain))
        return tool.grantOnInetOrgPersons(
            below: (domain.distinguishedName, domain.security.domainRoot.known),
            steps: InheritanceRules.inetOrgPersons.remedy.steps)
    }
}
