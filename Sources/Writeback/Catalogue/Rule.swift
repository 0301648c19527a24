/// One prerequisite: what it asks, why, how it is decided, and what to do when it does not hold.
public struct Rule: Sendable {
    /// Exactly what was asked of whom.
    public struct Decision: Sendable, Hashable, Codable {
        /// The base of the search, or the DNS name, or the port.
        public var base: String
        /// `base`, `one`, `subtree`, or `-` where nothing is searched.
        public var scope: String
        public var filter: String
        public var attributes: [String]
        /// How the answer follows from what came back.
        public var reading: String

        public init(base: String, scope: String, filter: String, attributes: [String], reading: String) {
            self.base = base
            self.scope = scope
            self.filter = filter
            self.attributes = attributes
            self.reading = reading
        }
    }

    /// What decides a question that this host cannot answer.
    public struct Decider: Sendable, Hashable, Codable {
        /// Where the command is run: `the Connect server`.
        public var place: String
        public var command: String

        public init(place: String, command: String) {
            self.place = place
            self.command = command
        }
    }

    /// Who answers.
    enum Judge: Sendable {
        case snapshot(@Sendable (Rule, ForestUnderJudgement) -> [Judgement])
        /// Files answer it, where they were given; the command makes them.
        case evidence(Decider, @Sendable (Rule, EvidenceUnderJudgement) -> [Judgement])
        /// No input that can be given answers it; the command does.
        case question(Subject.Kind, Decider)
        /// About what people said, once it was laid upon the findings.
        case statements(@Sendable (Rule, StatementsUnderJudgement) -> [Judgement])
    }

    public let id: RuleIdentifier
    /// Raised whenever what the rule asks or how it decides changes.
    public let version: Int
    public let plane: Plane
    public let family: String
    public let title: String
    public let rationale: String
    public let decision: Decision
    public let remedy: Remedy
    public let references: [Reference]
    /// How strongly the rule itself is borne out: never more than its best reference.
    public let grade: Reference.Grade
    /// What is written back that the rule is a prerequisite of.
    public let writeback: WritebackKind
    /// The product whose prerequisite it is, where the plane is not the directory; nil where it is of either.
    let engine: SyncEngine?
    /// Whether a person's answer decides it where nothing else does: where no file can, or where the file may be silent.
    public let isAttestable: Bool
    let declaredSeverities: [Baseline: Severity]
    let judge: Judge

    init(
        _ id: RuleIdentifier, version: Int = 1, plane: Plane = .directory, family: String, title: String,
        rationale: String, decision: Decision, severities: [Baseline: Severity], remedy: Remedy,
        references: [Reference], grade: Reference.Grade, writeback: WritebackKind = .password,
        engine: SyncEngine? = nil, isAttestable: Bool? = nil, judge: Judge
    ) {
        self.id = id
        self.version = version
        self.plane = plane
        self.family = family
        self.title = title
        self.rationale = rationale
        self.decision = decision
        declaredSeverities = severities
        self.remedy = remedy
        self.references = references
        self.grade = min(grade, references.map(\.grade).max() ?? .memory)
        self.writeback = writeback
        self.engine = engine
        self.judge = judge
        self.isAttestable =
            isAttestable
            ?? {
                if case .question = judge { true } else { false }
            }()
    }

    /// The highest severity that the rule may give under a baseline: what was declared, held down to what its grade carries.
    public func severity(under baseline: Baseline) -> Severity {
        min(declaredSeverities[baseline] ?? .information, grade.highestSeverity)
    }

    /// The command that answers the rule, or makes the file that does, where it is a question that a snapshot cannot answer.
    public var decidedBy: Decider? {
        switch judge {
        case .evidence(let decider, _), .question(_, let decider): decider
        case .snapshot, .statements: nil
        }
    }
}
