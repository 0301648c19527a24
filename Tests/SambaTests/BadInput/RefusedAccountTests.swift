import Foundation
import TestSupport
import Testing

extension LabSuite {
    /// Accounts that a real domain controller refuses although the password is right, and credentials that it cannot use: exit code 4
    /// and one message that says which.
    @Suite struct RefusedAccountTests {
        @Test(arguments: [
            ("disabled", "533", "The account is disabled."), ("expired", "701", "The account has expired."),
            ("mustchange", "773", "The password must be changed before the first logon."),
            ("stale", "532", "The password is right, but has expired."),
            ("locked", "775", "The account is locked out."),
        ])
        func aSimpleBindSaysWhy(_ user: String, _ data: String, _ meaning: String) async throws {
            let errors = try await Self.refusal(["--user", "\(user)@corp.example.test"])
            #expect(errors.contains("data \(data),"), "\(errors)")
            #expect(errors.contains("\n  means:     \(meaning)\n"), "\(errors)")
        }

        @Test(arguments: [("disabled", "revoked"), ("stale", "expired")])
        func aTicketIsRefusedWithItsReason(_ user: String, _ word: String) async throws {
            let errors = try await Self.refusal(["--user", "\(user)@corp.example.test", "--mechanism", "gssapi"])
            #expect(errors.hasPrefix("adinspect: could not get a ticket for \(user)@CORP.EXAMPLE.TEST"), "\(errors)")
            #expect(errors.contains(word), "\(errors)")
        }

        private static func refusal(_ arguments: [String]) async throws -> String {
            let lab = try await Lab.required()
            let result = try await lab.adinspect(
                ["pdc", "corp.example.test", "--password-stdin"] + arguments,
                input: try lab.variable("ADINSPECT_LAB_ALICE_PASSWORD") + "\n", timeout: .seconds(60))
            #expect(result.status == 4, "\(result.errors)")
            #expect(result.output.isEmpty)
            let starts = ["adinspect: could not ", "  came back: ", "  means:     ", "  do:        "]
            let lines = result.errors.split(separator: "\n")
            #expect(lines.count == 4 && zip(lines, starts).allSatisfy { $0.hasPrefix($1) }, "\(result.errors)")
            return result.errors
        }
    }
}
