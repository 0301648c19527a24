import Foundation
import Testing

@testable import Writeback

@Suite struct StatementTests {
    static let rules: Set<RuleIdentifier> = ["WB-CLD-004", "WB-DOM-002"]

    @Test func attestationsAreRead() throws {
        for (name, bytes) in EvidenceFixture.encodings(of: try EvidenceFixture.text("Statements/attest.yaml")) {
            let list = try Attestation.list(bytes, file: "attest.yaml", rules: Self.rules)
            let one = try #require(list.first, "\(name)")
            #expect(
                one.rule == "WB-CLD-004" && one.subject == "the tenant" && one.isMet && one.who == "J. Doe"
            )
            #expect(one.date == (try EvidenceFixture.date("2026-11-01T00:00:00Z")))
            #expect(one.expires == (try EvidenceFixture.date("2027-02-01T23:59:59Z")), "the last day is whole")
            #expect(one.source == "attest.yaml:3")
        }
    }

    @Test func waiversAreRead() throws {
        let bytes = try EvidenceFixture.bytes("Statements/waivers.yaml")
        let one = try #require(try WaiverStatement.list(bytes, file: "w.yaml", rules: Self.rules).first)
        #expect(one.rule == "WB-DOM-002" && one.subject == "corp.example.test" && one.waiver.owner == "J. Doe")
        #expect(one.waiver.reason == "the minimum age is policy; see CHG-42")
        #expect(one.waiver.expires == (try EvidenceFixture.date("2027-02-01T23:59:59Z")))
    }

    @Test func unknownRulesAreOneError() throws {
        let text =
            "- {rule: WB-X-2, reason: a, owner: b, expires: 2027-01-01}\n- {rule: WB-X-1, reason: a, owner: b, expires: 2027-01-01}\n"
        let error = try EvidenceFixture.failure {
            _ = try WaiverStatement.list(Array(text.utf8), file: "w.yaml", rules: Self.rules)
        }
        #expect(
            error.code == .unknownRule && error.found == "WB-X-1, WB-X-2" && error.place == .line(1, column: 10),
            "\(error)")
    }

    @Test(arguments: [
        ("", EvidenceError.Code.truncated), ("waivers: 5", .unexpected), ("waivers: [5]", .unexpected),
        ("other: []", .unexpected),
        ("- {rule: WB-DOM-002}", .unexpected), ("- {rule: WB-DOM-002, reasons: x}", .unexpected),
        ("- {rule: WB-DOM-002, reason: a, owner: b, expires: soon}", .unexpected),
        ("- {rule: WB-DOM-002, reason: [a], owner: b, expires: 2027-01-01}", .unexpected),
        ("- {rule: WB-DOM-002, reason: '', owner: b, expires: 2027-01-01}", .unexpected),
        ("- {rule: a, rule: b}", .malformed), ("- {rule: 'x", .malformed), ("a: &a [x]\nb: *a", .forbidden),
        (String(repeating: "[", count: 10_000), .tooLarge), (String(repeating: "- ", count: 10_000), .tooLarge),
    ]) func anotherShapeIsOneError(text: String, code: EvidenceError.Code) throws {
        let error = try EvidenceFixture.failure {
            _ = try WaiverStatement.list(Array(text.utf8), file: "w.yaml", rules: Self.rules)
        }
        #expect(error.code == code && !error.description.contains("\n"), "\(error)")
    }

    /// Found by the fuzzer: libyaml tells of a line behind the last.
    @Test(arguments: [("- {rule: a, b", 1, 14), ("- {rule: a,\n  é", 2, 4), ("- {rule: a,\n", 2, 1)])
    func anErrorAtTheEndStandsInTheLastLine(text: String, line: Int, column: Int) throws {
        let error = try EvidenceFixture.failure {
            _ = try WaiverStatement.list(Array(text.utf8), file: "w.yaml", rules: Self.rules)
        }
        #expect(error.code == .malformed && error.place == .line(line, column: column), "\(error)")
    }

    @Test(arguments: [("maybe", "2026-01-01", "2026-01-02"), ("yes", "2026-01-03", "2026-01-02")])
    func answersAndDatesAreHeldTo(answer: String, date: String, expires: String) throws {
        let text = "- {rule: WB-CLD-004, answer: \(answer), who: x, date: \(date), expires: \(expires)}"
        let error = try EvidenceFixture.failure {
            _ = try Attestation.list(Array(text.utf8), file: "a.yaml", rules: Self.rules)
        }
        #expect(error.code == .unexpected)
    }
}
