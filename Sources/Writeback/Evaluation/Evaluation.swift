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
    /// What was given beside the directory. A plane is judged that a file is about.
    public var evidence = Evidence()
    public var engine: SyncEngine = .automatic
    /// What is to be written back; the rules of the others are left out.
    public var writebacks: Set<WritebackKind> = [.password]

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

    func evaluate(_ given: [ForestSnapshot], by all: [Rule]) -> ReadinessReport {
        let snapshots = given.sorted {
            ($0.forest.rootDomain.lowercased(), $0.run.startedAt) < (
                $1.forest.rootDomain.lowercased(), $1.run.startedAt
            )
        }
        let rules = all.filter { writebacks.contains($0.writeback) }
        let admission = EvidenceAdmission(evidence, asOf: asOf, rootDomains: snapshots.map(\.forest.rootDomain))
        let scope = Scope(
            selecting: domains, present: snapshots.flatMap { ($0.forest.domains.known ?? []).map(\.dnsName) },
            export: admission.usable.connectExport)
        let forests = snapshots.map {
            ForestUnderJudgement(
                snapshot: $0, baseline: baseline, asOf: asOf, vantage: vantage, scope: scope, engine: engine,
                connectExport: admission.usable.connectExport)
        }
        let given = EvidenceUnderJudgement(
            evidence, admission, forests: forests, baseline: baseline, asOf: asOf, engine: engine)
        let planesAsked = Plane.allCases.filter {
            $0 == .directory || requiredPlanes.contains($0) || evidence.planes.contains($0)
        }
        var answers = AttestedAnswers(evidence.attestations, asOf: asOf)
        let byForest = forests.map { forest in
            rules.flatMap { rule in findings(of: rule, in: forest).map { answers.answer($0, of: rule) } }
        }
        let beside = rules.filter { planesAsked.contains($0.plane) }.flatMap { rule in
            findings(of: rule, from: given).map { answers.answer($0, of: rule) }
        }
        let notAsked = rules.filter { !planesAsked.contains($0.plane) }

        var waivers = GrantedWaivers(evidence.waivers, asOf: asOf)
        let waivedByForest = byForest.map { findings in findings.map { waivers.waive($0) } }
        let waivedBeside = beside.map { waivers.waive($0) }
        let statements = StatementsUnderJudgement(
            evidence, asOf: asOf, usedWaivers: waivers.used, usedAttestations: answers.used)
        let asked =
            unique(waivedByForest.flatMap { $0 }) + waivedBeside + rules.flatMap { findings(of: $0, about: statements) }
        let planes = planesAsked.map { plane in (plane, Verdict(over: asked.filter { $0.plane == plane })) }
        var report = ReadinessReport(
            snapshots: snapshots, baseline: baseline, asOf: asOf, knowledgeDate: Catalogue.knowledgeDate,
            planesAsked: planesAsked, writebacks: WritebackKind.allCases.filter(writebacks.contains),
            evidence: admission.files, findings: asked.sorted(by: Finding.worstFirst),
            verdicts: Verdicts(
                asked: Verdict(over: asked),
                overall: Verdict(over: asked + notAsked.compactMap(openFinding)),
                planes: Dictionary(uniqueKeysWithValues: planes), domains: domainVerdicts(waivedByForest, waivedBeside)),
            notJudged: notAsked.compactMap(openQuestion))
        report.users = forests.flatMap(\.users)
        return report
    }

    // MARK: - From judgement to finding

    private func findings(of rule: Rule, in forest: ForestUnderJudgement) -> [Finding] {
        guard case .snapshot(let judge) = rule.judge else { return [] }
        return judge(rule, forest).map { finding(of: rule, from: $0) }
    }

    private func findings(of rule: Rule, from given: EvidenceUnderJudgement) -> [Finding] {
        switch rule.judge {
        case .snapshot, .statements: return []
        case .evidence, .question:
            if let passedOver = given.passedOver(rule) { return [finding(of: rule, from: passedOver)] }
        }
        guard case .evidence(_, let judge) = rule.judge else { return openFinding(rule).map { [$0] } ?? [] }
        return judge(rule, given).map { finding(of: rule, from: $0) }
    }

    private func findings(of rule: Rule, about statements: StatementsUnderJudgement) -> [Finding] {
        guard case .statements(let judge) = rule.judge else { return [] }
        return judge(rule, statements).map { finding(of: rule, from: $0) }
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
        guard let decider = rule.decidedBy else { return nil }
        let kind: Subject.Kind =
            if case .question(let kind, _) = rule.judge { kind } else { rule.plane.subjectKind }
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
    ///
    /// - Parameter beside: What was found by evidence. What it says of the tenant or the server is about no domain.
    private func domainVerdicts(_ byForest: [[Finding]], _ beside: [Finding]) -> [String: Verdict] {
        var sets: [String: [Finding]] = [:]
        for findings in byForest {
            let shared = findings.filter { $0.subject.domain == nil }
            for domain in Set(findings.compactMap { $0.subject.domain?.lowercased() }) {
                sets[domain, default: []] +=
                    shared + (findings + beside).filter { $0.subject.domain?.lowercased() == domain }
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

extension Plane {
    /// What a question of the plane is about, where nothing more particular is known.
    fileprivate var subjectKind: Subject.Kind {
        switch self {
        case .directory: .forest
        case .connect: .syncServer
        case .cloud: .tenant
        case .network: .egress
        }
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
