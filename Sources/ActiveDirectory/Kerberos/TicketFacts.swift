package import FoundationEssentials

/// What a credentials cache holds, without its keys.
package struct TicketFacts: Hashable, Sendable {
    package struct Ticket: Hashable, Sendable {
        /// The service, such as `krbtgt/CORP.EXAMPLE.TEST@CORP.EXAMPLE.TEST`.
        package let service: String
        package let starts: Date
        package let expires: Date
        /// Nil if the ticket cannot be renewed.
        package let renewableUntil: Date?
        /// How the KDC sealed the ticket for the service; nil if the ticket cannot be read.
        package let ticketEncryption: EncryptionType?
        /// The type of the key that client and service share.
        package let sessionEncryption: EncryptionType

        /// Whether the ticket is good at that moment, by this host's clock.
        package func isValid(at date: Date) -> Bool { starts <= date && date < expires }

        package var isTicketGranting: Bool { service.hasPrefix("krbtgt/") }
    }

    /// The cache's full name, such as `FILE:/tmp/krb5cc_0`.
    package let cache: String
    /// Whose tickets they are, such as `alice@CORP.EXAMPLE.TEST`.
    package let principal: String
    /// The principal's realm.
    package let realm: String
    /// In the cache's order; entries that are no tickets (the library's notes) are left out.
    package let tickets: [Ticket]

    /// The ticket-granting ticket of the client's own realm that is good at `date` and lasts longest.
    package func ticketGrantingTicket(at date: Date) -> Ticket? {
        let service = "krbtgt/\(realm)@\(realm)"
        return tickets.filter { $0.service == service && $0.isValid(at: date) }.max { $0.expires < $1.expires }
    }

    /// Whether anything in the cache is good at `date`: a ticket-granting ticket, or at least a service ticket.
    package func hasValidTicket(at date: Date) -> Bool { tickets.contains { $0.isValid(at: date) } }

    /// The latest end of any ticket-granting ticket, or of any ticket if there is none of those.
    package var lastExpiry: Date? {
        let granting = tickets.filter(\.isTicketGranting)
        return (granting.isEmpty ? tickets : granting).map(\.expires).max()
    }
}
