import ArgumentParser
import Foundation
import TestSupport
import Testing
import Writeback

@testable import Commands

/// `adinspect evidence`: what it prints can be used as it stands.
@Suite struct EvidenceCommandTests {
    private static let names = [
        "evidence", "corp.example.com", "--enabling-admin", "admin@example.onmicrosoft.com", "--test-user",
        "alice@example.com", "--test-user", "o'brien@example.com",
    ]

    @Test func theCommandsAreFilledIn() async throws {
        let run = try await RecordedRun(Self.names)
        #expect(run.status == .success && run.errors.isEmpty)
        #expect(run.output.contains("https://graph.microsoft.com/v1.0/users/admin@example.onmicrosoft.com"))
        #expect(run.output.contains("Get-MgUser -UserId 'o''brien@example.com' "))
        #expect(run.output.contains("adinspect check corp.example.com "))
        #expect(!run.output.contains("ADMIN-UPN") && !run.output.contains("TEST-USER-UPN"))
    }

    /// The last line is a command line that `check` takes.
    @Test func checkTakesTheLastLine() async throws {
        let run = try await RecordedRun(Self.names + ["--format", "json"])
        let document = try #require(try JSONSerialization.jsonObject(with: Data(run.output.utf8)) as? [String: Any])
        let line = try #require(document["check"] as? String)
        let output = try await runSuccessfully("bash", ["-c", "adinspect() { printf '%s\\n' \"$@\"; }\n\(line)"])
        let words = output.split(separator: "\n").map(String.init)
        let command = try #require(try AdinspectCommand.parseAsRoot(words) as? CheckCommand)
        #expect(command.domains == ["corp.example.com"] && command.given.connectExport == "connect-export")
        #expect(command.given.testUsers == ["alice@example.com", "o'brien@example.com"])
        #expect(command.given.graph.count == 10 && command.given.secedit.count == 2)
        #expect(command.given.egress == ["egress.json"] && command.given.attest == ["attest.yaml"])
    }

    /// The answers to fill in are a file that `check` reads, once somebody has filled them in.
    @Test func theAnswersCanBeFilledIn() throws {
        let text = EvidenceGuide(EvidenceNames()).attestations.joined(separator: "\n")
            .replacing("who: NAME", with: "who: J. Doe").replacing("date: DATE", with: "date: 2026-11-01")
            .replacing("expires: DATE", with: "expires: 2027-02-01")
        let list = try Attestation.list(
            Array(text.utf8), file: "attest.yaml", rules: Set(Catalogue.rules.map(\.id)))
        #expect(list.count == EvidenceGuide(EvidenceNames()).questions.count && !list.isEmpty)
        #expect(!list.contains { !$0.isMet })
    }

    @Test func variablesNameThemToo() async throws {
        let run = try await RecordedRun(
            ["evidence"],
            environment: [
                "ADINSPECT_CLOUD": "usgov", "ADINSPECT_ENABLING_ADMIN": "a@b.us",
                "ADINSPECT_TEST_USER": "c@d.us e@f.us",
            ])
        #expect(run.output.contains("https://graph.microsoft.us/v1.0/users/a@b.us"))
        #expect(run.output.contains("--test-user c@d.us") && run.output.contains("--test-user e@f.us"))
    }

    @Test(arguments: [
        (["evidence", "not a domain"], "read DOMAIN"), (["evidence", "--cloud", "germany"], "read --cloud"),
        (["evidence", "--enabling-admin", "admin"], "read --enabling-admin"),
        (["evidence", "--test-user", "a b@c"], "read --test-user"),
        (["evidence", "--test-user", "a\u{1B}@c"], "read --test-user"),
    ])
    func whatCannotBeReadIsRefused(arguments: [String], attempted: String) async throws {
        let run = try await RecordedRun(arguments)
        #expect(run.status == .usage && run.output.isEmpty)
        #expect(try Refusal(run.errors).attempted == attempted)
    }
}
