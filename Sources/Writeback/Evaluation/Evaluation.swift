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
        evaluate(snapshots, by: Catalogue.rules)
    }

    func evaluate(_ given: [ForestSnapshot], by rules: [Rule]) -> ReadinessReport {
        let snapshots = given.sorted {
            ($0.forest.rootDomain.lowercased(), $0.run.startedAt) < (
                $1.forest.rootDomain.lowercased(), $1.run.startedAt
            )
        }
        let scope = Scope(
            selecting: domains, present: snapshots.flatMap { ($0.forest.domains.known ?? []).map(\.dnsName) })
        let forests = snapshots.map {
            ForestUnderJudgement(snapshot: $0, baseline: baseline, asOf: asOf, vantage: vantage, scope: scope)
        }
        let byForest = forests.map { forest in rules.flatMap { findings(of: $0, in: forest) } }
        let questions = rules.compactMap(openFinding)
        let planesAsked = Plane.allCases.filter { $0 == .directory || requiredPlanes.contains($0) }

        let asked = unique(byForest.flatMap { $0 }) + questions.filter { planesAsked.contains($0.plane) }
        let notAsked = questions.filter { !planesAsked.contains($0.plane) }
        let planes = planesAsked.map { plane in (plane, Verdict(over: asked.filter { $0.plane == plane })) }
        return ReadinessReport(
            snapshots: snapshots, baseline: baseline, asOf: asOf, knowledgeDate: Catalogue.knowledgeDate,
            planesAsked: planesAsked, findings: asked.sorted(by: Finding.worstFirst),
            verdicts: Verdicts(
                asked: Verdict(over: asked), overall: Verdict(over: asked + notAsked),
                planes: Dictionary(uniqueKeysWithValues: planes), domains: domainVerdicts(byForest)),
            notJudged: rules.filter { !planesAsked.contains($0.plane) }.compactMap(openQuestion))
    }

    // MARK: - From judgement to finding

    private func findings(of rule: Rule, in forest: ForestUnderJudgement) -> [Finding] {
        guard case .snapshot(let judge) = rule.judge else { return [] }
        return judge(rule, forest).map { finding(of: rule, from: $0) }
    }

    private func finding(of rule: Rule, from judgement: Judgement) -> Finding {
        let highest = rule.severity(under: baseline)
        return Finding(
            rule: rule.id, ruleVersion: rule.version, plane: rule.plane, subject: judgement.subject,
            outcome: judgement.outcome, severity: min(judgement.severity ?? highest, highest),
            title: judgement.title, because: judgement.because,
            remedy: judgement.outcome == .notMet || judgement.outcome == .undecided
                ? judgement.remedy ?? rule.remedy : nil, references: rule.references)
    }

    /// One of two judgements of the same rule and subject, where two forests give the same: a name that neither of them holds.
    private func unique(_ findings: [Finding]) -> [Finding] {
        var seen: Set<Finding> = []
        return findings.filter { seen.insert($0.withoutFacts).inserted }
    }

    // MARK: - What is not judged

    private func openFinding(_ rule: Rule) -> Finding? {
        guard case .question(let kind, let decider) = rule.judge else { return nil }
        return Finding(
            rule: rule.id, ruleVersion: rule.version, plane: rule.plane,
            subject: Subject(kind: kind, domain: nil, name: kind.words, id: nil), outcome: .undecided,
            severity: rule.severity(under: baseline), title: "Not decided: \(rule.title)",
            because: [
                Fact(
                    statement: "evidence", value: "none was given", source: decider.command, observedOn: decider.place,
                    at: nil, authenticated: false)
            ],
            remedy: rule.remedy, references: rule.references)
    }

    private func openQuestion(_ rule: Rule) -> ReadinessReport.OpenQuestion? {
        rule.decidedBy.map {
            .init(
                rule: rule.id, plane: rule.plane, severity: rule.severity(under: baseline), title: rule.title,
                decidedBy: $0)
        }
    }

    // MARK: - Domains

    /// Each domain by what was found on it and on its forest: no domain is ready in a forest that is not.
    private func domainVerdicts(_ byForest: [[Finding]]) -> [String: Verdict] {
        var sets: [String: [Finding]] = [:]
        for findings in byForest {
            let shared = findings.filter { $0.subject.domain == nil }
            for domain in Set(findings.compactMap { $0.subject.domain?.lowercased() }) {
                sets[domain, default: []] += shared + findings.filter { $0.subject.domain?.lowercased() == domain }
            }
        }
        return sets.mapValues { Verdict(over: $0) }
    }
}

extension Finding {
    fileprivate var withoutFacts: Finding {
        var copy = self
        copy.because = []
        return copy
    }
}

extension Subject.Kind {
    /// What a person calls the one thing of a kind of which there is one.
    var words: String {
        switch self {
        case .syncServer: "the Connect server"
        case .tenant: "the tenant"
        case .egress: "the way to the service"
        default: rawValue
        }
    }
}
