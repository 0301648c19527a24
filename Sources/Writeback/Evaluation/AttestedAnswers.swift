import FoundationEssentials

/// What people say about questions that no file decides, laid upon the findings: an answer counts only where the finding is
/// undecided and its rule allows it, and is marked as what it is.
struct AttestedAnswers: Sendable {
    private let attestations: [Attestation]
    private let asOf: Date
    /// The places in the list that answered something.
    private(set) var used: Set<Int> = []

    init(_ attestations: [Attestation], asOf: Date) {
        self.attestations = attestations
        self.asOf = asOf
    }

    mutating func answer(_ finding: Finding, of rule: Rule) -> Finding {
        guard rule.isAttestable else { return finding }
        let fitting = attestations.enumerated().filter { _, one in
            one.rule == rule.id && one.date <= asOf && asOf <= one.expires && finding.subject.answers(to: one.subject)
        }
        guard !fitting.isEmpty else { return finding }
        for (index, _) in fitting { used.insert(index) }
        var answered = finding
        let decides = finding.outcome == .undecided
        answered.because += fitting.map { Self.fact($0.element, decides: decides) }
        guard decides else { return answered }
        // Who says that something is in the way is believed before who says that nothing is.
        let isMet = fitting.allSatisfy(\.element.isMet)
        let who = fitting.map(\.element.who).reduce(into: [String]()) { if !$0.contains($1) { $0.append($1) } }
        answered.outcome = isMet ? .met : .notMet
        answered.title = "\(isMet ? "Attested" : "Denied") by \(who.joined(separator: ", ")): \(rule.title)"
        if isMet { answered.remedy = nil }
        return answered
    }

    private static func fact(_ one: Attestation, decides: Bool) -> Fact {
        Fact(
            statement: decides ? Fact.attestation : "attestation that was not needed",
            value: "\(one.isMet ? "yes" : "no"), says \(one.who); holds to \(CalendarDay(one.expires))",
            source: one.source,
            observedOn: one.who, at: one.date, authenticated: false)
    }
}

extension Fact {
    /// What a fact is called that decides a finding by somebody's word alone.
    fileprivate static let attestation = "attestation"
}

extension Finding {
    /// The answers of people that decided it, where nothing else did.
    package var attestations: [Fact] { because.filter { $0.statement == Fact.attestation } }
}

extension Subject {
    /// Whether a statement means this subject: it names none, or its name or identifier.
    func answers(to name: String?) -> Bool {
        guard let name = name?.lowercased() else { return true }
        return name == self.name.lowercased() || name == id?.lowercased()
    }
}
