/// Whether connections that are left alone are still there afterwards.
enum SilenceRules {
    static let all = [minutes, proxy]

    /// The upper end of "2 to 3 minutes".
    private static let enough = 180.0
    /// What a proxy needs for synchronisation: Entra may take 5 minutes to answer.
    private static let enoughForProxy = 360.0

    static let minutes = NetworkRules.rule(
        "WB-NET-002", version: 2, .blocker, "Idle connections outwards are kept for 3 minutes",
        because:
            "The page of 2017 strongly advises that proxies and firewalls keep idle connections for 2 to 3 minutes, since pings come every 60 seconds at "
            + "the most; today's page calls idle timeouts a most common point of failure, and gives no number.",
        attributes: ["idle"],
        reading:
            "To each endpoint of the tenant's cloud a connection lived that was left alone for 180 seconds. One that was forgotten without a word in that time "
            + "(dropped) is a blocker; one that ended by FIN or RST without close_notify a warning, for server and firewall cannot be told apart. "
            + "close_notify is the server's own: what the way would have done beyond that second is undecided. No silence tried is undecided.",
        then: [
            "Raise the idle timeout for TCP 443 on the firewall or proxy before the Connect server: 3 minutes at least, 6 through a proxy.",
            "Try again: adinspect egress --idle 180.",
        ],
        references: [.writebackTroubleshooting, .idleConnections2017], isAttestable: true
    ) { rule, given in
        given.overHosts(rule, "How long idle connections of the Connect server are kept is not known") { host in
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
            return fitting.endpoints.map { name in
                var ways = fitting.ways { report in report.silences(of: name) }.map { way, report, silences in
                    (way: way, aspect: aspect(silences, enough, .blocker, given, report))
                }
                if ways.isEmpty { ways = [("", untried(fitting, given))] }
                return given.seen(
                    from: host,
                    Judgement(
                        host.subject(name), named: "From \(host.name), an idle connection to \(name)",
                        by: NetworkRules.agreed(ways)))
            }
        }
    }

    static let proxy = NetworkRules.rule(
        "WB-NET-006", .warning, "A proxy keeps idle connections for 6 minutes",
        because:
            "Synchronisation shares the proxy with writeback, and Entra may take 5 minutes to answer one of its requests: the prerequisites ask for an idle "
            + "timeout of 6 minutes or more.",
        attributes: ["run.proxy", "idle"],
        reading:
            "Through the proxy, a connection lived that was left alone for 360 seconds. One that ended sooner, other than by the server's own close_notify, "
            + "is not met. What adinspect egress tries today ends at 180 seconds, so that the rest is for whoever runs the proxy to attest. Directly: not "
            + "applicable.",
        run: "adinspect egress --proxy http://PROXY:PORT --idle 180 --format json -o egress.json",
        then: ["Read the proxy's idle timeout, raise it to 6 minutes or more, and attest that."],
        references: [.connectPrerequisites], isAttestable: true
    ) { rule, given in
        given.overHosts(rule, "Whether the Connect server goes out through a proxy is not known") { host in
            let ways = host.ways { report in report.proxy == nil ? nil : report.silences }
            guard !ways.isEmpty else {
                return [
                    Judgement(
                        host.subject, .notApplicable, "\(host.name) goes out directly",
                        because: host.reports.prefix(1).map { given.fact("way out", $0.way, "run.proxy", in: $0) })
                ]
            }
            return ways.map { way, report, silences in
                let aspect = aspect(silences, enoughForProxy, .warning, given, report)
                return given.seen(
                    from: host,
                    Judgement(host.subject(way), named: "From \(host.name), an idle connection \(way)", by: [aspect]))
            }
        }
    }

    // MARK: -

    /// What connections tell that were left alone for different times.
    private static func aspect(
        _ silences: [EgressSilence], _ seconds: Double, _ severity: Severity, _ given: EvidenceUnderJudgement,
        _ report: EgressEvidence
    ) -> Aspect {
        let sorted = silences.sorted { ($0.seconds, $0.endpoint) < ($1.seconds, $1.endpoint) }
        var aspect = aspect(sorted, seconds, severity)
        aspect.facts = sorted.map { silence in
            let after = silence.afterSeconds.map { " after \(Self.words($0))" } ?? ""
            return given.fact(
                "left alone for \(Self.words(silence.seconds))", "\(silence.outcome)\(after): \(silence.seen)",
                "idle: \(silence.endpoint)", in: report)
        }
        if sorted.isEmpty { aspect.facts = [given.fact("silence", "not tried", "idle", in: report)] }
        return aspect
    }

    private static func aspect(_ silences: [EgressSilence], _ seconds: Double, _ severity: Severity) -> Aspect {
        // What happens later than what is asked for is no fault.
        let within = silences.filter { $0.seconds <= seconds }
        if let lost = within.first(where: { $0.outcome == "dropped" }) {
            return .notMet(severity, "is forgotten without a word within \(words(lost.seconds))")
        }
        if let cut = within.first(where: { $0.outcome == "cutOff" }) {
            return .notMet(
                .warning, "is ended, by the server or on the way, within \(words(cut.seconds)) (\(cut.seen))")
        }
        let endpoints = Set(silences.map(\.endpoint))
        let lived = Set(silences.filter { $0.seconds >= seconds && $0.outcome == "lived" }.map(\.endpoint))
        if !endpoints.isEmpty, lived == endpoints { return .met("lives for \(words(seconds))") }
        if let closed = silences.first(where: { $0.outcome == "closedByPeer" }) {
            return .undecided(
                severity, "is ended by the server itself within \(words(closed.seconds)), so that more is not known")
        }
        let longest = within.filter { $0.outcome == "lived" }.map(\.seconds).max()
        return .undecided(
            severity,
            longest.map { "lives for \(words($0)), and longer was not tried" } ?? "was not left alone long enough")
    }

    private static func untried(_ host: EgressReports.Host, _ given: EvidenceUnderJudgement) -> Aspect {
        var aspect = Aspect.undecided(.blocker, "was not left alone: --idle was not asked for")
        aspect.facts = host.reports.prefix(1).map { given.fact("silence", "not tried", "idle", in: $0) }
        return aspect
    }

    private static func words(_ seconds: Double) -> String {
        let tenths = (min(max(seconds, 0), 1_000_000) * 10).rounded() / 10
        return tenths == tenths.rounded() ? "\(Int(tenths)) s" : "\(tenths) s"
    }
}

extension EgressEvidence {
    /// The silences towards one endpoint; nil where none was tried.
    fileprivate func silences(of endpoint: String) -> [EgressSilence]? {
        let own = silences.filter { $0.endpoint == endpoint }
        return own.isEmpty ? nil : own
    }
}
