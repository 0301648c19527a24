import Foundation
import Testing
import Writeback

@testable import Reports

/// The two renderings of a judgement of one user.
@Suite struct UserReportTests {
    private static func text(
        _ fixture: UserReportFixture, width: Int = 80, _ style: TextStyle = .plain, verbose: Bool = false
    ) throws -> String {
        UserTextReport(layout: TextLayout(width: width, style: style, verbose: verbose)).render(try fixture.report)
    }

    @Test func theVerdictComesFirst() throws {
        let first = try UserReportFixture.allCases.map {
            try Self.text($0).split(separator: "\n").first.map(String.init)
        }
        #expect(
            first == [
                "WRITTEN BACK: a reset, an unlock and a change of alice",
                "NOT WRITTEN BACK: a reset, an unlock and a change of alice",
                "UNDECIDED: a reset, an unlock and a change of",
                "WRITTEN BACK: a reset, an unlock and a change of evil\\u{1b}[31m\\u{202e}name",
                "UNDECIDED: a reset and an unlock of alice",
            ])
    }

    @Test func whyAndWhatToDoComeNext() throws {
        let text = try Self.text(.blocked)
        let sections = text.split(separator: "\n").filter { line in
            ["WHY", "REFERENCES", "RIGHTS", "INHERITANCE", "USER", "PASSWORD POLICY"].contains { line.hasPrefix($0) }
        }
        #expect(
            sections.map { $0.prefix { !$0.isWhitespace } } == [
                "WHY", "REFERENCES", "RIGHTS", "INHERITANCE", "USER", "PASSWORD",
            ])
        #expect(text.contains("BLOCKER    The account is protected (Administrators)"))
        #expect(text.contains("  Reset Password     denied"))
        #expect(text.contains("(OD;;CR;00299570-246d-11d0-a768-00aa006e0529;;S-1-5-21-1-2-3-1200), entry 0"))
        #expect(text.contains("INHERITANCE  is off: it starts at OU=Staff,DC=corp,DC=example,DC=test"))
        #expect(text.contains("and again at CN=alice,OU=Staff,DC=corp,DC=example,DC=test"))
        #expect(text.contains("exit code 2"))
    }

    @Test func whatWasNotReadIsNamed() throws {
        let text = try Self.text(.unread)
        #expect(text.contains("NOT READ  attributes of the user, as CORP\\reader"))
        #expect(text.contains("  May not read          adminCount"))
        #expect(text.contains("  Did not come back     lockoutTime"))
        #expect(text.contains("exit code 3"))
    }

    @Test func severalAccountsAreToldApart() throws {
        let text = try Self.text(.several)
        #expect(text.contains("by one of MSOL_0a1b2c3d4e5f, MSOL_ffffffffffff"))
        #expect(text.contains("not by MSOL_111111111111: it is disabled"))
        #expect(text.contains("It depends on which of 2 accounts Connect uses"))
    }

    @Test(arguments: UserReportFixture.allCases, [60, 80, 200])
    func linesFitAndColourSaysNothingAlone(_ fixture: UserReportFixture, _ width: Int) throws {
        let plain = try Self.text(fixture, width: width, verbose: true)
        let colored = try Self.text(fixture, width: width, .color, verbose: true)
        #expect(colored.replacing(/\u{1B}\[[0-9;]*m/, with: "") == plain)
        #expect(!plain.contains("\u{1B}") && !plain.contains("\u{202E}") && !plain.contains("\u{7}"))
        for line in plain.split(separator: "\n") {
            // What is copied as a whole is never broken: addresses, commands, entries in SDDL.
            let isWhole =
                line.contains("https://") || line.contains("  Run ") || line.contains("  Undo ") || line.contains("(O")
                || line.contains("(A;")
            #expect(isWhole || DisplayWidth.of(line) <= width, "\(line)")
            #expect(!line.hasSuffix(" "))
        }
    }

    // MARK: JSON

    private static let json = UserJSON(tool: ForestFixture.tool)

    @Test(arguments: UserReportFixture.allCases) func theJSONKeepsToItsSchema(_ fixture: UserReportFixture) throws {
        #expect(try Self.run(Self.validation, Self.json.render(try fixture.report)) == "")
    }

    @Test(arguments: UserReportFixture.allCases) func everyMutantIsRefused(_ fixture: UserReportFixture) throws {
        let lines = try Self.run(Self.mutation, Self.json.render(try fixture.report)).split(separator: "\n")
        let count = try #require(lines.last.flatMap { Int($0.split(separator: " ").last ?? "") })
        #expect(count > 200, "too few mutants to prove anything")
        #expect(lines.dropLast().isEmpty, "mutants that pass: \(lines.dropLast().joined(separator: ", "))")
    }

    @Test func theSameJudgementGivesTheSameBytes() throws {
        for fixture in UserReportFixture.allCases {
            #expect(Self.json.render(try fixture.report) == Self.json.render(try fixture.report))
        }
    }

    private static let validation = """
        import json, sys
        from jsonschema import Draft202012Validator
        schema = json.load(open(sys.argv[1]))
        Draft202012Validator.check_schema(schema)
        for error in Draft202012Validator(schema).iter_errors(json.loads(sys.argv[2])):
            print(list(error.absolute_path), error.message[:300])
        """

    /// Takes each key of each object away, adds one that is not known, and gives each leaf another type.
    private static let mutation = """
        import copy, json, sys
        from jsonschema import Draft202012Validator
        validator = Draft202012Validator(json.load(open(sys.argv[1])))
        base = json.loads(sys.argv[2])
        optional = {"ace", "at", "text"}
        def trim(value):
            if isinstance(value, dict): return {key: trim(item) for key, item in value.items()}
            if isinstance(value, list): return [trim(item) for item in value[:2]]
            return value
        base = trim(base)
        assert validator.is_valid(base)
        def visit(value, path):
            yield path, value
            items = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
            for key, item in items: yield from visit(item, path + [key])
        def mutated(path, change):
            copied = copy.deepcopy(base)
            place = copied
            for key in path[:-1]: place = place[key]
            change(place, path[-1])
            return copied
        def drop(place, key): del place[key]
        def add(place, key): place[key]["zzz"] = 1
        def mistype(place, key): place[key] = {"zzz": 1}
        count = 0
        for path, value in list(visit(base, [])):
            changes = []
            inMap = len(path) > 1 and path[-2] == "severities"
            if path and isinstance(path[-1], str) and path[-1] not in optional and not inMap and "unobserved" not in path:
                changes.append(("without", drop))
            changes.append(("added to", add) if isinstance(value, dict) else ("mistyped", mistype))
            for name, change in changes:
                mutant = mutated(path, change) if path else {**base, "zzz": 1}
                count += 1
                if validator.is_valid(mutant): print(name, path)
        words = [(["schemaVersion"], 2), (["kind"], "report"), (["verdict"], "maybe"), (["answers", "reset"], "yes"),
            (["run", "asOf"], "2026-12-01 10:53:20"), (["user", "class"], "computer"), (["user", "attributes"], []),
            (["user", "unobserved"], {}), (["connectorAccounts", "judged", 0, "rights", 0, "answer"], "yes"),
            (["connectorAccounts", "judged", 0, "rights"], [])]
        for path, value in words:
            count += 1
            def put(place, key): place[key] = value
            if validator.is_valid(mutated(path, put)): print("accepts", path, value)
        print("mutants", count)
        """

    /// What a script makes of a text and of the schema; by python3-jsonschema, which knows nothing of what wrote the text.
    private static func run(_ program: String, _ text: String) throws -> String {
        let schema = URL(filePath: #filePath).deletingLastPathComponent()
            .appending(path: "../../../docs/user.schema.json").standardizedFileURL.path
        let process = Process()
        process.executableURL = URL(filePath: "/usr/bin/env")
        process.arguments = ["timeout", "120", "python3", "-c", program, schema, text]
        let pipe = Pipe()
        process.standardOutput = pipe
        process.standardError = pipe
        try process.run()
        let output = try pipe.fileHandleForReading.readToEnd() ?? Data()
        process.waitUntilExit()
        let words = String(decoding: output, as: UTF8.self)
        try #require(process.terminationStatus == 0, "python3-jsonschema is needed: \(words)")
        return words
    }
}
