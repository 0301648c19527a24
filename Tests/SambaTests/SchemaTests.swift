import TestSupport
import Testing

extension LabSuite {
    @Suite("the JSON of real runs against the published schema")
    struct SchemaTests {
        @Test(
            "what a run prints is what docs/report.schema.json says", .timeLimit(.minutes(1)),
            arguments: [(["check"], 1), (["discover"], 0)])
        func isValid(_ command: [String], _ status: Int) async throws {
            let lab = try await Lab.required()
            let result = try await lab.adinspect(command + [domain, "--format", "json"])
            #expect(result.status == status)
            try await Self.validate(result.output)
        }

        @Test("the same with a silent domain controller", .timeLimit(.minutes(1)))
        func isValidWhenPartial() async throws {
            let lab = try await Lab.required()
            try await lab.changing {
                try await lab.command("drop", "dc2")
                for command in ["check", "discover"] {
                    let result = try await lab.adinspect(
                        [command, domain, "--format", "json", "--connect-timeout", "2"])
                    try await Self.validate(result.output)
                }
            }
        }

        static func validate(_ report: String) async throws {
            let program = """
                import json, sys, jsonschema
                schema = json.load(open(sys.argv[1], encoding="utf-8"))
                validator = jsonschema.validators.validator_for(schema)
                validator.check_schema(schema)
                for error in validator(schema).iter_errors(json.load(sys.stdin)):
                    print("/".join(map(str, error.absolute_path)) + ": " + error.message)
                """
            let schema = PackageLayout.root + "/docs/report.schema.json"
            #expect(try await runSuccessfully("python3", ["-c", program, schema], input: report) == "")
        }
    }
}
