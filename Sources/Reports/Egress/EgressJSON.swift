package import Egress

/// What `egress --format json` prints, and `check --egress` reads: a document of kind `egress`. `docs/egress.md` says what each key
/// means, `docs/egress.schema.json` what a text must look like.
package struct EgressJSON: Sendable {
    private let tool: ToolIdentity

    package init(tool: ToolIdentity) {
        self.tool = tool
    }

    package func render(_ findings: EgressFindings) -> String {
        JSONValue.object([
            "schemaVersion": .integer(JSONReport.schemaVersion),
            "kind": "egress",
            "tool": .object(["name": .string(tool.name), "version": .string(tool.version)]),
            "run": Self.run(findings.run),
            "judgement": Self.word(findings.judgement),
            "requirements": .array(findings.requirements.map(Self.requirement)),
            "endpoints": .array(findings.endpoints.map(Self.endpoint)),
            "idle": .array(findings.idle.map(Self.idle)),
        ]).text
    }

    private static func run(_ run: EgressFindings.Run) -> JSONValue {
        .object([
            "host": .string(run.host),
            "startedAt": .string(UTCTime.iso8601(run.startedAt)),
            "finishedAt": .string(UTCTime.iso8601(run.finishedAt)),
            "complete": .bool(run.isComplete),
            "cloud": .string(run.cloud.rawValue),
            "proxy": .optional(run.proxy),
            "trust": .string(run.trust),
            "timeoutSeconds": seconds(run.timeout),
        ])
    }

    private static func requirement(_ finding: RequirementFinding) -> JSONValue {
        .object([
            "name": .string(finding.requirement.name),
            "tried": .strings(finding.tried.map(\.description)),
            "judgement": word(finding.judgement),
            "source": .object([
                "title": .string(finding.requirement.source.title),
                "url": .string(finding.requirement.source.url),
                "date": .string(finding.requirement.source.date),
            ]),
        ])
    }

    private static func endpoint(_ finding: EndpointFinding) -> JSONValue {
        .object([
            "host": .string(finding.endpoint.host),
            "port": .integer(Int(finding.endpoint.port)),
            "requirement": .optional(finding.requirement),
            "judgement": word(finding.judgement),
            "stages": .array(finding.stages.map(stage)),
            "peer": .optional(finding.peer),
            "proxyStatus": finding.proxyStatus.map { .integer($0) } ?? .null,
            "tls": finding.tls.map(tls) ?? .null,
            "httpStatus": finding.httpStatus.map { .integer($0) } ?? .null,
        ])
    }

    private static func stage(_ stage: EgressStage) -> JSONValue {
        var members: [String: JSONValue] = [
            "id": .string(stage.id.rawValue),
            "judgement": word(stage.judgement),
            "seen": .string(stage.seen),
            "meaning": .string(stage.meaning),
            "advice": .optional(stage.advice),
        ]
        members["milliseconds"] = stage.milliseconds.flatMap(JSONValue.measured)
        return .object(members)
    }

    private static func tls(_ facts: TLSFacts) -> JSONValue {
        .object([
            "protocolVersion": .optional(facts.protocolVersion),
            "voucher": .string(facts.voucher.rawValue),
            "problems": .strings(facts.problems),
            "chain": .array(
                facts.chain.map { certificate in
                    .object([
                        "subject": .string(certificate.subject),
                        "issuer": .string(certificate.issuer),
                        "notBefore": .string(UTCTime.iso8601(certificate.notBefore)),
                        "notAfter": .string(UTCTime.iso8601(certificate.notAfter)),
                    ])
                }),
        ])
    }

    private static func idle(_ finding: IdleFinding) -> JSONValue {
        .object([
            "host": .string(finding.endpoint.host),
            "port": .integer(Int(finding.endpoint.port)),
            "silenceSeconds": seconds(finding.silence),
            "outcome": .string(finding.outcome.rawValue),
            "judgement": word(finding.judgement),
            "noticed": .optional(finding.noticed?.rawValue),
            "afterSeconds": finding.after.map(seconds) ?? .null,
            "seen": .string(finding.seen),
        ])
    }

    private static func word(_ judgement: Judgement) -> JSONValue { .string(judgement.rawValue) }

    /// Whole seconds are written without a point.
    private static func seconds(_ duration: Duration) -> JSONValue {
        let (whole, rest) = duration.components
        return rest == 0 ? .integer(whole) : .measured(duration / .seconds(1)) ?? .null
    }
}
