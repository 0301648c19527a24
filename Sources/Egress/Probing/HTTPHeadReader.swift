/// Reads the head of an HTTP answer as it comes, each byte once.
struct HTTPHeadReader {
    private static let lineLimit = 8 << 10
    private static let start = Array("HTTP/1.".utf8)

    private var count = 0
    private var statusLine: [UInt8] = []
    private var head: HTTPHead?
    private var isLineEmpty = false
    private var ended: HTTPHead.Progress?

    /// What is known with these bytes; once that is settled, it stays so.
    mutating func read(_ bytes: [UInt8]) -> HTTPHead.Progress {
        for (place, byte) in bytes.enumerated() {
            if let ended { return ended }
            ended = take(byte, before: bytes[(place + 1)...])
        }
        return ended ?? .needMore
    }

    private mutating func take(_ byte: UInt8, before rest: ArraySlice<UInt8>) -> HTTPHead.Progress? {
        count += 1
        guard let head else { return takeOfStatusLine(byte, before: rest) }
        switch byte {
        case 0x0A where isLineEmpty: return .complete(head)
        case 0x0A: isLineEmpty = true
        case 0x0D: break
        default: isLineEmpty = false
        }
        return count < HTTPHead.limit ? nil : .invalid("a header without end, \(count) bytes so far")
    }

    private mutating func takeOfStatusLine(
        _ byte: UInt8, before rest: ArraySlice<UInt8>
    ) -> HTTPHead.Progress? {
        guard byte == 0x0A else {
            statusLine.append(byte)
            if count <= Self.start.count, byte != Self.start[count - 1] {
                return .invalid("an answer that begins with \(Self.visible(statusLine + rest.prefix(40)))")
            }
            return count < Self.lineLimit ? nil : .invalid("a status line longer than \(Self.lineLimit) bytes")
        }
        head = HTTPHead(line: statusLine)
        isLineEmpty = true
        return head == nil ? .invalid("the status line \(Self.visible(statusLine))") : nil
    }

    private static func visible(_ bytes: [UInt8]) -> String {
        let text = bytes.prefix(40).map { (0x20...0x7E).contains($0) ? String(UnicodeScalar($0)) : "." }.joined()
        return "\"\(text)\"" + (bytes.count > 40 ? "…" : "")
    }
}
