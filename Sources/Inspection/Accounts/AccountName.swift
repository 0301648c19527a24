package import ActiveDirectory
package import LDAP

/// A name by which a person means one account, in any of the forms that administrators write.
package enum AccountName: Sendable, Hashable {
    case distinguishedName(DistinguishedName)
    case sid(SecurityIdentifier)
    case guid(ObjectGUID)
    /// `user@domain`: a user principal name, or the implicit one of sAMAccountName and the domain's DNS name.
    case principal(String)
    /// `DOMAIN\user`: the domain's NetBIOS or DNS name, and sAMAccountName.
    case downLevel(domain: String, name: String)
    /// sAMAccountName, of whichever domain has it.
    case samAccountName(String)

    /// Reads any form; nil for a text that can name no account.
    package init?(_ text: String) {
        guard !text.isEmpty, !text.utf8.contains(where: { $0 < 0x20 || $0 == 0x7F }) else { return nil }
        if let sid = SecurityIdentifier(text) {
            self = .sid(sid)
        } else if let guid = ObjectGUID(text) {
            self = .guid(guid)
        } else if let rdns = DistinguishedName(text).rdns, !rdns.isEmpty {
            self = .distinguishedName(DistinguishedName(text))
        } else if let backslash = text.firstIndex(of: "\\") {
            let (domain, name) = (text[..<backslash], text[text.index(after: backslash)...])
            guard !domain.isEmpty, !name.isEmpty, !name.contains("\\") else { return nil }
            self = .downLevel(domain: String(domain), name: String(name))
        } else if let at = text.lastIndex(of: "@") {
            guard at != text.startIndex, text.index(after: at) != text.endIndex else { return nil }
            self = .principal(text)
        } else {
            self = .samAccountName(text)
        }
    }

    /// The filter that finds the account in a domain.
    package func filter(inDomain dnsName: String) -> LDAPFilter {
        switch self {
        case .distinguishedName(let name): .equals("distinguishedName", name.description)
        case .sid(let sid): .equals("objectSid", sid.bytes)
        case .guid(let guid): .equals("objectGUID", guid.wire)
        case .downLevel(_, let name), .samAccountName(let name): .equals("sAMAccountName", name)
        case .principal(let text): principalFilter(text, dnsName)
        }
    }

    /// Whether a domain can have the account at all.
    func mayBe(in domain: DomainDirectory) -> Bool {
        switch self {
        case .downLevel(let name, _):
            name.lowercased() == domain.netbiosName?.lowercased() || name.lowercased() == domain.dnsName.lowercased()
        case .distinguishedName(let name): name.isEqualOrDescendant(of: domain.root)
        case .sid(let sid): domain.sid == nil || sid.domain == domain.sid
        case .guid, .principal, .samAccountName: true
        }
    }

    /// An explicit user principal name wins over an implicit one, and each may be the account's only one.
    private func principalFilter(_ text: String, _ dnsName: String) -> LDAPFilter {
        let explicit = LDAPFilter.equals("userPrincipalName", text)
        guard let at = text.lastIndex(of: "@") else { return explicit }
        let suffix = text[text.index(after: at)...]
        guard suffix.lowercased() == dnsName.lowercased() else { return explicit }
        return .or([explicit, .equals("sAMAccountName", String(text[..<at]))])
    }
}
