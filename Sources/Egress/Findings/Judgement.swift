/// What an observation means for password writeback.
package enum Judgement: String, Hashable, Sendable, CaseIterable {
    case met
    case warning
    /// What was seen does not decide it.
    case undecided
    case blocked

    /// The one that decides over several: what is blocked is blocked whatever else is open, and what is open may hide worse
    /// than a warning. Undecided where there is none.
    package static func deciding(_ judgements: some Sequence<Judgement>) -> Judgement {
        var all = Set(judgements)
        if all.isEmpty { all = [.undecided] }
        return [.blocked, .undecided, .warning].first { all.contains($0) } ?? .met
    }
}
