import Glibc

/// The file of `--output`: replaced as a whole once the report is there, so that nobody ever reads half of one.
///
/// What is no regular file (a device, a pipe) is written to and never replaced.
struct ReportFile {
    private let path: String
    private let isReplaced: Bool
    /// Those of the file that is replaced.
    private let permissions: mode_t?

    /// Looks whether the report can be written, before anybody waits for it.
    ///
    /// - Throws: ``CommandFailure`` with exit code 73.
    init(_ named: String) throws {
        var status = stat()
        if unsafe stat(named, &status) == 0 {
            guard status.st_mode & S_IFMT != S_IFDIR else { throw Self.failure(named, SystemReason(EISDIR)) }
            guard unsafe access(named, W_OK) == 0 else { throw Self.failure(named, SystemReason()) }
            // The file, and not a link that leads to it.
            path = Self.resolved(named) ?? named
            permissions = status.st_mode & 0o777
            let mayReplace = unsafe access(Self.directory(of: path), W_OK | X_OK) == 0
            isReplaced = mayReplace && status.st_mode & S_IFMT == S_IFREG
        } else {
            guard errno == ENOENT else { throw Self.failure(named, SystemReason()) }
            guard unsafe access(Self.directory(of: named), W_OK | X_OK) == 0 else {
                throw Self.failure(named, SystemReason())
            }
            guard !named.isEmpty, !named.hasSuffix("/") else { throw Self.failure(named, SystemReason(EISDIR)) }
            path = named
            permissions = nil
            isReplaced = true
        }
    }

    /// - Throws: ``CommandFailure`` with exit code 73.
    func write(_ text: String) throws {
        guard isReplaced else {
            let descriptor = unsafe open(path, O_WRONLY | O_TRUNC | O_CLOEXEC | O_NOCTTY)
            guard descriptor >= 0 else { throw Self.failure(path, SystemReason()) }
            defer { close(descriptor) }
            do { try DescriptorOutput.write(text, to: descriptor) } catch { throw Self.failure(path, error) }
            return
        }
        let draft = "\(path).\(getpid()).new"
        let descriptor = unsafe open(draft, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0o666)
        guard descriptor >= 0 else { throw Self.failure(path, SystemReason()) }
        do throws(SystemReason) {
            if let permissions { _ = fchmod(descriptor, permissions) }
            var failed: SystemReason?
            do { try DescriptorOutput.write(text, to: descriptor) } catch { failed = error }
            if close(descriptor) != 0 { failed = failed ?? SystemReason() }
            if let failed { throw failed }
            guard unsafe rename(draft, path) == 0 else { throw SystemReason() }
        } catch {
            unsafe unlink(draft)
            throw Self.failure(path, error)
        }
    }

    private static func directory(of path: String) -> String {
        guard let slash = path.lastIndex(of: "/") else { return "." }
        return slash == path.startIndex ? "/" : String(path[..<slash])
    }

    private static func resolved(_ path: String) -> String? {
        guard let found = unsafe realpath(path, nil) else { return nil }
        defer { unsafe free(found) }
        return unsafe String(cString: found)
    }

    private static func failure(_ path: String, _ reason: SystemReason) -> CommandFailure {
        .file(
            .cannotWrite, "write the report to \(path.isEmpty ? "\"\"" : path)", reason.text,
            meaning: "The report would be lost.", advice: "Check the directory, its permissions and its free space.")
    }
}
