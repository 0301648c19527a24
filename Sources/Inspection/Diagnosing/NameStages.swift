import ActiveDirectory
import Networking

/// What DNS says: whether it answers, which domain controllers it names, where they are.
struct NameStages {
    let domain: String
    /// Named by the caller; they make up for records that are missing.
    let servers: [String]
    /// The DNS servers asked; empty for those of the system.
    let dnsServers: [SocketAddress]

    /// The question that every domain controller registers its answer to (MS-ADTS 6.3.2.3).
    var question: String { "SRV \(ServiceName.domainControllers(of: domain))" }

    private var asked: String {
        dnsServers.isEmpty
            ? "the DNS servers of /etc/resolv.conf" : dnsServers.map(\.description).joined(separator: ", ")
    }

    // MARK: The resolver and its records

    func dns(_ answer: Result<[ServiceRecord], ResolutionError>, milliseconds: Double) -> ConnectionStage {
        guard case .failure(let error) = answer, ![.noSuchName, .noData].contains(error.code) else {
            return ConnectionStage(
                .dns, .passed, seen: [.init(asked, "answered", milliseconds: milliseconds)], meaning: "DNS answers.")
        }
        let (meaning, advice) = unanswered(error.code)
        return ConnectionStage(
            .dns, servers.isEmpty ? .failed : .passed, seen: [Self.sighting(question, error)],
            meaning: meaning + (servers.isEmpty ? "" : " The domain controllers named with --server do without it."),
            advice: advice)
    }

    private func unanswered(_ code: ResolutionError.Code) -> (meaning: String, advice: String) {
        switch code {
        case .timedOut:
            (
                "The DNS server does not answer.",
                "Let this host reach port 53 of its DNS server, or name one that answers with --dns-server."
            )
        case .unreachable:
            (
                "Nothing serves DNS at that address.",
                "Correct the address in --dns-server or /etc/resolv.conf."
            )
        case .refused:
            (
                "The DNS server answers, and not this host.",
                "Ask a DNS server that serves this host: name one of the domain's with --dns-server."
            )
        case .invalidName:
            ("The name cannot be asked for.", "Give the domain's DNS name, such as corp.example.com.")
        case .notAsked:
            ("This host could not send the question.", "Check this host's limits on open files and memory.")
        default:
            (
                "The DNS server failed to answer the question.",
                "Ask a DNS server of the domain itself: name one with --dns-server."
            )
        }
    }

    /// - Parameter apex: what became of looking up the domain's own name, done only where the records are missing.
    func serviceRecords(
        _ answer: Result<[ServiceRecord], ResolutionError>, apex: ConnectionStage.Sighting?
    ) -> ConnectionStage? {
        switch answer {
        case .success(let records):
            let seen = records.stableOrder().map { record in
                ConnectionStage.Sighting(
                    record.target, "priority \(record.priority), weight \(record.weight), port \(record.port)")
            }
            return ConnectionStage(
                .serviceRecords, .passed, seen: seen,
                meaning: "DNS names \(records.count) domain controller\(records.count == 1 ? "" : "s") of \(domain).")
        case .failure(let error) where error.code == .noSuchName || error.code == .noData:
            let seen = [Self.sighting(question, error)] + (apex.map { [$0] } ?? [])
            let advice =
                "Check the spelling of \(domain), or ask a DNS server of that domain with --dns-server."
            guard servers.isEmpty else {
                return ConnectionStage(
                    .serviceRecords, .passed, seen: seen,
                    meaning:
                        "DNS names no domain controller of \(domain); --server names \(servers.joined(separator: ", ")).",
                    advice: advice)
            }
            return ConnectionStage(
                .serviceRecords, .failed, seen: seen,
                meaning: "DNS answers, and names no domain controller of \(domain).",
                advice: advice)
        case .failure:
            guard !servers.isEmpty else { return nil }
            return .notApplicable(
                .serviceRecords, "DNS did not answer, and --server names \(servers.joined(separator: ", ")).")
        }
    }

    /// Whom a question was put to, and the last thing that came back.
    static func sighting(_ question: String, _ error: ResolutionError) -> ConnectionStage.Sighting {
        let asked = error.servers.isEmpty ? "" : " asked of \(error.servers.joined(separator: ", "))"
        return .init(question + asked, error.attempts.last?.detail ?? error.code.rawValue)
    }

    // MARK: Addresses

    /// A host's name and what became of looking it up.
    struct Host {
        var name: String
        /// Where `--connect-to` sends its packets; empty when they go where DNS says.
        var redirected: [SocketAddress]
        var resolution: HostBoard.Resolution?
    }

    func addresses(_ hosts: [Host]) -> ConnectionStage {
        let seen = hosts.map { host in
            ConnectionStage.Sighting(host.name, Self.words(host))
        }
        let missing = hosts.filter { $0.redirected.isEmpty && ($0.resolution?.addresses.isEmpty ?? true) }
        guard missing.count < hosts.count else {
            return ConnectionStage(
                .addresses, .failed, seen: seen, meaning: "No domain controller's name has an address.",
                advice:
                    "Have the A or AAAA record of \(missing.first?.name ?? domain) put into DNS, or name a domain controller that has one with --server."
            )
        }
        guard let first = missing.first else {
            return ConnectionStage(
                .addresses, .passed, seen: seen,
                meaning: hosts.count == 1 ? "Its name has an address." : "All of their names have addresses.")
        }
        return ConnectionStage(
            .addresses, .passed, seen: seen,
            meaning: "\(missing.count) of \(hosts.count) names have no address; the others do.",
            advice: "Have the record of \(first.name) corrected in DNS, or its SRV record removed.")
    }

    private static func words(_ host: Host) -> String {
        if !host.redirected.isEmpty {
            return "sent to \(host.redirected.map(\.description).joined(separator: ", ")) by --connect-to"
        }
        guard let resolution = host.resolution, !resolution.addresses.isEmpty else {
            return host.resolution?.failure ?? "no address"
        }
        var text = resolution.addresses.map(\.description).joined(separator: ", ")
        if let alias = resolution.canonicalName { text += " (an alias of \(alias))" }
        if resolution.isFromHostsFile { text += " (from /etc/hosts)" }
        return text
    }
}
