import Foundation
import Testing

@testable import Reports

/// What is printed keeps to `docs/report.schema.json`, and the schema is strict enough to tell when it does not. Validated by
/// python3-jsonschema, so that the schema is read by something other than what wrote the text.
@Suite struct SchemaTests {
    private static let schema = URL(filePath: #filePath).deletingLastPathComponent()
        .appending(path: "../../../docs/report.schema.json").standardizedFileURL.path

    private let json = JSONReport(tool: ForestFixture.tool)

    @Test func everyReportKeepsToTheSchema() throws {
        var texts: [String: String] = [:]
        for scenario in Scenario.allCases {
            texts["\(scenario).report"] = json.render(scenario.report)
            texts["\(scenario).discovery"] = json.render(discovery: scenario.discovered)
        }
        texts["nothing.report"] = json.render(ForestFixture.report([]))
        #expect(try run(Self.validation, on: texts) == "")
    }

    @Test(arguments: [Scenario.broken, .healthy, .severalForests, .populated])
    func everyMutantIsRefused(scenario: Scenario) throws {
        let texts = ["report": json.render(scenario.report), "discovery": json.render(discovery: scenario.discovered)]
        let output = try run(Self.mutation, on: texts)
        let lines = output.split(separator: "\n")
        let count = try #require(lines.last.flatMap { Int($0.split(separator: " ").last ?? "") })
        #expect(count > 300, "too few mutants to prove anything")
        #expect(lines.dropLast().isEmpty, "mutants that pass: \(lines.dropLast().joined(separator: ", "))")
    }

    private static let validation = """
        import json, pathlib, sys
        from jsonschema import Draft202012Validator
        schema = json.load(open(sys.argv[1]))
        Draft202012Validator.check_schema(schema)
        validator = Draft202012Validator(schema)
        for path in sorted(pathlib.Path(sys.argv[2]).iterdir()):
            for error in validator.iter_errors(json.loads(path.read_text())):
                print(path.name, list(error.absolute_path), error.message[:200])
        """

    /// Takes each key of each object away, adds one that is not known, and gives each leaf another type.
    private static let mutation = """
        import copy, json, pathlib, sys
        from jsonschema import Draft202012Validator
        validator = Draft202012Validator(json.load(open(sys.argv[1])))
        optional = {"why", "milliseconds", "at", "id", "waiver", "text", "collections", "connectorAccounts"}
        def trim(value):
            if isinstance(value, dict): return {key: trim(item) for key, item in value.items()}
            if isinstance(value, list): return [trim(item) for item in value[:2]]
            return value
        def visit(value, path):
            yield path, value
            items = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
            for key, item in items: yield from visit(item, path + [key])
        def mutated(base, path, change):
            copied = copy.deepcopy(base)
            place = copied
            for key in path[:-1]: place = place[key]
            change(place, path[-1])
            return copied
        def put(value):
            def change(place, key): place[key] = value
            return change
        def drop(place, key): del place[key]
        def add(place, key): place[key]["zzz"] = 1
        count = 0
        for file in sorted(pathlib.Path(sys.argv[2]).iterdir()):
            base = trim(json.loads(file.read_text()))
            assert validator.is_valid(base), file
            for path, value in list(visit(base, [])):
                changes = []
                # That of a command of another tool; the remedy's own is always there.
                isOptional = path and (path[-1] in optional or path[-1] == "undo" and "alternatives" in path)
                inMap = len(path) > 1 and path[-2] in ("ports", "domains", "planes") and isinstance(path[-1], str)
                if path and isinstance(path[-1], str) and not isOptional and not inMap:
                    if "unobserved" not in path: changes.append(("without", drop))
                if isinstance(value, dict): changes.append(("added to", add))
                else: changes.append(("mistyped", put({"zzz": 1})))
                for name, change in changes:
                    if not path:
                        mutant = {**base, "zzz": 1}
                    else:
                        mutant = mutated(base, path, change)
                    count += 1
                    if validator.is_valid(mutant): print(file.name, name, path)
            words = [
                (["schemaVersion"], 2), (["kind"], "other"), (["run", "startedAt"], "2026-12-01 10:53:20"),
                (["tool", "knowledgeDate"], "today"),
                (["forests", 0, "domains", 0, "sid"], "corp"), (["forests", 0, "domains", 0, "guid"], "{0}"),
                (["forests", 0, "unobserved"], {}),
                (["forests", 0, "unobserved"], {"sites": {"state": "hidden"}}),
                (["forests", 0, "unobserved"], {"zzz": {"state": "hidden", "why": "x"}}),
            ]
            if base["kind"] == "report":
                words += [
                    (["verdict", "asked"], "maybe"), (["findings", 0, "severity"], "high"),
                    (["findings", 0, "outcome"], "failed"), (["findings", 0, "plane"], "moon"),
                    (["findings", 0, "rule"], "PDC"), (["findings", 0, "fingerprint"], "0"),
                    (["findings", 0, "references"], []),
                ]
            for path, value in words:
                count += 1
                if validator.is_valid(mutated(base, path, put(value))): print(file.name, "accepts", path, value)
        print("mutants", count)
        """

    /// What the script prints; the texts lie in a folder of their own.
    private func run(_ script: String, on texts: [String: String]) throws -> String {
        let folder = FileManager.default.temporaryDirectory.appending(path: "reports-\(UUID().uuidString)")
        let input = folder.appending(path: "texts")
        try FileManager.default.createDirectory(at: input, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        for (name, text) in texts {
            try text.write(to: input.appending(path: name), atomically: true, encoding: .utf8)
        }
        let output = folder.appending(path: "output")
        try Data().write(to: output)
        let handle = try FileHandle(forWritingTo: output)
        let process = Process()
        process.executableURL = URL(filePath: "/usr/bin/env")
        // coreutils' timeout, so that nothing here waits for ever.
        process.arguments = ["timeout", "300", "python3", "-c", script, Self.schema, input.path]
        process.standardOutput = handle
        process.standardError = handle
        try process.run()
        process.waitUntilExit()
        try handle.close()
        let text = try String(contentsOf: output, encoding: .utf8)
        try #require(process.terminationStatus == 0, "python3 with jsonschema is needed (python3-jsonschema): \(text)")
        return text
    }
}
