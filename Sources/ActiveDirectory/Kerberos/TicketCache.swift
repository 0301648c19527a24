import CKerberos
import FoundationEssentials
package import Networking

/// Credentials caches by name, read without the network.
package enum TicketCache {
    /// Reads a cache: `FILE:/path`, `KCM:`, `KEYRING:…`, `DIR:…`, `MEMORY:…`, or a plain path.
    ///
    /// - Throws: `KerberosError` (`noCredentialsCache`, `cacheUnusable`, `deadlinePassed`), `CancellationError`.
    package static func read(_ name: String, by deadline: Deadline) async throws -> TicketFacts {
        // KCM and KEYRING ask a service: even a local read may block.
        try await BlockingCall.run("read the credentials cache \(name)", by: deadline) { () throws(KerberosError) in
            let context = try KerberosContext()
            return try OpenCache(context, name: name).facts(context)
        }
    }

    /// Reads the default cache (`KRB5CCNAME`, else the configuration's).
    package static func readDefault(by deadline: Deadline) async throws -> TicketFacts {
        try await BlockingCall.run("read the default credentials cache", by: deadline) { () throws(KerberosError) in
            let context = try KerberosContext()
            return try OpenCache(context, name: defaultName(context)).facts(context)
        }
    }

    static func defaultName(_ context: borrowing KerberosContext) throws(KerberosError) -> String {
        guard let name = unsafe krb5_cc_default_name(context.handle) else {
            throw KerberosError(
                .noCredentialsCache, attempt: "find the default credentials cache", message: "libkrb5 names none")
        }
        return unsafe String(cString: name)
    }

    /// A path may hold a colon, which libkrb5 would take for the end of a type.
    static func fullName(_ name: String) -> String {
        name.hasPrefix("/") || name.hasPrefix(".") || !name.contains(":") ? "FILE:\(name)" : name
    }
}

/// An open `krb5_ccache`, closed (not destroyed) with the value.
@safe struct OpenCache: ~Copyable {
    let handle: krb5_ccache
    let name: String
    // Closing needs the context that opened it. It outlives this value, which never leaves its function.
    private let context: krb5_context

    init(_ context: borrowing KerberosContext, name: String) throws(KerberosError) {
        let name = TicketCache.fullName(name)
        var opened: krb5_ccache?
        let code = unsafe krb5_cc_resolve(context.handle, name, &opened)
        guard code == 0, let opened = unsafe opened else {
            throw context.error(code, attempt: "open the credentials cache \(name)")
        }
        unsafe handle = opened
        unsafe self.context = context.handle
        self.name = name
    }

    deinit { unsafe krb5_cc_close(context, handle) }

    func facts(_ context: borrowing KerberosContext) throws(KerberosError) -> TicketFacts {
        let attempt = "read the credentials cache \(name)"
        var client: krb5_principal?
        try unsafe context.check(krb5_cc_get_principal(context.handle, handle, &client), attempt)
        guard let client = unsafe client else {
            throw KerberosError(.noTicket, attempt: attempt, message: "The cache has no owner.")
        }
        defer { unsafe krb5_free_principal(context.handle, client) }

        var tickets: [TicketFacts.Ticket] = []
        var cursor: krb5_cc_cursor?
        try unsafe context.check(krb5_cc_start_seq_get(context.handle, handle, &cursor), attempt)
        defer { unsafe _ = krb5_cc_end_seq_get(context.handle, handle, &cursor) }
        while tickets.count < Self.mostTickets {
            var credentials = unsafe krb5_creds()
            let code = unsafe krb5_cc_next_cred(context.handle, handle, &cursor, &credentials)
            if code == Int32(KRB5_CC_END) { break }
            try context.check(code, attempt)
            defer { unsafe krb5_free_cred_contents(context.handle, &credentials) }
            if unsafe krb5_is_config_principal(context.handle, credentials.server) != 0 { continue }
            if let ticket = unsafe Self.ticket(credentials, context) { tickets.append(ticket) }
        }
        return TicketFacts(
            cache: name, principal: unsafe context.text(of: client) ?? "?",
            realm: unsafe Self.string(client.pointee.realm), tickets: tickets)
    }

    /// More than any client gathers; the file is not ours, and reading it must end.
    private static let mostTickets = 10_000

    private static func ticket(
        _ credentials: krb5_creds, _ context: borrowing KerberosContext
    ) -> TicketFacts.Ticket? {
        guard let service = unsafe context.text(of: credentials.server) else { return nil }
        let times = unsafe credentials.times
        let starts = times.starttime == 0 ? times.authtime : times.starttime
        var sealed: UnsafeMutablePointer<krb5_ticket>?
        var data = unsafe credentials.ticket
        var ticketEncryption: EncryptionType?
        if unsafe krb5_decode_ticket(&data, &sealed) == 0, let sealed = unsafe sealed {
            ticketEncryption = unsafe EncryptionType(rawValue: sealed.pointee.enc_part.enctype)
            unsafe krb5_free_ticket(context.handle, sealed)
        }
        return TicketFacts.Ticket(
            service: service, starts: date(starts), expires: date(times.endtime),
            renewableUntil: times.renew_till == 0 ? nil : date(times.renew_till),
            ticketEncryption: ticketEncryption,
            sessionEncryption: unsafe EncryptionType(rawValue: credentials.keyblock.enctype))
    }

    /// libkrb5 takes its 32-bit times as unsigned, good until 2106.
    private static func date(_ time: krb5_timestamp) -> Date {
        Date(timeIntervalSince1970: Double(UInt32(bitPattern: time)))
    }

    private static func string(_ data: krb5_data) -> String {
        guard let bytes = unsafe data.data else { return "" }
        let buffer = unsafe UnsafeRawBufferPointer(start: bytes, count: Int(data.length))
        return unsafe String(decoding: buffer, as: UTF8.self)
    }
}
