import CKerberos

/// A `krb5_principal` that is freed with the value.
@safe struct PrincipalName: ~Copyable {
    let handle: krb5_principal
    private let context: krb5_context

    /// - Throws: `KerberosError` with `nameMalformed`.
    init(_ client: KerberosClientName, _ context: borrowing KerberosContext) throws(KerberosError) {
        let attempt = "read the name \(client)"
        // The realm is set afterwards, so that the parser needs no default realm and reads none from the name.
        let flags = client.isEnterprise ? KRB5_PRINCIPAL_PARSE_ENTERPRISE : KRB5_PRINCIPAL_PARSE_NO_REALM
        var parsed: krb5_principal?
        let text = client.isEnterprise ? "\(client.name)@\(client.realm)" : client.name
        let code = unsafe krb5_parse_name_flags(context.handle, text, flags, &parsed)
        guard code == 0, let parsed = unsafe parsed else { throw context.error(code, attempt: attempt) }
        let realm = unsafe krb5_set_principal_realm(context.handle, parsed, client.realm.name)
        guard realm == 0 else {
            unsafe krb5_free_principal(context.handle, parsed)
            throw context.error(realm, attempt: attempt)
        }
        unsafe handle = parsed
        unsafe self.context = context.handle
    }

    init(adopting handle: krb5_principal, _ context: borrowing KerberosContext) {
        unsafe self.handle = handle
        unsafe self.context = context.handle
    }

    deinit { unsafe krb5_free_principal(context, handle) }
}
