import CKerberos
import FoundationEssentials
package import Networking

extension KerberosCredential {
    /// The tickets of a named cache: `FILE:`, `KCM:`, `KEYRING:`, `DIR:`, `MEMORY:` or a plain path.
    ///
    /// - Throws: `KerberosError` (`noCredentialsCache`, `noTicket`, `ticketExpired`, `cacheUnusable`, `deadlinePassed`),
    ///   `CancellationError`.
    package static func fromCache(_ name: String, by deadline: Deadline) async throws -> KerberosCredential {
        try await BlockingCall.run("use the credentials cache \(name)", by: deadline) { () throws(KerberosError) in
            let context = try KerberosContext()
            return try fromOpenCache(OpenCache(context, name: name), context)
        }
    }

    /// The tickets of the default cache, if one of them is good now; throws as `fromCache` does.
    package static func fromDefaultCache(by deadline: Deadline) async throws -> KerberosCredential {
        try await BlockingCall.run("use the default credentials cache", by: deadline) { () throws(KerberosError) in
            let context = try KerberosContext()
            return try fromOpenCache(OpenCache(context, name: TicketCache.defaultName(context)), context)
        }
    }

    /// A ticket got once with a key of a keytab, into a cache in memory that goes with the credential.
    ///
    /// Not the GSS-API's own `client_keytab`: that asks the KDC whenever it thinks fit, in the middle of a bind, and names
    /// no reason but "no credentials".
    ///
    /// - Parameters:
    ///   - path: `FILE:/path` or a plain path.
    ///   - principal: as `klist -k` shows it, with or without its realm; nil picks one (see `Keytab.choose`).
    /// - Throws: `KerberosError` (`keytabNotFound`, `keytabUnusable`, `principalNotInKeytab`, and what the KDC says),
    ///   `CancellationError`.
    package static func fromKeytab(
        _ path: String, principal: String? = nil, by deadline: Deadline
    ) async throws -> KerberosCredential {
        let attempt = "get a ticket with the keytab \(path)"
        return try await BlockingCall.run(attempt, by: deadline) { () throws(KerberosError) in
            let context = try KerberosContext()
            let keytab = try Keytab(context, name: path)
            let chosen = try Keytab.choose(principal, among: keytab.principals(context), keytab: keytab.name)
            var parsed: krb5_principal?
            try unsafe context.check(krb5_parse_name(context.handle, chosen, &parsed), "read the name \(chosen)")
            guard let parsed = unsafe parsed else {
                throw KerberosError(.nameMalformed, attempt: "read the name \(chosen)", message: "nothing was parsed")
            }
            let client = unsafe PrincipalName(adopting: parsed, context)
            return try unsafe fromInitialTicket(
                "get a ticket for \(chosen) with the keytab \(keytab.name)", canonicalize: false, context
            ) { credentials, options in
                unsafe krb5_get_init_creds_keytab(
                    context.handle, credentials, client.handle, keytab.handle, 0, nil, options)
            }
        }
    }

    /// A ticket got once with a password, into a cache in memory that goes with the credential.
    ///
    /// The password is tried once: nothing here repeats it, and the private configuration keeps libkrb5 from doing so.
    ///
    /// - Throws: `KerberosError` (`passwordUnusable`, `wrongPassword`, `clientUnknown`, `clientRevoked`,
    ///   `passwordExpired`, `kdcUnreachable`, `realmUnknown`, `deadlinePassed`, …), `CancellationError`.
    package static func fromPassword(
        _ password: SecretBytes, for client: KerberosClientName, by deadline: Deadline
    ) async throws -> KerberosCredential {
        let attempt = "get a ticket for \(client) with the password"
        guard !password.isEmpty, !password.containsZero else {
            throw KerberosError(
                .passwordUnusable, attempt: attempt,
                message: password.isEmpty ? "The password is empty." : "The password holds a zero byte.")
        }
        return try await BlockingCall.run(attempt, by: deadline) { () throws(KerberosError) in
            let context = try KerberosContext()
            let principal = try PrincipalName(client, context)
            return try unsafe fromInitialTicket(attempt, canonicalize: client.isEnterprise, context) {
                credentials, options in
                password.withZeroTerminatedBytes { bytes in
                    // Without a prompter libkrb5 cannot ask for a new password when this one has expired.
                    unsafe bytes.withUnsafeBufferPointer { bytes in
                        unsafe bytes.withMemoryRebound(to: CChar.self) { text in
                            unsafe krb5_get_init_creds_password(
                                context.handle, credentials, principal.handle, text.baseAddress, nil, nil, 0, nil,
                                options)
                        }
                    }
                }
            }
        }
    }

    private static func fromOpenCache(
        _ cache: borrowing OpenCache, _ context: borrowing KerberosContext
    ) throws(KerberosError) -> KerberosCredential {
        let tickets = try cache.facts(context)
        guard tickets.hasValidTicket(at: Date()) else {
            let attempt = "use the credentials cache \(tickets.cache) of \(tickets.principal)"
            guard let expiry = tickets.lastExpiry else {
                throw KerberosError(.noTicket, attempt: attempt, message: "It holds no ticket.")
            }
            let ended = expiry.formatted(.iso8601)
            throw expiry <= Date()
                ? KerberosError(.ticketExpired, attempt: attempt, message: "Its last ticket ended at \(ended).")
                : KerberosError(.noTicket, attempt: attempt, message: "None of its tickets is valid yet.")
        }
        return try KerberosCredential(cache: tickets.cache, tickets: tickets, isPrivate: false)
    }

    /// Gets an initial ticket by `request` into a new cache in memory, and makes a credential of it.
    private static func fromInitialTicket(
        _ attempt: String, canonicalize: Bool, _ context: borrowing KerberosContext,
        request: (UnsafeMutablePointer<krb5_creds>, UnsafeMutablePointer<krb5_get_init_creds_opt>) -> krb5_error_code
    ) throws(KerberosError) -> KerberosCredential {
        var made: krb5_ccache?
        try unsafe context.check(krb5_cc_new_unique(context.handle, "MEMORY", nil, &made), "make a cache in memory")
        guard let cache = unsafe made, let short = unsafe krb5_cc_get_name(context.handle, cache) else {
            throw KerberosError(.other, attempt: "make a cache in memory", message: "libkrb5 returned none")
        }
        let name = unsafe "MEMORY:" + String(cString: short)
        var isHandedOver = false
        defer {
            unsafe _ = krb5_cc_close(context.handle, cache)
            if !isHandedOver { destroy(cache: name) }
        }

        var allocated: UnsafeMutablePointer<krb5_get_init_creds_opt>?
        try unsafe context.check(krb5_get_init_creds_opt_alloc(context.handle, &allocated), attempt)
        guard let options = unsafe allocated else {
            throw KerberosError(.other, attempt: attempt, message: "libkrb5 returned no options")
        }
        defer { unsafe krb5_get_init_creds_opt_free(context.handle, options) }
        unsafe krb5_get_init_creds_opt_set_forwardable(options, 0)
        unsafe krb5_get_init_creds_opt_set_proxiable(options, 0)
        unsafe krb5_get_init_creds_opt_set_canonicalize(options, canonicalize ? 1 : 0)
        try unsafe context.check(krb5_get_init_creds_opt_set_out_ccache(context.handle, options, cache), attempt)

        var credentials = unsafe krb5_creds()
        let code = unsafe request(&credentials, options)
        unsafe krb5_free_cred_contents(context.handle, &credentials)
        try context.check(code, attempt)

        let tickets = try OpenCache(context, name: name).facts(context)
        isHandedOver = true
        return try KerberosCredential(cache: name, tickets: tickets, isPrivate: true)
    }
}
