import Writeback

/// The verdict in a line, never without the planes that it is about, and how many findings of each kind stand behind it.
struct ReadinessHeadline {
    private let report: ReadinessReport

    init(_ report: ReadinessReport) {
        self.report = report
    }

    /// `DIRECTORY READY · connect, cloud, network not judged (14 questions)`.
    var verdict: String {
        let asked = report.planesAsked.map { $0.rawValue.uppercased() }.joined(separator: ", ")
        let rest = Plane.allCases.filter { !report.planesAsked.contains($0) }.map(\.rawValue)
        let line = asked.isEmpty ? "NOTHING JUDGED: UNDECIDED" : "\(asked) \(report.verdicts.asked.words)"
        guard !rest.isEmpty else { return line }
        return
            "\(line) · \(rest.joined(separator: ", ")) not judged (\(Words.count(report.notJudged.count, "question")))"
    }

    var counts: String {
        let findings = report.findings
        let number = { (outcome: Outcome, severity: Severity) in
            findings.count { $0.outcome == outcome && $0.severity == severity }
        }
        let notes = number(.notMet, .information) + number(.undecided, .information)
        let attested = findings.count { !$0.attestations.isEmpty }
        let all: [(Int, String)] = [
            (number(.notMet, .blocker), Words.count(number(.notMet, .blocker), "blocker")),
            (number(.undecided, .blocker), "\(number(.undecided, .blocker)) undecided that could be blockers"),
            (number(.notMet, .warning), Words.count(number(.notMet, .warning), "warning")),
            (number(.undecided, .warning), "\(number(.undecided, .warning)) undecided that could be warnings"),
            (notes, Words.count(notes, "note")),
            (findings.count { $0.waiver != nil }, "\(findings.count { $0.waiver != nil }) waived"),
            (attested, "\(attested) attested"),
        ]
        let met = findings.count { $0.outcome == .met }
        return (all.filter { $0.0 > 0 }.map(\.1) + ["\(Words.count(met, "check")) met"]).joined(separator: " · ")
    }

    /// What `check` leaves the shell with.
    var exitCode: Int {
        switch report.verdicts.asked {
        case .ready: 0
        case .readyWithWarnings: 1
        case .notReady: 2
        case .undecided: 3
        }
    }
}
