import FoundationEssentials
package import Inspection
package import Writeback

/// The JSON reports, version 1. `docs/json.md` says what each key means, `docs/report.schema.json` what a text must look like.
package struct JSONReport: Sendable {
    /// The version of the shape; a change that takes a name away or gives it another meaning raises it.
    package static let schemaVersion = 1

    private let tool: ToolIdentity

    package init(tool: ToolIdentity) {
        self.tool = tool
    }

    /// What `check` prints: the forests, what was found, and the verdict.
    package func render(_ report: ReadinessReport) -> String {
        var run = JSONRun(report.snapshots).object
        run["asOf"] = .string(UTCTime.iso8601(report.asOf))
        run["baseline"] = .string(report.baseline.rawValue)
        run["writebacks"] = .strings(report.writebacks.map(\.rawValue))
        var document = document(kind: "report", knowledgeDate: report.knowledgeDate, snapshots: report.snapshots)
        document["run"] = run.value
        let starts = Set(report.snapshots.map(\.run.startedAt))
        document["evidence"] = .array(report.evidence.map(Self.evidence))
        document["findings"] = .array(report.findings.map { JSONFinding.value($0, collectedFrom: starts) })
        document["notJudged"] = .array(report.notJudged.map(JSONFinding.question))
        document["verdict"] = Self.verdict(report.verdicts)
        return JSONValue.object(document).text
    }

    /// What `discover` prints: the forests, without judgement.
    package func render(discovery snapshots: [ForestSnapshot]) -> String {
        var document = document(kind: "discovery", knowledgeDate: tool.knowledgeDate, snapshots: snapshots)
        document["run"] = JSONRun(snapshots).object.value
        return JSONValue.object(document).text
    }

    private func document(kind: String, knowledgeDate: String, snapshots: [ForestSnapshot]) -> [String: JSONValue] {
        [
            "schemaVersion": .integer(Self.schemaVersion),
            "kind": .string(kind),
            "tool": .object([
                "name": .string(tool.name), "version": .string(tool.version), "knowledgeDate": .string(knowledgeDate),
            ]),
            "forests": .array(snapshots.map { JSONForest.value($0.forest) }),
        ]
    }

    private static func evidence(_ file: EvidenceFile) -> JSONValue {
        var object = JSONObject()
        object["kind"] = .string(file.kind.rawValue)
        object["name"] = .string(file.name)
        object.set("madeAt", file.madeAt) { .string(UTCTime.iso8601($0)) }
        object["setAside"] = .optional(file.setAside)
        return object.value
    }

    private static func verdict(_ verdicts: Verdicts) -> JSONValue {
        let planes = verdicts.planes.map { ($0.key.rawValue, JSONValue.string($0.value.rawValue)) }
        return .object([
            "asked": .string(verdicts.asked.rawValue),
            "overall": .string(verdicts.overall.rawValue),
            "planes": .object(Dictionary(uniqueKeysWithValues: planes)),
            "domains": .object(verdicts.domains.mapValues { .string($0.rawValue) }),
        ])
    }
}
