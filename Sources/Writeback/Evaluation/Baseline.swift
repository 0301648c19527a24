/// Which of Microsoft's successive statements about domain controllers is asked for. `docs/baselines.md` says what each asks and
/// where it was written.
public enum Baseline: String, Sendable, Codable, Hashable, CaseIterable, CodingKeyRepresentable {
    /// What the product can do today, and what is still supported.
    case current
    /// September 2021: Windows Server 2016 or later.
    case september2021 = "2021-09"
    /// The first admin article of 2021: Windows Server 2008 R2 SP1, 2012, 2012 R2 or later.
    case seed2021 = "seed-2021"
}
