package import Inspection

/// What `doctor --format json` prints: a document of kind `doctor`. `docs/json.md` says what each key means, `docs/doctor.schema.json`
/// what a text must look like.
package struct DiagnosisJSON: Sendable {
    private let tool: ToolIdentity

    package init(tool: ToolIdentity) {
        self.tool = tool
    }

    package func render(_ diagnosis: ConnectionDiagnosis) -> String {
        JSONValue.object([
            "schemaVersion": .integer(JSONReport.schemaVersion),
            "kind": "doctor",
            "tool": .object(["name": .string(tool.name), "version": .string(tool.version)]),
            "run": run(diagnosis),
            "outcome": .string(diagnosis.outcome.rawValue),
            "firstFailure": .optional(diagnosis.firstFailure?.id.rawValue),
            "stages": .array(diagnosis.stages.map(Self.stage)),
        ]).text
    }

    private func run(_ diagnosis: ConnectionDiagnosis) -> JSONValue {
        .object([
            "target": .string(diagnosis.target),
            "startedAt": .string(UTCTime.iso8601(diagnosis.startedAt)),
            "finishedAt": .string(UTCTime.iso8601(diagnosis.finishedAt)),
            "vantage": .object([
                "host": .string(diagnosis.host),
                "mechanism": .string(diagnosis.mechanism),
                "transport": .string(diagnosis.transport),
                "server": .optional(diagnosis.server),
                "principal": .optional(diagnosis.principal),
                "securityStrengthFactor": diagnosis.securityStrengthFactor.map { .integer($0) } ?? .null,
            ]),
        ])
    }

    private static func stage(_ stage: ConnectionStage) -> JSONValue {
        .object([
            "id": .string(stage.id.rawValue),
            "state": .string(stage.state.rawValue),
            "seen": .array(stage.seen.map(sighting)),
            "meaning": .string(stage.meaning),
            "advice": .optional(stage.advice),
        ])
    }

    private static func sighting(_ sighting: ConnectionStage.Sighting) -> JSONValue {
        var members: [String: JSONValue] = [
            "subject": .string(sighting.subject),
            "value": .string(sighting.value),
            "authenticated": .bool(sighting.isAuthenticated),
        ]
        members["milliseconds"] = sighting.milliseconds.flatMap(JSONValue.measured)
        members["offsetSeconds"] = sighting.offsetSeconds.flatMap(JSONValue.measured)
        return .object(members)
    }
}
