import ActiveDirectory
import Networking

/// Whether the ports take connections, and whether LDAP answers behind them.
struct TransportStages {
    let domain: String
    let port: UInt16
    /// Named by the caller.
    let servers: [String]
    let timeout: Duration
    /// Whether port 88 of the domain controllers is part of the way.
    let needsKDC: Bool

    // MARK: TCP

    func tcp(_ trials: [PortTrial]) -> ConnectionStage {
        // What is not as it should be stands first: a domain may have hundreds of addresses.
        let seen = (trials.filter { !$0.isOpen } + trials.filter(\.isOpen)).map { trial in
            ConnectionStage.Sighting(
                "\(trial.host) \(trial.address)", trial.result.words(timeout: timeout),
                milliseconds: trial.isOpen ? trial.result.milliseconds : nil)
        }
        let ldap = trials.filter { $0.purpose == .ldap }
        let closed = ldap.filter { !$0.isOpen }
        guard closed.count < ldap.count else {
            let advice = closed.first.map(mend) ?? "Name a domain controller with --server."
            return ConnectionStage(
                .tcp, .failed, seen: seen, meaning: "No domain controller takes connections on TCP \(port).",
                advice: advice)
        }
        let others = trials.filter { $0.purpose == .kerberos && !$0.isOpen && needsKDC }
        guard let first = closed.first ?? others.first else {
            return ConnectionStage(.tcp, .passed, seen: seen, meaning: "Every address takes connections.")
        }
        let reached = Set(ldap.filter(\.isOpen).map(\.host))
        let isOneFamily = closed.contains { reached.contains($0.host) }
        let meaning =
            closed.isEmpty
            ? "LDAP takes connections everywhere; Kerberos does not."
            : isOneFamily
                ? "Every connection finds its way, but not by every address; each that is silent costs time."
                : "\(reached.count) of \(Set(ldap.map(\.host)).count) domain controllers take connections on TCP \(port)."
        return ConnectionStage(.tcp, .passed, seen: seen, meaning: meaning, advice: mend(first))
    }

    /// What would open the port.
    private func mend(_ trial: PortTrial) -> String {
        let place = "\(trial.host) (\(trial.address))"
        switch trial.result.outcome {
        case .refused:
            return
                "Find out why nothing listens at \(place): the host is up, its \(service(trial)) is not."
        case .silent: return "Let packets through to \(place): the host is down, or a firewall on the way drops them."
        case .unreachable:
            return trial.address.address.family == .v6
                ? "Give this host an IPv6 route to \(place), or use --ipv4." : "Give this host a route to \(place)."
        default: return "Check this host's limits on open files and sockets."
        }
    }

    private func service(_ trial: PortTrial) -> String { trial.purpose == .kerberos ? "KDC" : "directory service" }

    // MARK: LDAP

    /// - Parameters:
    ///   - contacts: every host that was looked for.
    ///   - chosen: the one that `check` begins with.
    ///   - failure: what `check` says when there is none.
    func domainController(_ contacts: [HostContact], chosen: HostContact?, failure: CollectionError?) -> ConnectionStage
    {
        let seen = (contacts.filter { !$0.hasAnswered } + contacts.filter(\.hasAnswered)).map { contact in
            ConnectionStage.Sighting(
                contact.host, Self.words(contact), milliseconds: contact.ping?.milliseconds)
        }
        guard let chosen else {
            let (meaning, advice) = explain(contacts)
            return ConnectionStage(
                .domainController, .failed, seen: seen, meaning: failure.map { meaning ?? $0.meaning } ?? meaning ?? "",
                advice: advice ?? failure?.advice)
        }
        let silent = contacts.first { !$0.hasAnswered }
        let passedOver = contacts.first { contact in
            contact.hasAnswered && contact.flags != nil && !contact.saysWritable
                && servers.contains { DomainName.areEqual($0, contact.host) }
        }
        let isNameless = chosen.flags == nil
        return ConnectionStage(
            .domainController, .passed, seen: seen,
            meaning: isNameless
                ? "LDAP answers at \(chosen.host), but netlogon does not say that it serves \(domain)."
                : "\(chosen.host) answers LDAP as a writable domain controller, and is bound to first.",
            advice: isNameless
                ? "Check that \(chosen.host) is a domain controller of \(domain)."
                : passedOver.map {
                    "Name a writable domain controller with --server: \($0.host) is read-only, and not bound to."
                }
                    ?? silent.map { "Find out why \($0.host) does not answer LDAP." })
    }

    private func explain(_ contacts: [HostContact]) -> (meaning: String?, advice: String?) {
        if contacts.contains(where: { $0.hasAnswered && $0.flags != nil }) {
            return (
                "What answers LDAP is read-only.",
                "Name a writable domain controller with --server, or let this host reach one."
            )
        }
        if contacts.contains(where: \.hasAnswered) {
            return (
                "LDAP answers, but not as a domain controller of \(domain).",
                "Check the SRV records of \(domain), or name one of its domain controllers with --server."
            )
        }
        if contacts.contains(where: \.isForeign) {
            return (
                "What answers on port \(port) is not LDAP.",
                "Find out what listens there, or name a domain controller with --server."
            )
        }
        return (
            nil, "Find out why the directory service takes connections and does not answer: it hangs, or is stopped."
        )
    }

    private static func words(_ contact: HostContact) -> String {
        guard contact.hasAnswered || contact.ping?.response != nil else {
            return contact.reachability.why ?? contact.reachability.state.rawValue
        }
        let reached = contact.hasAnswered ? [] : [contact.reachability.why ?? contact.reachability.state.rawValue]
        guard let response = contact.ping?.response else {
            let served =
                contact.ping?.isNotServed == true ? "says that it does not serve the domain" : "no netlogon answer"
            return "LDAP answers; \(served)"
        }
        let flags = response.flags ?? []
        var words = reached + [flags.contains(.writable) ? "writable" : "read-only"]
        if flags.contains(.pdc) { words.append("PDC emulator") }
        if flags.contains(.globalCatalog) { words.append("global catalog") }
        if flags.contains(.closest) { words.append("closest") }
        if let site = response.site { words.append("site \(site)") }
        words.append(contact.ping?.isDatagram == true ? "by UDP" : "by TCP")
        return words.joined(separator: ", ")
    }
}
