import FoundationEssentials
import Inspection

/// A snapshot together with what it is judged by: the only thing that a rule sees.
struct ForestUnderJudgement: Sendable {
    let snapshot: ForestSnapshot
    let baseline: Baseline
    let asOf: Date
    let vantage: JudgingVantage
    /// Lower-case DNS names of the domains that were selected; nil for all.
    let selectedDomains: Set<String>?

    var forest: Forest { snapshot.forest }
}
