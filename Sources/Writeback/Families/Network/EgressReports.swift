import FoundationEssentials
import Inspection

/// The egress reports, by the host that they were made on: what one host may do says nothing of another.
struct EgressReports: Sendable {
    /// One host with its reports.
    struct Host: Sendable {
        /// What the reports call it; the name of the file where a report does not say.
        var name: String
        /// The youngest first.
        var reports: [EgressEvidence]
        /// Whether it stands where the Connect server stands.
        var isThere: Bool
        /// Why, or why that is not known.
        var position: String

        var subject: Subject { subject("") }

        /// One thing that was tried from the host.
        func subject(_ what: String) -> Subject {
            Subject(kind: .egress, domain: nil, name: what.isEmpty ? name : "\(what) from \(name)", id: nil)
        }

        /// The ways out that were tried, and for each the youngest report that tells of something.
        func ways<Part>(_ part: (EgressEvidence) -> Part?) -> [(way: String, report: EgressEvidence, part: Part)] {
            var ways: [(way: String, report: EgressEvidence, part: Part)] = []
            for report in reports where !ways.contains(where: { $0.way == report.way }) {
                if let part = part(report) { ways.append((report.way, report, part)) }
            }
            return ways.sorted { $0.way < $1.way }
        }

        /// Every endpoint that was tried, whichever report tells of it.
        var endpoints: [String] { Set(reports.flatMap { $0.endpoints.map(\.name) }).sorted() }
    }

    let hosts: [Host]

    init(_ reports: [EgressEvidence], _ position: (Observed<String>) -> (isThere: Bool, words: String)) {
        let byHost = Dictionary(grouping: reports) { report in
            report.host.known.map { HostName($0) } ?? HostName("the host of \(report.file)")
        }
        hosts = byHost.values.map { own in
            // Of two that ended at once the names decide, so that the order of the options does not.
            let sorted = own.sorted {
                ($1.finishedAt.known ?? .distantPast, $0.file) < ($0.finishedAt.known ?? .distantPast, $1.file)
            }
            let host = sorted.first?.host ?? .notReturned
            let position = position(host)
            return Host(
                name: host.known?.lowercased() ?? "the host of \(sorted.first?.file ?? "")", reports: sorted,
                isThere: position.isThere, position: position.words)
        }.sorted { $0.name < $1.name }
    }

    /// Whether one of the hosts stands where the Connect server stands: what the others saw is then of no interest.
    var isOneThere: Bool { hosts.contains(where: \.isThere) }
}

extension EgressEvidence {
    /// The way out that it tried.
    var way: String { proxy.map { "through \($0)" } ?? "directly" }
}

extension EvidenceUnderJudgement {
    /// The reports that may decide something, by host.
    var egressReports: EgressReports { EgressReports(usable.egress) { position(of: $0) } }

    /// A fact that a report holds.
    func fact(_ statement: String, _ value: String, _ source: String, in report: EgressEvidence) -> Fact {
        fact(statement, value, in: source, of: report.file, at: report.finishedAt)
    }

    /// Over the hosts: one finding where there is no report at all, one for a host whose word is not needed.
    func overHosts(
        _ rule: Rule, _ title: String, _ judge: (EgressReports.Host) -> [Judgement]
    ) -> [Judgement] {
        let reports = egressReports
        guard !reports.hosts.isEmpty else {
            return [Judgement(subject(.egress), .undecided, title, because: missing(.egress, rule))]
        }
        return reports.hosts.flatMap { host -> [Judgement] in
            guard host.isThere || !reports.isOneThere else {
                return [
                    Judgement(
                        host.subject, .notApplicable, "What \(host.name) may do says nothing of the Connect server",
                        because: positionFacts(of: host))
                ]
            }
            return judge(host)
        }
    }

    /// A judgement that holds for the Connect server only where the host is known to stand beside it: else it is open, as what is silent
    /// from elsewhere is, and WB-NET-003 carries the question.
    func seen(from host: EgressReports.Host, _ judgement: Judgement) -> Judgement {
        var judgement = judgement
        judgement.because += positionFacts(of: host)
        guard !host.isThere else { return judgement }
        judgement.outcome = .undecided
        judgement.severity = .warning
        judgement.title += "; that \(host.name) stands where the Connect server stands is not known"
        return judgement
    }

    func positionFacts(of host: EgressReports.Host) -> [Fact] {
        host.reports.prefix(1).map { fact("where it was tried", host.position, "run.host", in: $0) }
    }
}
