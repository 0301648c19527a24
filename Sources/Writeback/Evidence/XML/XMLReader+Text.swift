/// What is not markup.
extension XMLReader {
    mutating func skipComment() throws(EvidenceError) -> XMLEvent? {
        var index = head
        while index < buffer.count {
            if buffer[index] == UInt8(ascii: "-") {
                guard index + 1 < buffer.count else { break }
                if buffer[index + 1] == UInt8(ascii: "-") {
                    guard index + 2 < buffer.count else { break }
                    guard buffer[index + 2] == UInt8(ascii: ">") else {
                        throw failure(.malformed, found: "“--” in a comment", expected: "“-->”", at: index)
                    }
                    state = outer
                    consume(to: index + 3)
                    return nil
                }
            } else {
                guard try isAllowed(at: index) else { break }
            }
            index += 1
        }
        consume(to: index)
        return nil
    }

    mutating func skipInstruction() throws(EvidenceError) -> XMLEvent? {
        var index = head
        while index < buffer.count {
            if buffer[index] == UInt8(ascii: "?") {
                guard index + 1 < buffer.count else { break }
                if buffer[index + 1] == UInt8(ascii: ">") {
                    state = outer
                    consume(to: index + 2)
                    return nil
                }
            }
            guard try isAllowed(at: index) else { break }
            index += 1
        }
        consume(to: index)
        return nil
    }

    mutating func characterData() throws(EvidenceError) -> XMLEvent? {
        var output: [UInt8] = []
        var index = head
        while index < buffer.count {
            let byte = buffer[index]
            if byte == UInt8(ascii: "]"), index + 2 >= buffer.count, !isFinished { break }
            if byte == UInt8(ascii: "]"), buffer[index...].starts(with: "]]>".utf8) {
                state = .content
                index += 3
                break
            }
            guard try append(byte, at: &index, to: &output) else { break }
            appendPlain(at: &index, to: &output)
        }
        consume(to: index)
        return output.isEmpty ? nil : .text(output)
    }

    mutating func text() throws(EvidenceError) -> XMLEvent? {
        isAtStart = false
        var output: [UInt8] = []
        var index = head
        while index < buffer.count, buffer[index] != UInt8(ascii: "<") {
            let byte = buffer[index]
            guard state == .content || XMLCharacters.isSpace(byte) else {
                throw failure(
                    .malformed, found: "text outside of the root element",
                    expected: state == .prolog ? "“<”" : "the end of the file", at: index)
            }
            if byte == UInt8(ascii: "&") {
                guard let length = try reference(at: index, to: &output) else { break }
                index += length
                continue
            }
            if byte == UInt8(ascii: "]") {
                if index + 2 >= buffer.count, !isFinished { break }
                if buffer[index...].starts(with: "]]>".utf8) {
                    throw failure(.malformed, found: "“]]>” in text", expected: "it behind “<![CDATA[”", at: index)
                }
            }
            guard try append(byte, at: &index, to: &output) else { break }
            if state == .content { appendPlain(at: &index, to: &output) }
        }
        consume(to: index)
        return output.isEmpty || state != .content ? nil : .text(output)
    }

    /// One byte of text, line ends made one (XML 1.0, 2.11). False where the next byte is needed first.
    private func append(_ byte: UInt8, at index: inout Int, to output: inout [UInt8]) throws(EvidenceError) -> Bool {
        if byte == 0x0D {
            if index + 1 >= buffer.count, !isFinished { return false }
            let isPair = index + 1 < buffer.count && buffer[index + 1] == 0x0A
            output.append(0x0A)
            index += isPair ? 2 : 1
            return true
        }
        guard try isAllowed(at: index) else { return false }
        output.append(byte)
        index += 1
        return true
    }

    /// The run of bytes from here that mean nothing but themselves.
    private func appendPlain(at index: inout Int, to output: inout [UInt8]) {
        let start = index
        while index < buffer.count {
            switch buffer[index] {
            case 0x09, 0x0A, 0x20...0x25, 0x27...0x3B, 0x3D...0x5C, 0x5E...0xEE, 0xF0...0xFF: index += 1
            default:
                output += buffer[start..<index]
                return
            }
        }
        output += buffer[start..<index]
    }

    /// Whether a byte is of a character that XML has; false where the next bytes are needed to tell.
    private func isAllowed(at index: Int) throws(EvidenceError) -> Bool {
        let byte = buffer[index]
        if byte < 0x20, !XMLCharacters.isSpace(byte) {
            throw failure(
                .malformed, found: "the control character 0x\(String(byte, radix: 16))", expected: "text", at: index)
        }
        // U+FFFE and U+FFFF; the transcoder hands over whole characters only.
        if byte == 0xEF, index + 2 < buffer.count, buffer[index + 1] == 0xBF, buffer[index + 2] >= 0xBE {
            throw failure(.malformed, found: "a noncharacter", expected: "text", at: index)
        }
        return true
    }

    /// The length of the reference that stands there; nil where it is not whole.
    private func reference(at index: Int, to output: inout [UInt8]) throws(EvidenceError) -> Int? {
        let rest = buffer[index...].prefix(XMLReference.longest)
        guard let end = rest.firstIndex(of: UInt8(ascii: ";")) else {
            if rest.count < XMLReference.longest, !isFinished { return nil }
            throw failure(.malformed, found: "“&” without “;”", expected: "a reference", at: index)
        }
        guard let character = XMLReference.character(rest[(index + 1)..<end]) else {
            throw failure(
                .forbidden, found: "the reference \(String(decoding: rest[...end], as: UTF8.self))",
                expected: "one of a character, or &amp; &lt; &gt; &quot; &apos;", at: index)
        }
        output += character
        return end - index + 1
    }
}
