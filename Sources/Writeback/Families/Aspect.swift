/// One of several things that a rule asks about the same subject: the worst of them decides the finding.
struct Aspect: Sendable {
    var outcome: Outcome
    var severity: Severity
    /// What is so, to follow the subject's name in a title: `has no licence`.
    var words: String
    var facts: [Fact]

    static func met(_ words: String, _ facts: Fact...) -> Self {
        Self(outcome: .met, severity: .information, words: words, facts: facts)
    }

    static func notMet(_ severity: Severity, _ words: String, _ facts: Fact...) -> Self {
        Self(outcome: .notMet, severity: severity, words: words, facts: facts)
    }

    static func undecided(_ severity: Severity, _ words: String, _ facts: Fact...) -> Self {
        Self(outcome: .undecided, severity: severity, words: words, facts: facts)
    }

    /// What decides: what is in the way before what may be, a blocker before a warning.
    fileprivate var rank: Int {
        switch (outcome, severity) {
        case (.notMet, .blocker): 0
        case (.undecided, .blocker): 1
        case (.notMet, .warning): 2
        case (.undecided, .warning): 3
        case (.notMet, .information): 4
        case (.undecided, .information): 5
        case (.met, _), (.notApplicable, _): 6
        }
    }
}

extension Judgement {
    /// The worst of several aspects, with the facts of all.
    ///
    /// - Parameters:
    ///   - name: What the title begins with.
    ///   - aspects: In the order in which they are told.
    init(_ subject: Subject, named name: String, by aspects: [Aspect]) {
        let worst = aspects.map(\.rank).min()
        let deciding = aspects.filter { $0.rank == worst }
        let isMet = deciding.allSatisfy { $0.outcome == .met }
        self.init(
            subject, deciding.first?.outcome ?? .undecided, severity: isMet ? nil : deciding.first?.severity,
            "\(name) \(deciding.map(\.words).joined(separator: ", and "))", because: aspects.flatMap(\.facts))
    }
}
