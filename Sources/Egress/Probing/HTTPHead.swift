/// The beginning of an HTTP answer (RFC 9112): its status. Nothing else of it is of interest here.
package struct HTTPHead: Hashable, Sendable {
    package let status: Int
    /// The rest of the status line.
    package let reason: String

    package enum Progress: Hashable, Sendable {
        case needMore
        case complete(HTTPHead)
        /// What came is no HTTP; why.
        case invalid(String)
    }

    /// Bytes that a head may have: several times what servers send.
    package static let limit = 64 << 10

    package static func parse(_ bytes: [UInt8]) -> Progress {
        var reader = HTTPHeadReader()
        return reader.read(bytes)
    }

    init?(line: [UInt8]) {
        let text = line.last == 0x0D ? line.dropLast() : line[...]
        let parts = text.split(separator: 0x20, maxSplits: 2, omittingEmptySubsequences: false)
        guard parts.count >= 2, parts[0].count == 8, (0x30...0x39).contains(parts[0].last ?? 0), parts[1].count == 3,
            parts[1].allSatisfy({ (0x30...0x39).contains($0) }),
            let status = Int(String(decoding: parts[1], as: UTF8.self)), (100...999).contains(status)
        else { return nil }
        self.status = status
        reason = parts.count > 2 ? String(decoding: parts[2].prefix(100), as: UTF8.self) : ""
    }
}

extension HTTPHead: CustomStringConvertible {
    package var description: String { reason.isEmpty ? "HTTP \(status)" : "HTTP \(status) \(reason)" }
}
