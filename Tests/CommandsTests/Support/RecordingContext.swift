import ActiveDirectory
import Commands
import Synchronization
import TestSupport

/// A sink that keeps what it is given.
final class RecordingSink: TextSink {
    private let text = Mutex("")
    let isTerminal: Bool
    let width: Int?

    init(isTerminal: Bool = false, width: Int? = nil) {
        self.isTerminal = isTerminal
        self.width = width
    }

    var written: String { text.withLock { $0 } }

    func write(_ text: String) { self.text.withLock { $0 += text } }
}

/// Standard input with a content of its own; counts how often it is read.
final class ScriptedInput: SecretInput {
    let isTerminal: Bool
    private let content: [UInt8]
    private let reads = Mutex(0)

    var readCount: Int { reads.withLock { $0 } }

    init(_ content: String = "", isTerminal: Bool = false) {
        self.content = Array(content.utf8)
        self.isTerminal = isTerminal
    }

    func readAll() -> [UInt8] {
        reads.withLock { $0 += 1 }
        return content
    }

    func prompt(_ text: String) -> [UInt8] { readAll() }
}

/// A run of the command line within this process.
struct RecordedRun {
    let status: ExitStatus
    let output: String
    let errors: String

    init(
        _ arguments: [String], environment: [String: String] = [:], input: ScriptedInput = ScriptedInput(),
        output: RecordingSink = RecordingSink(), errors: RecordingSink = RecordingSink()
    ) async throws {
        let file = try KerberosConfigurationFile(
            KerberosConfiguration(defaultRealm: nil, liveKDCs: [:]), in: TemporaryDirectory.make("krb5"))
        let context = CommandContext(
            environment: environment, output: output, errors: errors, input: input, kerberosConfigurationFile: file,
            hostName: "jump.example.test")
        status = await Application.run(arguments, context)
        context.end()
        self.output = output.written
        self.errors = errors.written
    }
}
