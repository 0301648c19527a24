import FoundationEssentials

/// What people said, and what came of it.
struct StatementsUnderJudgement: Sendable {
    /// A waiver or an attestation.
    struct Statement: Sendable {
        var subject: Subject
        /// Where it stands: `waivers.yaml:3`.
        var source: String
        var owner: String
        /// Nil for one that holds from ever.
        var holdsFrom: Date?
        var holdsTo: Date
        /// Whether a finding was waived, or a question answered.
        var isUsed: Bool

        func isInForce(at moment: Date) -> Bool { (holdsFrom ?? .distantPast) <= moment && moment <= holdsTo }

        /// Where the statement is written.
        func fact(_ statement: String, _ value: String) -> Fact {
            Fact(
                statement: statement, value: value, source: source, observedOn: owner, at: nil, authenticated: false)
        }
    }

    let asOf: Date
    let waivers: [Statement]
    let attestations: [Statement]

    init(
        _ evidence: Evidence, asOf: Date, usedWaivers: Set<Int>, usedAttestations: Set<Int>
    ) {
        self.asOf = asOf
        waivers = evidence.waivers.enumerated().map { index, one in
            Statement(
                subject: Self.subject(.waiver, one.rule, one.subject), source: one.source, owner: one.waiver.owner,
                holdsFrom: nil, holdsTo: one.waiver.expires, isUsed: usedWaivers.contains(index))
        }
        attestations = evidence.attestations.enumerated().map { index, one in
            Statement(
                subject: Self.subject(.attestation, one.rule, one.subject), source: one.source, owner: one.who,
                holdsFrom: one.date, holdsTo: one.expires, isUsed: usedAttestations.contains(index))
        }
    }

    private static func subject(_ kind: Subject.Kind, _ rule: RuleIdentifier, _ name: String?) -> Subject {
        Subject(kind: kind, domain: nil, name: name.map { "\(rule.rawValue) \($0)" } ?? rule.rawValue, id: nil)
    }
}
