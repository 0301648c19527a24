/// What a rule's judge says of one subject; the evaluation makes a finding of it and holds its severity down to the rule's grade.
struct Judgement: Sendable {
    var subject: Subject
    var outcome: Outcome
    /// Nil means the rule's own under the baseline.
    var severity: Severity?
    var title: String
    var because: [Fact]
    /// Nil means the rule's own.
    var remedy: Remedy?

    init(
        _ subject: Subject, _ outcome: Outcome, severity: Severity? = nil, _ title: String, because: [Fact],
        remedy: Remedy? = nil
    ) {
        self.subject = subject
        self.outcome = outcome
        self.severity = severity
        self.title = title
        self.because = because
        self.remedy = remedy
    }
}
