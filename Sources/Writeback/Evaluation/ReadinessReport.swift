public import FoundationEssentials
public import Inspection

/// A forest, or several, judged.
public struct ReadinessReport: Sendable, Equatable {
    /// A question of a plane that was not asked for.
    public struct OpenQuestion: Sendable, Hashable, Codable {
        public var rule: RuleIdentifier
        public var plane: Plane
        /// What it could mean for writeback.
        public var severity: Severity
        public var title: String
        /// The command that decides it, and where to run it.
        public var decidedBy: Rule.Decider

        public init(
            rule: RuleIdentifier, plane: Plane, severity: Severity, title: String, decidedBy: Rule.Decider
        ) {
            self.rule = rule
            self.plane = plane
            self.severity = severity
            self.title = title
            self.decidedBy = decidedBy
        }
    }

    /// What was judged, sorted by the forests' root domains.
    public var snapshots: [ForestSnapshot]
    public var baseline: Baseline
    /// The moment that the judgement holds for.
    public var asOf: Date
    /// The day up to which the catalogue's knowledge goes, as `2025-10-01`.
    public var knowledgeDate: String
    /// The planes that were judged, in the order of their declaration.
    public var planesAsked: [Plane]
    /// What is to be written back: the rules of the other kinds are left out. In the order of their declaration.
    public var writebacks: [WritebackKind]
    /// The files that were given, and which of them were set aside.
    public var evidence: [EvidenceFile]
    /// Worst first.
    public var findings: [Finding]
    public var verdicts: Verdicts
    /// The questions of the planes that were not asked for, by rule.
    public var notJudged: [OpenQuestion]
    /// Whom writeback cannot serve, by domain and container, where the users were read.
    package var users: [DomainUsers] = []

    public init(
        snapshots: [ForestSnapshot], baseline: Baseline, asOf: Date, knowledgeDate: String, planesAsked: [Plane],
        writebacks: [WritebackKind] = [.password], evidence: [EvidenceFile] = [], findings: [Finding],
        verdicts: Verdicts, notJudged: [OpenQuestion]
    ) {
        self.snapshots = snapshots
        self.baseline = baseline
        self.asOf = asOf
        self.knowledgeDate = knowledgeDate
        self.planesAsked = planesAsked
        self.writebacks = writebacks
        self.evidence = evidence
        self.findings = findings
        self.verdicts = verdicts
        self.notJudged = notJudged
    }
}
