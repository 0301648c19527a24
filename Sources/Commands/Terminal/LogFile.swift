import FoundationEssentials
import Glibc
import Logging
import Synchronization

/// The run's log: one line an event, written at once, so that it is whole when a run ends badly. Mode 0600.
final class LogFile: Sendable {
    private let descriptor: Int32
    private let lock = Mutex(())

    /// - Throws: ``CommandFailure`` with exit code 73.
    init(path: String) throws {
        descriptor = unsafe open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOCTTY, 0o600)
        guard descriptor >= 0 else {
            throw CommandFailure.file(
                .cannotWrite, "write the log \(path)", SystemReason().text, meaning: "The log would be lost.",
                advice: "Check the directory and its permissions.")
        }
        // One that was there may be open to everybody.
        var status = stat()
        if unsafe fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG { _ = fchmod(descriptor, 0o600) }
    }

    deinit { close(descriptor) }

    /// A log that cannot be written does not end the run.
    func write(_ line: String) {
        lock.withLock { _ in try? DescriptorOutput.write(line, to: descriptor) }
    }
}

/// Sends what is logged to a file: time, level, message, then the facts by name.
struct FileLogHandler: LogHandler {
    var logLevel: Logger.Level = .info
    var metadata: Logger.Metadata = [:]
    private let file: LogFile

    init(file: LogFile) {
        self.file = file
    }

    subscript(metadataKey key: String) -> Logger.Metadata.Value? {
        get { metadata[key] }
        set { metadata[key] = newValue }
    }

    func log(event: LogEvent) {
        let all = metadata.merging(event.metadata ?? [:]) { $1 }
        let facts = all.sorted { $0.key < $1.key }.map { " \($0.key)=\(Self.quoted("\($0.value)"))" }.joined()
        let time = Date().formatted(Date.ISO8601FormatStyle(includingFractionalSeconds: true))
        file.write("\(time) \(event.level) \(MessageText.onOneLine("\(event.message)"))\(facts)\n")
    }

    /// A quotation mark in a value is written `\"`, so that no value can look like the next fact.
    private static func quoted(_ text: String) -> String {
        let escaped = MessageText.onOneLine(text).flatMap { $0 == "\"" || $0 == "\\" ? ["\\", $0] : [$0] }
        return "\"\(String(escaped))\""
    }
}
