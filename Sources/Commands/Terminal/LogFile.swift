import FoundationEssentials
import Glibc
import Logging
import Synchronization

/// The run's log: one line an event, written at once, so that it is whole when a run ends badly. Mode 0600.
final class LogFile: Sendable {
    private let descriptor: Int32
    private let lock = Mutex(())

    init(path: String) throws {
        descriptor = unsafe open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else {
            throw CommandFailure(
                .cannotWrite, attempted: "write the log \(path)", returned: unsafe String(cString: strerror(errno)),
                meaning: "The file cannot be written.", advice: "Check the directory and its permissions.")
        }
    }

    deinit { close(descriptor) }

    func write(_ line: String) {
        lock.withLock { _ in
            var rest = ArraySlice(line.utf8)
            while !rest.isEmpty {
                let count = unsafe rest.withUnsafeBytes { unsafe Glibc.write(descriptor, $0.baseAddress, $0.count) }
                if count > 0 { rest = rest.dropFirst(count) } else if errno != EINTR { return }
            }
        }
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
        let facts = all.sorted { $0.key < $1.key }.map { " \($0.key)=\"\(Self.shown("\($0.value)"))\"" }.joined()
        let time = Date().formatted(
            Date.ISO8601FormatStyle(includingFractionalSeconds: true))
        file.write("\(time) \(event.level) \(Self.shown("\(event.message)"))\(facts)\n")
    }

    /// One event is one line, whatever a server put into it.
    private static func shown(_ text: String) -> String {
        String(String.UnicodeScalarView(text.unicodeScalars.map { $0.value < 0x20 || $0.value == 0x7F ? " " : $0 }))
    }
}
