/// What people said must hold at the moment that is judged, and be about something.
enum StatementRules {
    static let all = [waiversInForce, waiversNeeded, attestationsInForce, attestationsNeeded]

    private static let documentation = Reference(
        title: "adinspect: evidence files", url: "evidence.md", date: "2026-11-24", grade: .source)

    private static func rule(
        _ id: RuleIdentifier, _ title: String, because rationale: String, reading: String, then step: String,
        _ judge: @escaping @Sendable (StatementsUnderJudgement) -> [Judgement]
    ) -> Rule {
        Rule(
            id, family: "statements", title: title, rationale: rationale,
            decision: .init(
                base: "the files of --waivers and --attest", scope: "-", filter: "-", attributes: [], reading: reading),
            severities: .always(.information), remedy: Remedy(steps: [step], undo: .notNeeded),
            references: [documentation], grade: .source, judge: .statements { _, statements in judge(statements) })
    }

    static let waiversInForce = rule(
        "WB-STM-001", "Every waiver is in force",
        because: "A waiver that has expired waives nothing any more: what it was for counts again.",
        reading: "The day `expires` is not before the day that is judged.",
        then: "Decide anew, and renew the waiver or take it out."
    ) { statements in inForce(statements.waivers, statements) }

    static let waiversNeeded = rule(
        "WB-STM-002", "Every waiver is for something that was found",
        because: "A waiver that fits nothing is out of date, or names its subject in another way than the report does.",
        reading:
            "A finding of the rule that counts, not met or undecided, has the name or the id that the waiver names.",
        then: "Write the subject as the report does, or take the waiver out."
    ) { statements in needed(statements.waivers, statements, "waives") }

    static let attestationsInForce = rule(
        "WB-STM-003", "Every attestation is in force",
        because: "What somebody said holds for as long as was said; afterwards the question is open again.",
        reading: "The day that is judged is not before `date` and not after `expires`.",
        then: "Ask again, and write the new answer down."
    ) { statements in inForce(statements.attestations, statements) }

    static let attestationsNeeded = rule(
        "WB-STM-004", "Every attestation answers an open question",
        because: "An answer to a question that was not asked, or that a file decides, changes nothing.",
        reading:
            "A finding of the rule is undecided without it, its plane is judged, and its subject is the one named.",
        then: "Ask for the plane with --require, write the subject as the report does, or take the attestation out."
    ) { statements in needed(statements.attestations, statements, "answers") }

    private static func inForce(
        _ list: [StatementsUnderJudgement.Statement], _ statements: StatementsUnderJudgement
    ) -> [Judgement] {
        list.map { one in
            let isInForce = one.isInForce(at: statements.asOf)
            let from = one.holdsFrom.map { "\(CalendarDay($0)) to " } ?? "to "
            return Judgement(
                one.subject, isInForce ? .met : .notMet,
                "\(one.source), for \(one.subject.name), \(isInForce ? "is" : "is not") in force on \(CalendarDay(statements.asOf))",
                because: [one.fact("in force", from + CalendarDay(one.holdsTo).description)])
        }
    }

    /// Only what is in force can be of use.
    private static func needed(
        _ list: [StatementsUnderJudgement.Statement], _ statements: StatementsUnderJudgement, _ verb: String
    ) -> [Judgement] {
        list.filter { $0.isInForce(at: statements.asOf) }.map { one in
            Judgement(
                one.subject, one.isUsed ? .met : .notMet,
                "\(one.source), for \(one.subject.name), \(verb) \(one.isUsed ? "a finding" : "nothing")",
                because: [one.fact("use", one.isUsed ? "laid upon a finding" : "no finding of the rule fits")])
        }
    }
}
