import FoundationEssentials
import Glibc

/// A file that the caller named, of any size, read in pieces.
struct PiecewiseFile: ~Copyable {
    private static let pieceSize = 1 << 16

    private let descriptor: Int32
    /// When it was last written.
    let modifiedAt: Date

    /// - Throws: ``SystemReason``.
    init(_ path: String) throws(SystemReason) {
        let descriptor = unsafe open(path, O_RDONLY | O_CLOEXEC | O_NOCTTY)
        guard descriptor >= 0 else { throw SystemReason() }
        var status = stat()
        guard unsafe fstat(descriptor, &status) == 0 else {
            let reason = SystemReason()
            close(descriptor)
            throw reason
        }
        self.descriptor = descriptor
        let time = status.st_mtim
        modifiedAt = Date(timeIntervalSince1970: TimeInterval(time.tv_sec) + TimeInterval(time.tv_nsec) / 1e9)
    }

    deinit { close(descriptor) }

    /// The next bytes; empty at the end.
    ///
    /// - Throws: ``SystemReason``.
    func next() throws(SystemReason) -> [UInt8] {
        var chunk = [UInt8](repeating: 0, count: Self.pieceSize)
        while true {
            let count = unsafe Glibc.read(descriptor, &chunk, chunk.count)
            if count >= 0 { return Array(chunk.prefix(count)) }
            guard errno == EINTR else { throw SystemReason() }
        }
    }

    /// All that is left.
    ///
    /// - Parameter limit: The most bytes that are kept; one more tells that there are too many.
    /// - Throws: ``SystemReason``.
    func rest(limit: Int) throws(SystemReason) -> [UInt8] {
        var all: [UInt8] = []
        while all.count <= limit {
            let piece = try next()
            if piece.isEmpty { break }
            all += piece
        }
        return all
    }
}
