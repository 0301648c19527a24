package import Writeback

/// What `evidence --format json` prints. `docs/evidence.schema.json` says what a text must look like.
package struct EvidenceGuideJSON: Sendable {
    private let tool: ToolIdentity

    package init(tool: ToolIdentity) {
        self.tool = tool
    }

    package func render(_ guide: EvidenceGuide) -> String {
        JSONValue.object([
            "schemaVersion": .integer(JSONReport.schemaVersion),
            "kind": "evidence",
            "tool": .object(["name": .string(tool.name), "version": .string(tool.version)]),
            "places": .array(guide.places.map(Self.place)),
            "questions": .array(
                guide.questions.map {
                    .object([
                        "rule": .string($0.rule.rawValue), "title": .string($0.title), "place": .string($0.place),
                        "command": .string($0.command),
                    ])
                }),
            "attestations": .string(guide.attestations.joined(separator: "\n") + "\n"),
            "check": .string(guide.check.joined(separator: " ")),
        ]).text
    }

    private static func place(_ place: EvidenceGuide.Place) -> JSONValue {
        .object([
            "name": .string(place.name), "how": .string(place.how),
            "preparation": .array(place.preparation.map(commands)),
            "files": .array(
                place.files.map { file in
                    .object([
                        "name": .string(file.name), "option": .string(file.option), "holds": .string(file.holds),
                        "commands": .array(file.commands.map(commands)), "note": .optional(file.note),
                        "decides": .strings(file.decides.map(\.rawValue)),
                    ])
                }),
        ])
    }

    private static func commands(_ commands: EvidenceGuide.Commands) -> JSONValue {
        .object(["tool": .string(commands.tool), "lines": .strings(commands.lines)])
    }
}
