import Foundation
import TestSupport
import Testing

extension LabSuite {
    @Suite("a wrong password")
    struct WrongPasswordTests {
        /// badPwdCount of alice as each domain controller holds it; Samba does not replicate it.
        static func counts(_ lab: Lab) async throws -> [String: Int] {
            var counts: [String: Int] = [:]
            for host in ["dc1", "dc2", "rodc1"] {
                let found = try await lab.database(of: host, "(sAMAccountName=alice)", "badPwdCount")
                counts[host] = Int(try #require(found.first)["badPwdCount"] ?? "0")
            }
            return counts
        }

        static func wrongPassword() throws -> String {
            let file = try TemporaryDirectory.make("wrong") + "/password"
            #expect(
                FileManager.default.createFile(
                    atPath: file, contents: Data("Not.The.Password.1\n".utf8), attributes: [.posixPermissions: 0o600]))
            return file
        }

        static let binds: [[String]] = [
            ["--mechanism", "simple", "--user", "alice@corp.example.test"],
            ["--mechanism", "simple", "--transport", "ldaps", "--user", "CORP\\alice"],
            ["--mechanism", "gssapi", "--user", "alice"],
        ]

        @Test("counts once on one domain controller, and ends with 4", .timeLimit(.minutes(1)), arguments: binds)
        func countsOnce(_ bind: [String]) async throws {
            let lab = try await Lab.required()
            try await lab.changing {
                let before = try await Self.counts(lab)
                let position = try await lab.auditPosition()
                let result = try await lab.adinspect(
                    ["check", domain] + bind + ["--password-file", Self.wrongPassword()])
                #expect(result.status == 4)
                #expect(result.output == "")
                #expect(!result.errors.contains("Not.The.Password.1"))
                let after = try await Self.counts(lab)
                let rises = ["dc1", "dc2"].map { (after[$0] ?? 0) - (before[$0] ?? 0) }
                #expect(rises.sorted() == [0, 1])
                #expect(after["rodc1"] == before["rodc1"])

                let records = try await lab.audit(since: position)
                #expect((records["rodc1"] ?? []).filter { $0.isBind && $0.concerns("alice") }.map(\.line) == [])
                // The same question, asked of those that were bound to, has an answer.
                let tries = ["dc1", "dc2"].flatMap { records[$0] ?? [] }.filter { $0.isBind && $0.concerns("alice") }
                #expect(tries.contains { $0.body["status"].text == "NT_STATUS_WRONG_PASSWORD" })
            }
        }
    }
}
