import Glibc

/// A small file that the caller named, read whole.
struct InputFile {
    let bytes: [UInt8]
    /// Whether there is more in the file than was asked for.
    let isCutShort: Bool
    /// Whether its mode lets the group or everybody read it; never of pipes and devices, whose mode says nothing.
    let isOpenToOthers: Bool

    /// - Parameter limit: The most bytes that are kept.
    /// - Throws: ``SystemReason``.
    init(_ path: String, limit: Int) throws(SystemReason) {
        let descriptor = unsafe open(path, O_RDONLY | O_CLOEXEC | O_NOCTTY)
        guard descriptor >= 0 else { throw SystemReason() }
        defer { close(descriptor) }
        var status = stat()
        guard unsafe fstat(descriptor, &status) == 0 else { throw SystemReason() }
        isOpenToOthers = status.st_mode & S_IFMT == S_IFREG && status.st_mode & 0o044 != 0
        var all: [UInt8] = []
        var chunk = [UInt8](repeating: 0, count: 4096)
        while all.count <= limit {
            let count = unsafe Glibc.read(descriptor, &chunk, chunk.count)
            if count == 0 { break }
            if count < 0 {
                if errno == EINTR { continue }
                throw SystemReason()
            }
            all += chunk.prefix(count)
        }
        isCutShort = all.count > limit
        bytes = Array(all.prefix(limit))
    }

    /// Whether the file can be opened for reading; nothing is read.
    ///
    /// - Throws: ``SystemReason``.
    static func requireReadable(_ path: String) throws(SystemReason) {
        guard unsafe access(path, R_OK) == 0 else { throw SystemReason() }
    }
}

/// What the system says of a call that failed.
struct SystemReason: Error, Sendable {
    let text: String

    /// Of the call that has just failed.
    init() { self.init(errno) }

    init(_ number: Int32) { text = unsafe String(cString: strerror(number)) }
}
