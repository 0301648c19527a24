import Foundation
import Testing

/// Texts held against a schema of `docs/` by python3-jsonschema, so that the schema is read by something other than what wrote the text.
enum SchemaOracle {
    /// Every way in which a text breaks its schema; empty where it keeps to it.
    static func violations(of schema: String, in text: String) throws -> String { try run(validation, schema, text) }

    /// The mutants of a text that its schema lets pass, and how many were tried: each key of each object taken away, an unknown one added,
    /// each leaf of another type.
    static func survivors(of schema: String, in text: String) throws -> (passed: [String], tried: Int) {
        var lines = try run(mutation, schema, text).split(separator: "\n").map(String.init)
        let tried = Int(lines.popLast() ?? "") ?? 0
        return (lines, tried)
    }

    private static let validation = """
        import json, sys
        from jsonschema import Draft202012Validator
        schema = json.load(open(sys.argv[1]))
        Draft202012Validator.check_schema(schema)
        for error in Draft202012Validator(schema).iter_errors(json.load(open(sys.argv[2]))):
            print(list(error.absolute_path), error.message[:200])
        """

    private static let mutation = """
        import copy, json, sys
        from jsonschema import Draft202012Validator
        validator = Draft202012Validator(json.load(open(sys.argv[1])))
        def trim(value):
            if isinstance(value, dict): return {key: trim(item) for key, item in value.items()}
            if isinstance(value, list): return [trim(item) for item in value[:2]]
            return value
        def visit(value, path):
            yield path, value
            items = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
            for key, item in items: yield from visit(item, path + [key])
        base = trim(json.load(open(sys.argv[2])))
        assert validator.is_valid(base)
        count = 0
        def tried(name, path, change):
            global count
            copied = {"top": copy.deepcopy(base)}
            place = copied
            full = ["top"] + path
            for key in full[:-1]: place = place[key]
            change(place, full[-1])
            count += 1
            if validator.is_valid(copied["top"]): print(name, path)
        def drop(place, key): del place[key]
        def add(place, key): place[key]["zzz"] = 1
        def mistype(place, key): place[key] = {"zzz": 1}
        for path, value in list(visit(base, [])):
            # The text and the descriptors of an undo hang on its kind.
            if path and isinstance(path[-1], str): tried("without", path, drop)
            tried("mistyped", path, mistype)
            if isinstance(value, dict): tried("added to", path, add)
        print(count)
        """

    private static func run(_ script: String, _ schema: String, _ text: String) throws -> String {
        let folder = FileManager.default.temporaryDirectory.appending(path: "schema-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let input = folder.appending(path: "text.json")
        try Data(text.utf8).write(to: input)
        let docs = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../../../docs/\(schema)")
        let output = try Oracle.run(["python3", "-c", script, docs.standardizedFileURL.path, input.path], in: folder)
        try #require(output.status == 0, "python3 with jsonschema is needed (python3-jsonschema): \(output.text)")
        return output.text
    }
}

/// A program of others that knows better.
enum Oracle {
    /// Its status, and all that it printed. coreutils' timeout sees to it that nothing here waits for ever.
    static func run(_ arguments: [String], in folder: URL) throws -> (status: Int32, text: String) {
        let output = folder.appending(path: "output")
        try Data().write(to: output)
        let handle = try FileHandle(forWritingTo: output)
        let process = Process()
        process.executableURL = URL(filePath: "/usr/bin/env")
        process.arguments = ["timeout", "300"] + arguments
        process.standardInput = FileHandle.nullDevice
        process.standardOutput = handle
        process.standardError = handle
        try process.run()
        process.waitUntilExit()
        try handle.close()
        return (process.terminationStatus, try String(contentsOf: output, encoding: .utf8))
    }
}
