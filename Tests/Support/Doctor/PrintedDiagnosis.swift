import Foundation

/// What `adinspect doctor --format json` printed, read by its published names.
package struct PrintedDiagnosis: Decodable, Sendable {
    package struct Stage: Decodable, Sendable {
        package var id: String
        package var state: String
        package var seen: [Sighting]
        package var meaning: String
        package var advice: String?

        /// Everything seen, in one text.
        package var allSeen: String { seen.map { "\($0.subject): \($0.value)" }.joined(separator: "\n") }
    }

    package struct Sighting: Decodable, Sendable {
        package var subject: String
        package var value: String
        package var authenticated: Bool
        package var offsetSeconds: Double?
    }

    package struct Run: Decodable, Sendable {
        package struct Vantage: Decodable, Sendable {
            package var server: String?
            package var principal: String?
            package var securityStrengthFactor: Int?
        }

        package var vantage: Vantage
    }

    package var outcome: String
    package var firstFailure: String?
    package var run: Run
    package var stages: [Stage]

    package init(_ text: String) throws {
        self = try JSONDecoder().decode(Self.self, from: Data(text.utf8))
    }

    /// Reads it, and holds it against `docs/doctor.schema.json`.
    package static func validated(_ text: String) async throws -> PrintedDiagnosis {
        let program = """
            import json, sys, jsonschema
            schema = json.load(open(sys.argv[1], encoding="utf-8"))
            validator = jsonschema.validators.validator_for(schema)
            validator.check_schema(schema)
            for error in validator(schema).iter_errors(json.load(sys.stdin)):
                print("/".join(map(str, error.absolute_path)) + ": " + error.message)
            """
        let schema = PackageLayout.root + "/docs/doctor.schema.json"
        let errors = try await runSuccessfully("python3", ["-c", program, schema], input: text)
        guard errors.isEmpty else { throw UnexpectedDiagnosis(description: "against the schema: \(errors)") }
        return try PrintedDiagnosis(text)
    }

    package func stage(_ id: String) throws -> Stage {
        guard let stage = stages.first(where: { $0.id == id }) else {
            throw UnexpectedDiagnosis(description: "no stage \(id)")
        }
        return stage
    }

    /// The states by stage, such as `dns passed`, but for those that passed without an advice and those that do not apply.
    package var remarkable: [String] {
        stages.compactMap { stage in
            switch stage.state {
            case "notApplicable": nil
            case "passed": stage.advice == nil ? nil : "\(stage.id) advice"
            default: "\(stage.id) \(stage.state)"
            }
        }
    }
}

/// What was printed is not what `doctor` is to print.
package struct UnexpectedDiagnosis: Error, CustomStringConvertible {
    package let description: String
}
