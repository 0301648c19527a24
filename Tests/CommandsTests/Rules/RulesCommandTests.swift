import Commands
import Foundation
import TestSupport
import Testing
import Writeback

/// `adinspect rules`, whole: from the command line to the text and the exit code.
@Suite struct RulesCommandTests {
    @Test func theCatalogueIsListed() async throws {
        let run = try await RecordedRun(["rules"])
        #expect(run.status == .success && run.errors.isEmpty)
        #expect(run.output.hasPrefix("\(Catalogue.rules.count) rules"))
        #expect(run.output.split(separator: "\n").allSatisfy { $0.count <= 80 })
    }

    /// What the documentation promises.
    @Test func jqCountsTheRules() async throws {
        let run = try await RecordedRun(["rules", "--format", "json"])
        #expect(run.status == .success)
        let rules = try #require(try JSONSerialization.jsonObject(with: Data(run.output.utf8)) as? [Any])
        #expect(rules.count == Catalogue.rules.count)
    }

    @Test(arguments: ["WB-PDC-001", "wb-pdc-001"])
    func oneRuleIsExplained(id: String) async throws {
        let run = try await RecordedRun(["rules", id])
        #expect(run.status == .success && run.output.hasPrefix("WB-PDC-001  The PDC emulator role"))
        let json = try await RecordedRun(["rules", id, "--format", "json"])
        let rules = try #require(try JSONSerialization.jsonObject(with: Data(json.output.utf8)) as? [[String: Any]])
        #expect(rules.map { $0["id"] as? String } == ["WB-PDC-001"])
    }

    @Test(arguments: [("WB-PCD-001", "WB-PDC-001"), ("wb-acl-0001", "WB-ACL-001"), ("PORT", "WB-PORT-088")])
    func anUnknownRuleIsRefusedWithTheNearest(id: String, nearest: String) async throws {
        let run = try await RecordedRun(["rules", id])
        #expect(run.status == .usage && run.output.isEmpty)
        let refusal = try Refusal(run.errors)
        #expect(refusal.attempted == "find the rule \(id)" && refusal.advice.hasPrefix("Nearest are \(nearest), "))
    }

    @Test func thePrerequisitesAreListed() async throws {
        let run = try await RecordedRun(["rules", "--prerequisites"])
        #expect(run.status == .success && run.output.hasPrefix("\(Prerequisites.all.count) documented prerequisites"))
        let json = try await RecordedRun(["rules", "--prerequisites", "--format", "json"])
        let document = try #require(try JSONSerialization.jsonObject(with: Data(json.output.utf8)) as? [String: Any])
        #expect((document["prerequisites"] as? [Any])?.count == Prerequisites.all.count)
        let both = try await RecordedRun(["rules", "WB-PDC-001", "--prerequisites"])
        #expect(both.status == .usage)
        _ = try Refusal(both.errors)
    }

    @Test func theListGoesToAFile() async throws {
        let file = try TemporaryDirectory.make("rules") + "/rules.txt"
        let run = try await RecordedRun(["rules", "-o", file])
        #expect(run.status == .success && run.output.isEmpty)
        #expect(try String(contentsOfFile: file, encoding: .utf8).hasPrefix("\(Catalogue.rules.count) rules"))
        #expect(try await RecordedRun(["rules", "-o", "/nonexistent/rules"]).status == .cannotWrite)
    }
}
