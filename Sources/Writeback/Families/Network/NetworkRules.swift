/// The way from the Connect server to the service: judged by what `adinspect egress` wrote.
enum NetworkRules {
    static let all = ReachRules.all + SilenceRules.all + PositionRules.all

    private static let place = "the network of the Connect server"

    static func rule(
        _ id: RuleIdentifier, version: Int = 1, _ severity: Severity, _ title: String, because rationale: String,
        attributes: [String], reading: String,
        run command: String = "adinspect egress --idle 180 --format json -o egress.json",
        then steps: [String], references: [Reference], grade: Reference.Grade = .source, isAttestable: Bool,
        _ judge: @escaping @Sendable (Rule, EvidenceUnderJudgement) -> [Judgement]
    ) -> Rule {
        Rule(
            id, version: version, plane: .network, family: "network", title: title, rationale: rationale,
            decision: .init(
                base: "the report of adinspect egress, by --egress", scope: "-", filter: "-", attributes: attributes,
                reading: reading),
            severities: .always(severity), remedy: Remedy(steps: steps, undo: .notNeeded), references: references,
            grade: grade, isAttestable: isAttestable, judge: .evidence(.init(place: place, command: command), judge))
    }

    /// What was seen by each way out. By one way all is said; where they differ, which of them the Connect server takes is not told.
    static func agreed(_ ways: [(way: String, aspect: Aspect)]) -> [Aspect] {
        let aspects = ways.map(\.aspect)
        guard Set(aspects.map(\.outcome)).count > 1 else { return aspects }
        let words = ways.map { "\($0.way) it \($0.aspect.words)" }.joined(separator: ", and ")
        return [
            Aspect(
                outcome: .undecided, severity: .blocker,
                words: "is told differently: \(words); which way the Connect server takes is not known",
                facts: aspects.flatMap(\.facts))
        ]
    }
}
