import Foundation
import TestSupport
import Testing

/// `docs/libldap-traps.md` names a test for each trap: each is there, and none of the traps' own tests is missing from it.
@Suite("the table of libldap's traps")
struct TrapTableTests {
    private static func table() throws -> [(trap: String, tests: [String])] {
        let names = /`([A-Z]\w*Tests)\.(\w+)`/
        let text = try String(contentsOfFile: PackageLayout.root + "/docs/libldap-traps.md", encoding: .utf8)
        return text.split(separator: "\n").compactMap { line in
            let cells = line.split(separator: "|").map { $0.trimmingCharacters(in: .whitespaces) }
            guard line.hasPrefix("|"), cells.count == 3, cells[0] != "trap", !cells[0].hasPrefix("-") else {
                return nil
            }
            return (cells[0], cells[2].matches(of: names).map { "\($0.output.1).\($0.output.2)" })
        }
    }

    /// The tests in the sources below `Tests/`, as `Suite.function`, each with the folder of its file.
    private static func tests() throws -> [String: String] {
        let root = PackageLayout.root + "/Tests"
        var found: [String: String] = [:]
        for case let path as String in FileManager.default.enumerator(atPath: root) ?? .init() {
            guard path.hasSuffix("Tests.swift") else { continue }
            var suite = ""
            var isTest = false
            for line in try String(contentsOfFile: root + "/" + path, encoding: .utf8).split(separator: "\n") {
                if let match = line.firstMatch(of: /struct (\w+Tests)\b/) { suite = String(match.output.1) }
                if line.contains("@Test") { isTest = true }
                if isTest, let match = line.firstMatch(of: /func (\w+)\(/) {
                    found["\(suite).\(match.output.1)"] = String(
                        path.split(separator: "/").dropLast().joined(separator: "/"))
                    isTest = false
                }
            }
        }
        return found
    }

    @Test("each trap has a test, and each test that it names is there")
    func everyTrapHasATest() throws {
        let table = try Self.table()
        let tests = try Self.tests()
        #expect(table.count > 30)
        for (trap, names) in table {
            #expect(!names.isEmpty, "\(trap)")
            for name in names { #expect(tests[name] != nil, "\(trap): no test is called \(name)") }
        }
    }

    @Test("each test in the traps' own folder stands in the table")
    func everyTestIsNamed() throws {
        let named = Set(try Self.table().flatMap(\.tests))
        for (test, folder) in try Self.tests() where folder == "SlapdTests/Traps" {
            #expect(named.contains(test), "\(test)")
        }
    }
}
