import ActiveDirectory
import FoundationEssentials
import Inspection
import LDAP
import Networking

/// Makes of the plan what a bind needs: reads the password, looks at the cache.
struct IdentityReading {
    let settings: ConnectionSettings
    let context: CommandContext
    /// Whether a cache must hold a usable ticket, so that nobody waits for a run that comes to nothing.
    var requiresTicket = true

    /// - Throws: ``CommandFailure``, `KerberosError`, `CancellationError`.
    func identity() async throws -> CollectionOptions.Identity {
        let source: KerberosLogon.Source
        switch settings.plan.source {
        case .password(let user, let from):
            let bytes = try from.read(for: user, context)
            guard settings.plan.sasl != nil else {
                return .simple(name: user, password: LDAPPassword(bytes))
            }
            source = .password(SecretBytes(bytes), user: user)
        case .cache(let name):
            try await requireTicket(in: name)
            source = .cache(name)
        case .keytab(let path, let principal): source = .keytab(path, principal: principal)
        case .defaultCache:
            try await requireDefaultTicket()
            source = .defaultCache
        }
        guard let file = context.kerberosConfigurationFile else {
            throw CommandFailure.file(
                .cannotWrite, "make a private krb5.conf in /tmp", "no file",
                meaning: "Kerberos cannot be told which domain controllers answer.",
                advice: "Make /tmp writable, or bind with --user and a password over TLS.")
        }
        return .kerberos(
            mechanism: settings.plan.sasl ?? .gssapi,
            KerberosLogon(source: source, configurationFile: file, namedKDCs: settings.kdcs))
    }

    private func requireTicket(in name: String) async throws {
        guard requiresTicket else { return }
        let tickets = try await TicketCache.read(name, by: .after(settings.timeout))
        guard !tickets.hasValidTicket(at: Date()) else { return }
        throw KerberosError(
            tickets.lastExpiry == nil ? .noTicket : .ticketExpired, attempt: "use the credentials cache \(name)",
            message: Self.shown(tickets))
    }

    /// With nothing named, only a usable ticket in the default cache will do.
    private func requireDefaultTicket() async throws {
        guard requiresTicket else { return }
        let returned: String
        do {
            let tickets = try await TicketCache.readDefault(by: .after(settings.timeout))
            if tickets.hasValidTicket(at: Date()) { return }
            returned = "\(Self.shown(tickets)) in \(tickets.cache)"
        } catch let error as KerberosError {
            returned = error.message
        }
        throw CommandFailure.usage(
            "find credentials", returned,
            meaning: "None were named, and the default credentials cache holds no ticket that is valid now.",
            advice: "Run kinit, or give --user (password over TLS), --ccache or --keytab.")
    }

    private static func shown(_ tickets: TicketFacts) -> String {
        guard let expiry = tickets.lastExpiry else { return "no tickets of \(tickets.principal)" }
        return "tickets of \(tickets.principal) that ended at \(expiry.formatted(.iso8601)) at the latest"
    }
}
