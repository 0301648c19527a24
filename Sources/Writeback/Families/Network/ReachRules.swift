/// Whether the endpoints are reached at all.
enum ReachRules {
    static let all = [reach]

    static let reach = NetworkRules.rule(
        "WB-NET-001", version: 2, .blocker, "The Connect server reaches the writeback service on TCP 443",
        because:
            "Requests come over the service bus, which the server opens outwards. TLS that somebody opens on the way is not supported for it, and may "
            + "disturb it.",
        attributes: ["endpoints", "requirements"],
        reading:
            "Each endpoint of the tenant's cloud was reached over TCP and over TLS that a public root vouches for, and answered a request. A private root "
            + "for a host of Microsoft's is a warning: somebody opens TLS. What is documented and was not tried is undecided. What a host saw of which it is "
            + "not known that it stands where the Connect server stands decides nothing (WB-NET-003).",
        then: [
            "Let the server reach *.passwordreset.microsoftonline.com and *.servicebus.windows.net (or the names of its cloud) on TCP 443, unopened.",
            "Try again: adinspect egress --idle 180.",
        ],
        references: [.writebackTroubleshooting, .connectPrerequisites], isAttestable: true
    ) { rule, given in
        given.overHosts(rule, "Whether the Connect server reaches the service is not known") { host in
            let fitting = given.fitting(host)
            guard !fitting.reports.isEmpty else {
                return [
                    given.seen(
                        from: host,
                        Judgement(
                            host.subject, .undecided,
                            "\(host.name) tried the endpoints of another cloud than the tenant's",
                            because: host.reports.map { given.fact("cloud", $0.cloud, "run.cloud", in: $0) }))
                ]
            }
            return (fitting.endpoints.map { endpoint($0, fitting, given) } + gaps(fitting, given))
                .map { given.seen(from: host, $0) }
        }
    }

    private static func endpoint(
        _ name: String, _ host: EgressReports.Host, _ given: EvidenceUnderJudgement
    ) -> Judgement {
        let ways = host.ways { report in report.endpoints.first { $0.name == name } }.map { way, report, endpoint in
            var aspect = aspect(of: endpoint)
            aspect.facts = [
                given.fact(
                    "the way to it", "\(way): \(aspect.words)\(endpoint.words)", "endpoints: \(name)", in: report)
            ]
            return (way: way, aspect: aspect)
        }
        return Judgement(
            host.subject(name), named: "From \(host.name), \(name)", by: NetworkRules.agreed(ways))
    }

    private static func aspect(of endpoint: EgressEndpoint) -> Aspect {
        let known = ["met", "warning", "undecided", "blocked"]
        if let stage = endpoint.stages.first(where: { $0.judgement == "blocked" }) {
            return .notMet(.blocker, "is not reached (\(stage.id): \(stage.seen))")
        }
        if let stage = endpoint.stages.first(where: { $0.judgement == "undecided" || !known.contains($0.judgement) }) {
            return .undecided(.blocker, "may not be reached (\(stage.id): \(stage.seen))")
        }
        guard endpoint.httpStatus != nil, let voucher = endpoint.voucher else {
            return .undecided(.blocker, "may not be reached (the report does not go as far as an answer)")
        }
        guard endpoint.problems.isEmpty, voucher != "nobody" else {
            return .notMet(.blocker, "shows a certificate that is not believed")
        }
        let isInspected = voucher == "privateRoot" && endpoint.requirement != nil
        if isInspected || endpoint.stages.contains(where: { $0.judgement == "warning" }) {
            return .notMet(.warning, "is reached with TLS opened on the way")
        }
        switch voucher {
        case "publicRoot": return .met("is reached")
        // Nobody but its owner can say of a host that is not Microsoft's whether a private root is right.
        case "privateRoot": return .met("is reached, by a private root, as its owner may want it")
        case "believedRoot":
            return endpoint.requirement == nil
                ? .met("is reached")
                : .undecided(.warning, "is reached, and whether TLS was opened on the way is not known")
        default: return .undecided(.blocker, "may not be reached (the certificate rests on \(voucher))")
        }
    }

    /// What is documented for the cloud and was not tried from the host.
    private static func gaps(_ host: EgressReports.Host, _ given: EvidenceUnderJudgement) -> [Judgement] {
        let tried = Set(host.reports.flatMap { $0.endpoints.compactMap(\.requirement) })
        let asked = Set(host.reports.flatMap(\.requirements)).sorted()
        let facts = host.reports.prefix(1).map {
            given.fact("requirements", asked.isEmpty ? "none" : asked.joined(separator: ", "), "requirements", in: $0)
        }
        guard !asked.isEmpty else {
            return [
                Judgement(
                    host.subject, .undecided, "From \(host.name), nothing was tried that Microsoft documents",
                    because: facts)
            ]
        }
        return asked.filter { !tried.contains($0) }.map { name in
            Judgement(
                host.subject(name), .undecided, "From \(host.name), no host of \(name) was tried", because: facts)
        }
    }
}

extension EgressEndpoint {
    /// What the answer and the certificate were, behind what became of the way.
    fileprivate var words: String {
        var parts: [String] = []
        if let httpStatus { parts.append("HTTP \(httpStatus)") }
        if let topIssuer { parts.append("chain of \(topIssuer)") }
        return parts.isEmpty ? "" : ", \(parts.joined(separator: ", "))"
    }
}

extension EvidenceUnderJudgement {
    /// A host with those of its reports that are about the tenant's cloud, as far as that is known.
    func fitting(_ host: EgressReports.Host) -> EgressReports.Host {
        guard let cloud = tenantCloud else { return host }
        var host = host
        host.reports = host.reports.filter { $0.cloud == cloud.name || $0.cloud == "none" }
        return host
    }
}
