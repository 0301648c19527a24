/// Bytes of a text file, in pieces of any size, as UTF-8: from UTF-8 or UTF-16, with or without a byte order mark.
///
/// Windows writes all of these, PowerShell's `>` UTF-16. What the bytes are is told from the first four: every format read here
/// begins with a character of ASCII. Output is cut between scalars only.
struct UTF8Transcoder {
    /// Bytes that are no text in the encoding.
    struct Fault: Error {
        let line: Int
        let column: Int
        let found: String
    }

    private enum Encoding { case utf8, utf16Little, utf16Big }

    private var encoding: Encoding?
    /// The start of the file until the encoding is told; later the bytes of a scalar that is not whole.
    private var held: [UInt8] = []
    private var line = 1
    private var column = 1

    /// Where in the text the next scalar will stand.
    var place: EvidenceError.Place { .line(line, column: column) }

    mutating func append(_ chunk: ArraySlice<UInt8>, to output: inout [UInt8]) throws(Fault) {
        guard let encoding else {
            held += chunk
            if held.count >= 4 { try begin(to: &output) }
            return
        }
        let bytes = held.isEmpty ? chunk : held[...] + chunk
        held.removeAll(keepingCapacity: true)
        switch encoding {
        case .utf8: try decodeUTF8(bytes, to: &output)
        case .utf16Little: try decodeUTF16(bytes, highFirst: false, to: &output)
        case .utf16Big: try decodeUTF16(bytes, highFirst: true, to: &output)
        }
    }

    /// The end of the file.
    mutating func finish(to output: inout [UInt8]) throws(Fault) {
        if encoding == nil { try begin(to: &output) }
        if !held.isEmpty { throw fault("a character that is cut off by the end of the file") }
    }

    private mutating func begin(to output: inout [UInt8]) throws(Fault) {
        let start = held
        held = []
        let first = start + [UInt8](repeating: 1, count: max(0, 4 - start.count))
        var markLength = 0
        switch (first[0], first[1], first[2], first[3]) {
        case (0xFF, 0xFE, 0, 0), (0, 0, 0xFE, 0xFF), (1..., 0, 0, 0), (0, 0, 0, 1...):
            throw fault("UTF-32")
        case (0xEF, 0xBB, 0xBF, _): (encoding, markLength) = (.utf8, 3)
        case (0xFF, 0xFE, _, _): (encoding, markLength) = (.utf16Little, 2)
        case (0xFE, 0xFF, _, _): (encoding, markLength) = (.utf16Big, 2)
        case (1..., 0, _, _): encoding = .utf16Little
        case (0, 1..., _, _): encoding = .utf16Big
        default: encoding = .utf8
        }
        try append(start.dropFirst(markLength), to: &output)
    }

    private func fault(_ found: String) -> Fault { Fault(line: line, column: column, found: found) }

    private mutating func advance(over first: UInt8) {
        if first == UInt8(ascii: "\n") {
            line += 1
            column = 1
        } else {
            column += 1
        }
    }

    /// The table of well-formed sequences (Unicode, table 3-7): what may follow the first byte.
    private mutating func decodeUTF8(_ bytes: ArraySlice<UInt8>, to output: inout [UInt8]) throws(Fault) {
        var index = bytes.startIndex
        // What comes before a fault is text all the same, and may hold an error that comes first.
        defer { output += bytes[..<index] }
        while index < bytes.endIndex {
            let first = bytes[index]
            if first < 0x80 {
                advance(over: first)
                index += 1
                continue
            }
            let length: Int
            var second: ClosedRange<UInt8> = 0x80...0xBF
            switch first {
            case 0xC2...0xDF: length = 2
            case 0xE0: (length, second) = (3, 0xA0...0xBF)
            case 0xED: (length, second) = (3, 0x80...0x9F)
            case 0xE1...0xEF: length = 3
            case 0xF0: (length, second) = (4, 0x90...0xBF)
            case 0xF1...0xF3: length = 4
            case 0xF4: (length, second) = (4, 0x80...0x8F)
            default: throw fault("the byte 0x\(String(first, radix: 16)), which is no UTF-8")
            }
            let rest = bytes[(index + 1)...].prefix(length - 1)
            let isWellFormed = rest.first.map(second.contains) ?? true
            guard isWellFormed, rest.dropFirst().allSatisfy({ (0x80...0xBF).contains($0) }) else {
                throw fault("bytes that are no UTF-8")
            }
            if rest.count < length - 1 {
                held = Array(bytes[index...])
                break
            }
            advance(over: first)
            index += length
        }
    }

    private mutating func decodeUTF16(
        _ bytes: ArraySlice<UInt8>, highFirst: Bool, to output: inout [UInt8]
    ) throws(Fault) {
        func unit(_ at: Int) -> UInt16 {
            let (one, two) = (UInt16(bytes[at]), UInt16(bytes[at + 1]))
            return highFirst ? one << 8 | two : two << 8 | one
        }
        var index = bytes.startIndex
        while index + 1 < bytes.endIndex {
            let first = unit(index)
            var value = UInt32(first)
            var length = 2
            if (0xD800...0xDFFF).contains(first) {
                guard first < 0xDC00 else { throw fault("half of a surrogate pair") }
                guard index + 3 < bytes.endIndex else { break }
                let second = unit(index + 2)
                guard (0xDC00...0xDFFF).contains(second) else { throw fault("half of a surrogate pair") }
                value = 0x10000 + (UInt32(first & 0x3FF) << 10 | UInt32(second & 0x3FF))
                length = 4
            }
            guard let scalar = Unicode.Scalar(value) else { throw fault("half of a surrogate pair") }
            output += UTF8.encode(scalar) ?? UTF8.encodedReplacementCharacter
            advance(over: value == 0x0A ? 0x0A : 0)
            index += length
        }
        held = Array(bytes[index...])
    }
}

extension UTF8Transcoder {
    /// A whole file as text.
    ///
    /// - Throws: `.encoding` with the place, `.tooLarge` beyond the limit.
    static func text(of bytes: [UInt8], in file: String, limit: Int) throws(EvidenceError) -> [UInt8] {
        guard bytes.count <= limit else {
            throw EvidenceError(
                .tooLarge, in: file, found: "a file of \(bytes.count) bytes", expected: "at most \(limit)")
        }
        var transcoder = Self()
        var output: [UInt8] = []
        output.reserveCapacity(bytes.count)
        do {
            try transcoder.append(bytes[...], to: &output)
            try transcoder.finish(to: &output)
        } catch {
            throw EvidenceError(encoding: error, in: file)
        }
        return output
    }
}

extension EvidenceError {
    init(encoding fault: UTF8Transcoder.Fault, in file: String) {
        self.init(
            .encoding, in: file, at: .line(fault.line, column: fault.column), found: fault.found,
            expected: "text in UTF-8 or UTF-16")
    }
}
