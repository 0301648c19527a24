import FoundationEssentials
import Inspection

/// Every forest together with what was given beside them: all that a rule about the sync server, the tenant or the network sees.
///
/// A file that is too old, or about something else, is set aside before any rule sees it: it is then as if it had not been given, and
/// the reason is one of the facts.
struct EvidenceUnderJudgement: Sendable {
    let forests: [ForestUnderJudgement]
    let baseline: Baseline
    let asOf: Date
    let engine: SyncEngine
    let enablingAdministrator: String?
    let testUsers: [String]
    /// Every file that was given, in the order of the options.
    let files: [EvidenceFile]
    /// Without what was set aside.
    let usable: Evidence

    init(
        _ given: Evidence, _ admission: EvidenceAdmission, forests: [ForestUnderJudgement], baseline: Baseline,
        asOf: Date, engine: SyncEngine
    ) {
        self.forests = forests
        self.baseline = baseline
        self.asOf = asOf
        self.engine = engine
        enablingAdministrator = given.enablingAdministrator
        testUsers = given.testUsers
        files = admission.files
        usable = admission.usable
    }

    /// The one subject of a question about the sync server, the tenant or the way between them.
    func subject(_ kind: Subject.Kind) -> Subject { Subject(kind: kind, domain: nil, name: kind.words, id: nil) }

    /// What is said of a rule about the product that does not synchronise here; nil where the rule is judged.
    func passedOver(_ rule: Rule) -> Judgement? {
        guard let concerned = rule.engine, engine != .automatic, engine != concerned else { return nil }
        let product = engine == .cloudSync ? "cloud sync" : "Entra Connect"
        return Judgement(
            subject(.syncServer), .notApplicable, "Not asked where \(product) writes back: \(rule.title)",
            because: [
                Fact(
                    statement: "engine", value: engine.rawValue, source: "--engine", observedOn: "the command line",
                    at: nil, authenticated: false)
            ])
    }

    // MARK: - What is missing

    /// The facts to give where a file is not there or was set aside: undecided, and why.
    func missing(_ kind: EvidenceKind, _ rule: Rule) -> [Fact] {
        let aside = files.filter { $0.kind == kind && $0.setAside != nil }
        guard aside.isEmpty else {
            return aside.map { file in
                Fact(
                    statement: "evidence", value: "set aside: \(file.setAside ?? "")", source: file.name,
                    observedOn: kind.option, at: file.madeAt.known, authenticated: false)
            }
        }
        return [
            Fact(
                statement: "evidence", value: "no file was given with \(kind.option)",
                source: rule.decidedBy?.command ?? kind.option,
                observedOn: rule.decidedBy?.place ?? kind.option, at: nil, authenticated: false)
        ]
    }

    /// A fact that a file holds.
    ///
    /// - Parameter source: Where in the file.
    func fact(
        _ statement: String, _ value: String, in source: String, of file: String, at moment: Observed<Date>
    ) -> Fact {
        Fact(
            statement: statement, value: value, source: source, observedOn: file, at: moment.known, authenticated: false
        )
    }
}
