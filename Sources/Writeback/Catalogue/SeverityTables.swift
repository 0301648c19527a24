extension [Baseline: Severity] {
    /// The same under every baseline.
    static func always(_ severity: Severity) -> Self {
        Dictionary(uniqueKeysWithValues: Baseline.allCases.map { ($0, severity) })
    }
}
