import Foundation
import TestSupport
import Testing

@testable import Commands

@Suite struct PasswordReadingTests {
    @Test(arguments: [
        ("secret", "secret"), ("secret\n", "secret"), ("secret\r\n", "secret"), ("secret\n\n", "secret\n"),
        (" secret ", " secret "), ("sec\nret\n", "sec\nret"), ("Ärger€", "Ärger€"), ("\n", ""), ("", ""), ("\r", "\r"),
    ])
    func oneTrailingNewlineIsTakenOff(_ content: String, _ password: String) {
        #expect(CredentialPlan.PasswordSource.withoutNewline(Array(content.utf8)) == Array(password.utf8))
    }

    @Test func aFileIsReadWithoutItsNewline() throws {
        let errors = RecordingSink()
        let path = try Executable.file("Lab.Secret.1\n")
        let bytes = try CredentialPlan.PasswordSource.file(path).read(for: "u", Self.context(errors: errors))
        #expect(bytes == Array("Lab.Secret.1".utf8))
        #expect(errors.written.isEmpty)
    }

    @Test(arguments: [(0o644, true), (0o640, true), (0o604, true), (0o600, false), (0o400, false), (0o700, false)])
    func aFileThatOthersCanReadIsWarnedAbout(_ mode: Int, _ isWarned: Bool) throws {
        let errors = RecordingSink()
        let path = try Executable.file("Lab.Secret.1", mode: mode)
        _ = try CredentialPlan.PasswordSource.file(path).read(for: "u", Self.context(errors: errors))
        #expect(errors.written.contains("warning: others may read the password file \(path)") == isWarned)
        #expect(!errors.written.contains("Lab.Secret.1"))
    }

    @Test func aFileThatIsNotThereIs66() throws {
        let failure = try Self.failure(.file("/nonexistent/password"))
        #expect(failure.status == .notFound)
        #expect(failure.returned == "No such file or directory")
    }

    @Test func aDirectoryIsNoPasswordFile() throws {
        #expect(try Self.failure(.file("/")).status == .notFound)
    }

    @Test func aFileWithoutEndIsNoPasswordFile() throws {
        #expect(try Self.failure(.file("/dev/zero")).status == .badFile)
    }

    @Test func anEmptyPasswordIs64FromWhereverItComes() throws {
        for content in ["", "\n", "\r\n"] {
            let path = try Executable.file(content)
            #expect(try Self.failure(.file(path)).status == .usage)
            #expect(try Self.failure(.standardInput, ScriptedInput(content)).status == .usage)
        }
        #expect(try Self.failure(.prompt, ScriptedInput("", isTerminal: true)).status == .usage)
    }

    @Test func nobodyIsAskedWithoutATerminal() throws {
        let input = ScriptedInput("Lab.Secret.1")
        #expect(try Self.failure(.prompt, input).status == .usage)
        #expect(input.readCount == 0)
    }

    @Test func aTerminalIsAsked() throws {
        let input = ScriptedInput("Lab.Secret.1", isTerminal: true)
        let bytes = try CredentialPlan.PasswordSource.prompt.read(for: "u", Self.context(input))
        #expect(bytes == Array("Lab.Secret.1".utf8))
    }

    private static func failure(
        _ source: CredentialPlan.PasswordSource, _ input: ScriptedInput = ScriptedInput()
    ) throws -> CommandFailure {
        try #require(throws: CommandFailure.self) { _ = try source.read(for: "u", context(input)) }
    }

    private static func context(
        _ input: ScriptedInput = ScriptedInput(), errors: RecordingSink = RecordingSink()
    ) -> CommandContext {
        CommandContext(
            environment: [:], output: RecordingSink(), errors: errors, input: input, kerberosConfigurationFile: nil,
            hostName: "jump.example.test")
    }
}
