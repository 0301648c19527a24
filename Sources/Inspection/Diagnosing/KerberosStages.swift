import ActiveDirectory
import FoundationEssentials
import LDAP
import Networking

/// What a Kerberos bind needs before the domain controller is asked: a KDC and a ticket.
struct KerberosStages {
    let realm: String
    let timeout: Duration

    // MARK: KDC

    /// - Parameters:
    ///   - isNamed: whether the caller named the KDCs with `--kdc`.
    ///   - isDecisive: whether the ticket comes from this realm; else a realm without a live KDC is no end yet.
    func kdc(
        asked: [SocketAddress], isNamed: Bool, findings: [KDCSurvey.Finding], own: KerberosRealm, isDecisive: Bool
    ) -> ConnectionStage {
        let settings = [
            ConnectionStage.Sighting("realm", realm + ", as the domain is called"),
            ConnectionStage.Sighting("krb5.conf", "a private one first: KDCs that answer, no name rewritten by DNS"),
        ]
        let seen =
            settings
            + asked.map { address in
                let finding = findings.first { $0.candidate.address == address }
                return ConnectionStage.Sighting(
                    address.description, finding.map(words) ?? "not waited for: another had answered",
                    milliseconds: finding?.answer == nil ? nil : finding?.result.milliseconds)
            }
        if findings.contains(where: { $0.answer != nil }) {
            return ConnectionStage(
                .kdc, .passed, seen: seen,
                meaning: own.name == realm
                    ? "A KDC of \(realm) answers Kerberos requests."
                    : "A KDC of \(realm) answers; the ticket is of the realm \(own).")
        }
        guard !asked.isEmpty else {
            return ConnectionStage(
                .kdc, .failed, seen: settings, meaning: "No address of a KDC of \(realm) is known.",
                advice: "Name one with --kdc \(realm)=ADDRESS.")
        }
        let isRefused = findings.contains { $0.result.outcome == .refused }
        let place = isNamed ? "the address given with --kdc" : "TCP 88 of a domain controller"
        return ConnectionStage(
            .kdc, isDecisive ? .failed : .passed, seen: seen,
            meaning:
                "No KDC of \(realm) answered a Kerberos request within \(timeout.inWords), and without one there is no ticket.",
            advice: isRefused
                ? "Find out why no KDC listens at \(place), or name another with --kdc \(realm)=ADDRESS."
                : "Let this host reach \(place), or name a KDC that answers with --kdc \(realm)=ADDRESS.")
    }

    private func words(_ finding: KDCSurvey.Finding) -> String {
        guard let answer = finding.answer else { return finding.result.words(timeout: timeout) }
        switch answer.kind {
        case .error(let code): return "answers Kerberos (error \(code), as expected of an unknown account)"
        case .reply: return "answers Kerberos"
        }
    }

    // MARK: Ticket

    /// A ticket of a cache, or one that was just got; `now` by this host's clock.
    func ticket(_ tickets: TicketFacts, at now: Date) -> ConnectionStage {
        let granting = tickets.ticketGrantingTicket(at: now)
        let usable = granting ?? tickets.tickets.first { $0.isValid(at: now) }
        var seen = [ConnectionStage.Sighting(tickets.cache, "tickets of \(tickets.principal)")]
        seen += (usable.map { [$0] } ?? tickets.tickets).prefix(8).map { ticket in
            ConnectionStage.Sighting(ticket.service, Self.words(ticket))
        }
        guard let usable else { return without(tickets, seen, now) }
        var advice: String?
        if usable.sessionEncryption.isDeprecated || usable.ticketEncryption?.isDeprecated == true {
            advice =
                "Have \(tickets.principal)'s password changed, so that it gets AES keys: newer domain controllers refuse \((usable.ticketEncryption ?? usable.sessionEncryption).name)."
        } else if usable.expires.timeIntervalSince(now) < 600 {
            advice = "Renew the ticket: kinit \(tickets.principal)."
        }
        return ConnectionStage(
            .ticket, .passed, seen: seen,
            meaning: "\(tickets.principal) has a ticket until \(Moment.text(usable.expires)).", advice: advice)
    }

    private func without(
        _ tickets: TicketFacts, _ seen: [ConnectionStage.Sighting], _ now: Date
    ) -> ConnectionStage {
        let renewal = "Get a new ticket: kinit \(tickets.principal)."
        guard let expiry = tickets.lastExpiry else {
            return ConnectionStage(
                .ticket, .failed, seen: seen, meaning: "The credentials cache holds no ticket.", advice: renewal)
        }
        guard expiry <= now else {
            return ConnectionStage(
                .ticket, .failed, seen: seen,
                meaning: "The tickets of \(tickets.principal) are not valid yet, by this host's clock.",
                advice: "Set this host's clock by a time source of the domain.")
        }
        return ConnectionStage(
            .ticket, .failed, seen: seen,
            meaning: "The tickets of \(tickets.principal) ended at \(Moment.text(expiry)).", advice: renewal)
    }

    private static func words(_ ticket: TicketFacts.Ticket) -> String {
        let encryption = ticket.ticketEncryption.map { ", \($0.name)" } ?? ""
        return
            "\(Moment.text(ticket.starts)) to \(Moment.text(ticket.expires))\(encryption), session key \(ticket.sessionEncryption.name)"
    }

    /// No ticket, and why.
    func ticket(_ error: KerberosError) -> ConnectionStage {
        let raw = error.rawCode.map { "\(error.message) (\($0))" } ?? error.message
        return ConnectionStage(
            .ticket, .failed, seen: [.init(error.attempt, raw)], meaning: Sentence.of(error.meaning),
            advice: Sentence.of(error.advice))
    }
}
