/// A streaming reader of XML 1.0 without document type declarations, for files that are not trusted.
///
/// Bytes go in by ``append(_:)``, events come out by ``next()``; only the tag that is being read is held, so a document may be of any
/// size. There is no DTD and so no entity but the five that XML itself has: nothing can be expanded, and nothing fetched. What the
/// reader takes is well-formed, prefixes of names apart, which it does not interpret.
/// `docs/decisions/0014-xml-without-a-library.md` says why it exists.
struct XMLReader: Sendable {
    /// Beyond these no export goes.
    struct Limits {
        var tagBytes = 64 << 10
        var depth = 128
        var attributes = 64
    }

    enum State { case prolog, content, cdata, comment, instruction, epilog }

    let file: String
    let limits: Limits
    private var transcoder = UTF8Transcoder()
    /// Bytes that are no text: told of when all that stands before them has been read, so that the first error of a file does not
    /// depend on the pieces in which it came.
    private var fault: EvidenceError?
    var isFinished = false

    // The parts below are for the extensions of this type only.

    /// Read, and not yet taken; `head` is its start.
    var buffer: [UInt8] = []
    var head = 0
    private var place = (line: 1, column: 1)
    /// How far the search for the end of a tag has come, and the quotation mark it stands in.
    var scan = (index: 0, quote: UInt8(0))

    var state = State.prolog
    /// Where a comment or an instruction leads back to.
    var outer = State.prolog
    var isAtStart = true
    var open: [String] = []
    var pendingEnd: String?

    init(file: String, limits: Limits = Limits()) {
        self.file = file
        self.limits = limits
    }

    /// How many bytes are held.
    var heldBytes: Int { buffer.count }

    mutating func append(_ chunk: ArraySlice<UInt8>) {
        if head > 0 {
            buffer.removeFirst(head)
            scan.index -= head
            head = 0
        }
        guard fault == nil else { return }
        do { try transcoder.append(chunk, to: &buffer) } catch { fault = EvidenceError(encoding: error, in: file) }
    }

    /// The end of the file: what is not whole by now is truncated.
    mutating func finish() {
        isFinished = true
        guard fault == nil else { return }
        do { try transcoder.finish(to: &buffer) } catch { fault = EvidenceError(encoding: error, in: file) }
    }

    /// The next event; nil when more bytes are needed, and at the end.
    mutating func next() throws(EvidenceError) -> XMLEvent? {
        if let name = pendingEnd {
            pendingEnd = nil
            close()
            return .end(name)
        }
        while head < buffer.count {
            let event: XMLEvent?
            let before = (head, state)
            switch state {
            case .comment: event = try skipComment()
            case .instruction: event = try skipInstruction()
            case .cdata: event = try characterData()
            case .prolog, .content, .epilog:
                event = buffer[head] == UInt8(ascii: "<") ? try markup() : try text()
            }
            if let event { return event }
            // Nothing was taken: more bytes are needed.
            if before == (head, state) { break }
        }
        if let fault { throw fault }
        if isFinished { try requireWhole() }
        return nil
    }

    private func requireWhole() throws(EvidenceError) {
        guard state != .epilog || head < buffer.count else { return }
        let expected = open.last.map { "</\($0)>" } ?? (state == .epilog ? "its end" : "an element")
        throw failure(.truncated, found: "the end of the file", expected: expected, at: buffer.count)
    }
}

// MARK: - Places

extension XMLReader {
    mutating func consume(to index: Int) {
        place = advanced(to: index)
        head = index
    }

    private func advanced(to index: Int) -> (line: Int, column: Int) {
        var (line, column) = place
        for byte in buffer[head..<max(head, min(index, buffer.count))] {
            if byte == 0x0A {
                line += 1
                column = 1
            } else if byte & 0xC0 != 0x80 {
                column += 1
            }
        }
        return (line, column)
    }

    /// Where the reader stands: behind what it has handed out.
    var currentPlace: EvidenceError.Place { .line(place.line, column: place.column) }

    func failure(
        _ code: EvidenceError.Code, found: String, expected: String, at index: Int? = nil
    ) -> EvidenceError {
        let (line, column) = advanced(to: index ?? head)
        return EvidenceError(code, in: file, at: .line(line, column: column), found: found, expected: expected)
    }
}
