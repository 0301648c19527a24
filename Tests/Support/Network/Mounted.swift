import Foundation

/// Runs commands in a mount namespace in which files of this system are others: `/etc/hosts` and the like.
///
/// Needs root, as ``NetworkNamespace`` does.
package struct Mounted: Sendable {
    private var files: [(path: String, text: String)] = []

    package init() {}

    /// With these lines for `/etc/hosts`, behind those of loopback.
    package static func hosts(_ lines: String...) -> Mounted {
        var mounted = Mounted()
        mounted.replace(
            "/etc/hosts", by: (["127.0.0.1 localhost", "::1 localhost"] + lines).joined(separator: "\n") + "\n")
        return mounted
    }

    /// Puts a text in the place of a file that exists.
    package mutating func replace(_ path: String, by text: String) { files.append((path, text)) }

    package func run(
        _ command: [String], environment: [String: String?] = [:], timeout: Duration = .seconds(60)
    ) async throws -> CommandResult {
        guard getuid() == 0 else { throw NeedsRoot() }
        let folder = try TemporaryDirectory.make("mounted")
        var mounts: [String] = []
        for (number, file) in files.enumerated() {
            let source = "\(folder)/\(number)"
            try file.text.write(toFile: source, atomically: true, encoding: .utf8)
            mounts += [source, file.path]
        }
        let script =
            "while [ \"$1\" != -- ]; do mount --bind \"$1\" \"$2\" || exit 125; shift 2; done; shift; exec \"$@\""
        return try await TestSupport.run(
            "unshare", ["--mount", "sh", "-c", script, "sh"] + mounts + ["--"] + command, environment: environment,
            timeout: timeout)
    }
}
