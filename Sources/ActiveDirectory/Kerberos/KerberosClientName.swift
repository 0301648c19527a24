/// The account that a ticket is asked for.
package struct KerberosClientName: Hashable, Sendable {
    /// The name as typed, without the realm.
    package let name: String
    package let realm: KerberosRealm
    /// Whether `name` is a user principal name (`alice@example.org`) that the KDC is to look up, RFC 6806 section 5.
    package let isEnterprise: Bool

    /// Reads `alice`, `alice@CORP.EXAMPLE.TEST` or a user principal name whose suffix is not the realm.
    ///
    /// The suffix counts as the realm if it is, in capitals, the realm given. `DOMAIN\alice` is refused: Kerberos does not
    /// know NetBIOS names, and to guess the realm could spend a try at another account's password.
    ///
    /// - Throws: `KerberosError` with `nameMalformed`.
    package init(user: String, realm: KerberosRealm) throws(KerberosError) {
        guard !user.isEmpty, !user.utf8.contains(where: { $0 < 0x20 || $0 == 0x7F || $0 == 0x5C }) else {
            throw Self.malformed(user)
        }
        guard let at = user.lastIndex(of: "@") else {
            self.init(name: user, realm: realm, isEnterprise: false)
            return
        }
        let name = user[..<at]
        let suffix = user[user.index(after: at)...]
        guard !name.isEmpty, !suffix.isEmpty else { throw Self.malformed(user) }
        if KerberosRealm(suffix) == realm, !name.contains("@") {
            self.init(name: String(name), realm: realm, isEnterprise: false)
        } else {
            self.init(name: user, realm: realm, isEnterprise: true)
        }
    }

    private init(name: String, realm: KerberosRealm, isEnterprise: Bool) {
        self.name = name
        self.realm = realm
        self.isEnterprise = isEnterprise
    }

    private static func malformed(_ user: String) -> KerberosError {
        KerberosError(
            .nameMalformed, attempt: "read the name \(user)", message: "It is not of the form user or user@REALM.")
    }
}

extension KerberosClientName: CustomStringConvertible {
    package var description: String { isEnterprise ? "\(name) in \(realm)" : "\(name)@\(realm)" }
}
