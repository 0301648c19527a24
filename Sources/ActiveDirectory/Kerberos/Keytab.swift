import CKerberos
import Glibc

/// An open keytab, closed with the value.
@safe struct Keytab: ~Copyable {
    let handle: krb5_keytab
    let name: String
    private let context: krb5_context

    /// - Throws: `KerberosError` with `keytabNotFound` or `keytabUnusable`.
    init(_ context: borrowing KerberosContext, name: String) throws(KerberosError) {
        let name = TicketCache.fullName(name)
        let attempt = "open the keytab \(name)"
        // libkrb5 opens the file late and then says "not found" of a file that may not be read, too.
        if name.hasPrefix("FILE:"), unsafe access(String(name.dropFirst(5)), R_OK) != 0 {
            let failed = KerberosError(system: errno, attempt: attempt)
            let code: KerberosError.Code =
                failed.rawCode == ENOENT || failed.rawCode == ENOTDIR ? .keytabNotFound : .keytabUnusable
            throw KerberosError(code, attempt: attempt, rawCode: failed.rawCode, message: failed.message)
        }
        var opened: krb5_keytab?
        let code = unsafe krb5_kt_resolve(context.handle, name, &opened)
        guard code == 0, let opened = unsafe opened else { throw context.error(code, attempt: attempt) }
        unsafe handle = opened
        unsafe self.context = context.handle
        self.name = name
    }

    deinit { unsafe krb5_kt_close(context, handle) }

    /// The distinct principals, in the file's order.
    func principals(_ context: borrowing KerberosContext) throws(KerberosError) -> [String] {
        let attempt = "read the keytab \(name)"
        var found: [String] = []
        var cursor: krb5_kt_cursor?
        let started = unsafe krb5_kt_start_seq_get(context.handle, handle, &cursor)
        // An empty file has no version to read: no keytab, and no keys either.
        if started == Int32(KRB5_KT_END) { return [] }
        try unusable(context, started, attempt)
        defer { unsafe _ = krb5_kt_end_seq_get(context.handle, handle, &cursor) }
        for _ in 0..<Self.mostEntries {
            var entry = unsafe krb5_keytab_entry()
            let code = unsafe krb5_kt_next_entry(context.handle, handle, &entry, &cursor)
            if code == Int32(KRB5_KT_END) { break }
            try unusable(context, code, attempt)
            defer { unsafe _ = krb5_free_keytab_entry_contents(context.handle, &entry) }
            if let text = unsafe context.text(of: entry.principal), !found.contains(text) { found.append(text) }
        }
        return found
    }

    private static let mostEntries = 1_000

    /// Whatever goes wrong while reading is the keytab's fault, also a code that elsewhere means something else.
    private func unusable(
        _ context: borrowing KerberosContext, _ code: krb5_error_code, _ attempt: String
    ) throws(KerberosError) {
        guard code != 0 else { return }
        throw KerberosError(.keytabUnusable, attempt: attempt, rawCode: code, message: context.message(code))
    }

    /// The principal to log on as.
    ///
    /// Named: the entry that equals it, with its realm if it was given one, else with any. Not named: the first entry of
    /// one component, since Active Directory issues initial tickets to `user` and `HOST$`, seldom to `host/name`; else
    /// the first entry.
    ///
    /// - Throws: `KerberosError` with `principalNotInKeytab`, which lists what is there.
    static func choose(_ wanted: String?, among principals: [String], keytab: String) throws(KerberosError) -> String {
        let chosen: String?
        if let wanted {
            chosen =
                principals.first { $0 == wanted }
                ?? (wanted.contains("@") ? nil : principals.first { $0.hasPrefix(wanted + "@") })
        } else {
            chosen = principals.first { !$0.contains("/") } ?? principals.first
        }
        if let chosen { return chosen }
        let listed = principals.prefix(5).joined(separator: ", ") + (principals.count > 5 ? ", …" : "")
        throw KerberosError(
            .principalNotInKeytab, attempt: "find \(wanted ?? "a key") in the keytab \(keytab)",
            message: principals.isEmpty ? "It holds no keys." : "It holds \(listed).")
    }
}
