/// Puts lines together from chunks of a text: unfolds them (RFC 2849, note 2) and leaves comments out.
struct LDIFLines: Sendable {
    struct Line {
        /// Without its end; nothing for the empty line between records.
        var bytes: [UInt8]
        /// Of the first of the lines that were folded into it.
        var number: Int
    }

    private enum Place {
        /// Before a line's first byte. A line may be held that the next one can continue.
        case lineStart
        case inLine
    }

    /// Some editors put it before what they take for UTF-8.
    private static let byteOrderMark: [UInt8] = [0xEF, 0xBB, 0xBF]

    private let maximumBytes: Int
    private var input: [UInt8] = []
    private var position = 0
    private var place = Place.lineStart
    /// The line under construction, continuations included.
    private var line: [UInt8] = []
    private var lineNumber = 0
    private var holdsLine = false
    private var isComment = false
    /// Where in `line` the part begins that the current line of the text gave.
    private var partStart = 0
    private var linesSeen = 0
    private var isFinished = false

    init(maximumBytes: Int) {
        self.maximumBytes = maximumBytes
    }

    mutating func append(_ chunk: some Sequence<UInt8>) {
        if position > 0 {
            input.removeFirst(position)
            position = 0
        }
        input.append(contentsOf: chunk)
    }

    /// Whether everything was handed out, and nothing more will come.
    var isAtEnd: Bool { isFinished && position == input.count && !holdsLine && place == .lineStart }

    /// No more will come.
    mutating func finish() {
        isFinished = true
    }

    /// The next line; nil when it takes more of the text to tell where it ends, or there is none.
    mutating func next() throws(LDIFReadingError) -> Line? {
        while true {
            switch place {
            case .lineStart:
                guard position < input.count else {
                    guard isFinished else { return nil }
                    guard let line = takeLine() else { return nil }
                    return line
                }
                if input[position] == LDIFSyntax.space {
                    try continueLine()
                } else if let line = takeLine() {
                    return line
                } else {
                    beginLine()
                }
            case .inLine:
                let end = input[position...].firstIndex(of: LDIFSyntax.lineFeed)
                try take(upTo: end ?? input.count)
                if let end {
                    position = end + 1
                } else if !isFinished {
                    return nil
                }
                if let line = endPart() { return line }
            }
        }
    }

    private mutating func continueLine() throws(LDIFReadingError) {
        linesSeen += 1
        guard holdsLine else {
            throw LDIFReadingError(
                .unexpectedContinuation, line: linesSeen,
                "the line begins with a space, which continues the line before, and there is none to continue")
        }
        position += 1
        partStart = line.count
        place = .inLine
    }

    private mutating func beginLine() {
        linesSeen += 1
        lineNumber = linesSeen
        isComment = input[position] == UInt8(ascii: "#")
        holdsLine = true
        partStart = 0
        place = .inLine
    }

    /// A comment is never kept, however long it is.
    private mutating func take(upTo end: Int) throws(LDIFReadingError) {
        defer { position = end }
        if isComment { return }
        guard end - position <= maximumBytes - line.count else {
            throw LDIFReadingError(
                .limitExceeded, line: lineNumber, "the line is longer than the \(maximumBytes) bytes that one may have")
        }
        line += input[position..<end]
    }

    /// Ends a line of the text. An empty one stands for itself: nothing can continue it.
    private mutating func endPart() -> Line? {
        place = .lineStart
        if line.count > partStart, line.last == LDIFSyntax.carriageReturn { line.removeLast() }
        guard !isComment, line.isEmpty, lineNumber == linesSeen else { return nil }
        holdsLine = false
        return Line(bytes: [], number: lineNumber)
    }

    /// The line that is held; comments are dropped here, with all that continues them.
    private mutating func takeLine() -> Line? {
        guard holdsLine else { return nil }
        holdsLine = false
        if lineNumber == 1, line.starts(with: Self.byteOrderMark) {
            line.removeFirst(Self.byteOrderMark.count)
            isComment = line.first == UInt8(ascii: "#")
        }
        defer { line.removeAll() }
        if isComment { return nil }
        return Line(bytes: line, number: lineNumber)
    }
}
