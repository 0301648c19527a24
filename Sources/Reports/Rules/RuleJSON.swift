package import Writeback

/// What `rules --format json` prints: an array, so that `jq length` counts the rules. `docs/json.md` says what each key means,
/// `docs/rules.schema.json` what a text must look like.
package struct RuleJSON: Sendable {
    package init() {}

    package func render(_ rules: [Rule]) -> String { JSONValue.array(rules.map(Self.value)).text }

    private static func value(_ rule: Rule) -> JSONValue {
        .object([
            "id": .string(rule.id.rawValue),
            "version": .integer(rule.version),
            "plane": .string(rule.plane.rawValue),
            "family": .string(rule.family),
            "title": .string(rule.title),
            "rationale": .string(rule.rationale),
            "decision": .object([
                "base": .string(rule.decision.base), "scope": .string(rule.decision.scope),
                "filter": .string(rule.decision.filter), "attributes": .strings(rule.decision.attributes),
                "reading": .string(rule.decision.reading),
            ]),
            "severities": .object(
                Dictionary(
                    uniqueKeysWithValues: Baseline.allCases.map {
                        ($0.rawValue, .string(rule.severity(under: $0).rawValue))
                    })),
            "grade": .string(rule.grade.rawValue),
            "remedy": JSONFinding.remedy(rule.remedy),
            "references": .array(rule.references.map(JSONFinding.reference)),
            "decidedBy": rule.decidedBy.map {
                .object(["place": .string($0.place), "command": .string($0.command)])
            } ?? .null,
            "writeback": .string(rule.writeback.rawValue),
            "attestable": .bool(rule.isAttestable),
            "prerequisites": .strings(Prerequisites.items(judgedBy: rule.id).map(\.id)),
        ])
    }
}
