public import FoundationEssentials
public import Inspection

/// The judgement of snapshots: pure, so that the same input gives the same report, byte for byte.
public struct Evaluation: Sendable {
    public var baseline: Baseline
    /// The moment that the judgement holds for; support dates are compared with its day in UTC.
    public var asOf: Date
    /// DNS names of the domains to judge; empty for all. The forest root is always judged.
    public var domains: [String]
    /// The planes to judge beside `directory`, which always is.
    public var requiredPlanes: Set<Plane>
    public var vantage: JudgingVantage

    public init(
        baseline: Baseline = .current, asOf: Date, domains: [String] = [], requiredPlanes: Set<Plane> = [],
        vantage: JudgingVantage = .elsewhere
    ) {
        self.baseline = baseline
        self.asOf = asOf
        self.domains = domains
        self.requiredPlanes = requiredPlanes
        self.vantage = vantage
    }

    /// Judges one forest or several together.
    public func evaluate(_ snapshots: [ForestSnapshot]) -> ReadinessReport {
        let snapshots = snapshots.sorted { $0.forest.rootDomain.lowercased() < $1.forest.rootDomain.lowercased() }
        let planes = Plane.allCases.filter { $0 == .directory || requiredPlanes.contains($0) }
        var findings: [Finding] = []
        for snapshot in snapshots {
            let forest = ForestUnderJudgement(
                snapshot: snapshot, baseline: baseline, asOf: asOf, vantage: vantage,
                selectedDomains: domains.isEmpty ? nil : Set(domains.map { $0.lowercased() }))
            for rule in Catalogue.rules where planes.contains(rule.plane) {
                guard case .snapshot(let judge) = rule.judge else { continue }
                findings += judge(rule, forest).map { finding(of: rule, from: $0) }
            }
        }
        findings.sort(by: Finding.worstFirst)
        return ReadinessReport(
            snapshots: snapshots, baseline: baseline, asOf: asOf, knowledgeDate: Catalogue.knowledgeDate,
            planesAsked: planes, findings: findings,
            verdicts: Verdicts(asked: Verdict(over: findings), overall: .undecided, planes: [:], domains: [:]),
            notJudged: [])
    }

    private func finding(of rule: Rule, from judgement: Judgement) -> Finding {
        let highest = rule.severity(under: baseline)
        return Finding(
            rule: rule.id, ruleVersion: rule.version, plane: rule.plane, subject: judgement.subject,
            outcome: judgement.outcome, severity: min(judgement.severity ?? highest, rule.grade.highestSeverity),
            title: judgement.title, because: judgement.because, remedy: judgement.remedy ?? rule.remedy,
            references: rule.references)
    }
}
