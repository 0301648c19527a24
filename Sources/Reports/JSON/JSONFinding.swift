import FoundationEssentials
import Writeback

/// A finding, and a question that was not judged, as the JSON prints them.
enum JSONFinding {
    /// - Parameter starts: when the collections began. A fact from then needs no date of its own, so that two runs over an unchanged
    ///   forest find the same.
    static func value(_ finding: Finding, collectedFrom starts: Set<Date>) -> JSONValue {
        var object = JSONObject()
        object["rule"] = .string(finding.rule.rawValue)
        object["version"] = .integer(finding.ruleVersion)
        object["plane"] = .string(finding.plane.rawValue)
        object["outcome"] = .string(finding.outcome.rawValue)
        object["severity"] = .string(finding.severity.rawValue)
        object["subject"] = subject(finding.subject)
        object["title"] = .string(finding.title)
        object["because"] = .array(finding.because.map { fact($0, collectedFrom: starts) })
        object["remedy"] = finding.remedy.map(remedy) ?? .null
        object["references"] = .array(finding.references.map(reference))
        object["fingerprint"] = .string(finding.fingerprint)
        object["waiver"] = finding.waiver.map(waiver)
        return object.value
    }

    static func question(_ question: ReadinessReport.OpenQuestion) -> JSONValue {
        .object([
            "rule": .string(question.rule.rawValue),
            "plane": .string(question.plane.rawValue),
            "severity": .string(question.severity.rawValue),
            "title": .string(question.title),
            "decidedBy": .object([
                "place": .string(question.decidedBy.place), "command": .string(question.decidedBy.command),
            ]),
        ])
    }

    private static func subject(_ subject: Subject) -> JSONValue {
        var object = JSONObject()
        object["kind"] = .string(subject.kind.rawValue)
        object["domain"] = .optional(subject.domain)
        object["name"] = .string(subject.name)
        object["id"] = subject.id.map(JSONValue.string)
        return object.value
    }

    static func fact(_ fact: Fact, collectedFrom starts: Set<Date>) -> JSONValue {
        var object = JSONObject()
        object["statement"] = .string(fact.statement)
        object["value"] = .string(fact.value)
        object["source"] = .string(fact.source)
        object["observedOn"] = .string(fact.observedOn)
        if let at = fact.at, !starts.contains(at) { object["at"] = .string(UTCTime.iso8601(at)) }
        object["authenticated"] = .bool(fact.authenticated)
        return object.value
    }

    static func remedy(_ remedy: Remedy) -> JSONValue {
        .object([
            "steps": .strings(remedy.steps), "command": .optional(remedy.command),
            "alternatives": .array(remedy.alternatives.map(command)), "undo": undo(remedy.undo),
        ])
    }

    private static func command(_ command: Remedy.Command) -> JSONValue {
        var object = JSONObject()
        object["tool"] = .string(command.tool)
        object["command"] = .string(command.text)
        object["undo"] = command.undo.map(JSONValue.string)
        return object.value
    }

    private static func undo(_ undo: Remedy.Undo) -> JSONValue {
        switch undo {
        case .command(let text): .object(["kind": "command", "text": .string(text)])
        case .steps(let text): .object(["kind": "steps", "text": .string(text)])
        case .restore(let saved):
            .object([
                "kind": "restore",
                "descriptors": .array(
                    saved.map { descriptor in
                        .object([
                            "object": .string(descriptor.object), "sddl": .string(descriptor.sddl),
                            "commands": .array(descriptor.commands.map(command)),
                        ])
                    }),
            ])
        case .irreversible: .object(["kind": "irreversible"])
        case .notNeeded: .object(["kind": "notNeeded"])
        }
    }

    static func reference(_ reference: Reference) -> JSONValue {
        .object([
            "title": .string(reference.title),
            "url": .optional(reference.url),
            "date": .string(reference.date),
            "grade": .string(reference.grade.rawValue),
        ])
    }

    private static func waiver(_ waiver: Waiver) -> JSONValue {
        .object([
            "reason": .string(waiver.reason),
            "owner": .string(waiver.owner),
            "expires": .string(UTCTime.iso8601(waiver.expires)),
        ])
    }
}
