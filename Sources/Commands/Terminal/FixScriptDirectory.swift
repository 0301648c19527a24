import Glibc
import Reports

/// The directory of `--fix-script`: made, or found empty, and never one in which something lies.
struct FixScriptDirectory {
    private let path: String

    /// Looks whether the scripts can be written, before anybody waits for them.
    ///
    /// - Throws: ``CommandFailure`` with exit code 73.
    init(_ named: String) throws {
        path = named
        var status = stat()
        if unsafe stat(named, &status) == 0 {
            guard status.st_mode & S_IFMT == S_IFDIR else { throw Self.failure(named, SystemReason(ENOTDIR).text) }
            guard unsafe access(named, W_OK | X_OK) == 0 else { throw Self.failure(named, SystemReason().text) }
            try Self.requireEmpty(named)
        } else {
            guard errno == ENOENT, !named.isEmpty else { throw Self.failure(named, SystemReason().text) }
            guard unsafe access(Self.parent(of: named), W_OK | X_OK) == 0 else {
                throw Self.failure(named, SystemReason().text)
            }
        }
    }

    /// Writes the files with modes 0600 and, of what a shell runs, 0700; in a directory of mode 0700 where it is made.
    ///
    /// - Throws: ``CommandFailure`` with exit code 73.
    func write(_ files: [FixScript.File]) throws {
        if unsafe mkdir(path, 0o700) != 0 {
            guard errno == EEXIST else { throw Self.failure(path, SystemReason().text) }
            // Somebody may have put something there since.
            try Self.requireEmpty(path)
        }
        for file in files {
            let place = "\(path)/\(file.name)"
            let mode: mode_t = file.isExecutable ? 0o700 : 0o600
            let descriptor = unsafe open(place, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, mode)
            guard descriptor >= 0 else { throw Self.failure(place, SystemReason().text) }
            var failed: SystemReason?
            do throws(SystemReason) { try DescriptorOutput.write(file.text, to: descriptor) } catch { failed = error }
            if close(descriptor) != 0 { failed = failed ?? SystemReason() }
            if let failed { throw Self.failure(place, failed.text) }
        }
    }

    private static func requireEmpty(_ path: String) throws {
        guard let directory = unsafe opendir(path) else { throw failure(path, SystemReason().text) }
        defer { unsafe closedir(directory) }
        var count = 0
        while unsafe readdir(directory) != nil { count += 1 }
        // "." and ".." are always there.
        guard count <= 2 else { throw failure(path, "the directory is not empty") }
    }

    private static func parent(of path: String) -> String {
        var trimmed = path[...]
        while trimmed.count > 1, trimmed.last == "/" { trimmed.removeLast() }
        guard let slash = trimmed.lastIndex(of: "/") else { return "." }
        return slash == trimmed.startIndex ? "/" : String(trimmed[..<slash])
    }

    private static func failure(_ path: String, _ returned: String) -> CommandFailure {
        .file(
            .cannotWrite, "write the fix scripts to \(path.isEmpty ? "\"\"" : path)", returned,
            meaning:
                "Scripts are written only where nothing else lies, so that none of another run is taken for one of this.",
            advice: "Name a directory that is not there yet, below one that you may write to.")
    }
}
