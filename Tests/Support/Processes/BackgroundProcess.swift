import Foundation
import Subprocess
import Synchronization

/// A program that runs beside the tests, and ends with them however they end.
///
/// A shell watches over it: the shell's standard input is a pipe that this process holds open. When the pipe closes (by
/// ``stop()``, by `deinit`, or because this process died) the shell ends the program, and after the death of this process removes the directory too.
package final class BackgroundProcess: Sendable {
    /// Where its standard output and standard error go; gone once it has ended.
    package let log: String
    private let directory: String
    private let ending: AsyncStream<Never>.Continuation
    private let task: Task<Void, Never>
    private let lastLog = Mutex<String?>(nil)

    private static let watch = #"""
        directory=$1; shift
        exec 3<&0
        "$@" </dev/null >"$directory/log" 2>&1 3<&- &
        child=$!
        echo "$child" >"$directory/pid"
        (
            while read -r _; do :; done <&3
            kill -CONT "$child"; kill -TERM "$child"
            n=0
            while kill -0 "$child" && [ "$n" -lt 50 ]; do sleep 0.1; n=$((n + 1)); done
            kill -KILL "$child"
        ) 2>/dev/null &
        watcher=$!
        exec 3<&-
        wait "$child"
        echo "$?" >"$directory/status"
        kill -TERM "$watcher" 2>/dev/null
        kill -0 "$PPID" 2>/dev/null || rm -rf "$directory"
        """#

    /// Starts the program; whether it works is for the caller to see.
    ///
    /// - Parameter directory: Its own, made by ``TemporaryDirectory``; gets `log`, `pid` and, when it has ended, `status`.
    package init(_ command: [String], directory: String, environment: [String: String?] = [:]) {
        let (endings, ending) = AsyncStream<Never>.makeStream()
        self.ending = ending
        self.directory = directory
        log = directory + "/log"
        var options = PlatformOptions()
        options.createSession = true
        let configuration = Configuration(
            executable: .name("sh"),
            arguments: .init(["-c", Self.watch, "sh", directory] + command),
            environment: .inherit.updating(
                Dictionary(
                    uniqueKeysWithValues: environment.compactMap { key, value in
                        Environment.Key(rawValue: key).map { ($0, value) }
                    })),
            platformOptions: options)
        task = Task.detached {
            _ = try? await Subprocess.run(configuration, input: .inputWriter, output: .discarded, error: .discarded) {
                execution in
                for await _ in endings {}
                try await execution.standardInputWriter.finish()
            }
        }
    }

    deinit {
        ending.finish()
    }

    /// Ends the program and waits for its end; the log stays readable.
    package func stop() async {
        ending.finish()
        await task.value
        lastLog.withLock { $0 = $0 ?? Self.text(of: log) }
        try? FileManager.default.removeItem(atPath: directory)
    }

    /// Everything that it has written so far.
    package var logText: String {
        lastLog.withLock { $0 } ?? Self.text(of: log) ?? ""
    }

    /// The status with which it has ended; nil while it runs.
    package var endedWith: Int? {
        Self.text(of: directory + "/status").flatMap { Int($0.trimmingCharacters(in: .whitespacesAndNewlines)) }
    }

    package var processIdentifier: Int32? {
        Self.text(of: directory + "/pid").flatMap { Int32($0.trimmingCharacters(in: .whitespacesAndNewlines)) }
    }

    /// Stops its processes where they stand (SIGSTOP): connections are still accepted by the kernel, and nothing answers.
    package func suspend() { signal(SIGSTOP) }

    /// Lets it run on.
    package func resume() { signal(SIGCONT) }

    private static func text(of file: String) -> String? {
        FileManager.default.contents(atPath: file).map { String(decoding: $0, as: UTF8.self) }
    }

    private func signal(_ number: Int32) {
        if let processIdentifier, endedWith == nil { kill(processIdentifier, number) }
    }
}
