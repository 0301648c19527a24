/// Tags, and how comments, sections and instructions begin.
extension XMLReader {
    mutating func markup() throws(EvidenceError) -> XMLEvent? {
        let rest = buffer[head...]
        guard rest.count > 1 else { return nil }
        switch rest[head + 1] {
        case UInt8(ascii: "?"): return try beginInstruction()
        case UInt8(ascii: "!"): return try beginDeclaration()
        default: break
        }
        guard let end = try endOfTag() else { return nil }
        defer { consume(to: end + 1) }
        isAtStart = false
        if rest[head + 1] == UInt8(ascii: "/") { return try endTag(to: end) }
        return try startTag(to: end)
    }

    /// The index of the `>` that ends the tag at the front.
    private mutating func endOfTag() throws(EvidenceError) -> Int? {
        if scan.index <= head { scan = (head + 1, 0) }
        while scan.index < buffer.count {
            let byte = buffer[scan.index]
            if scan.quote != 0 {
                if byte == scan.quote { scan.quote = 0 }
            } else if byte == UInt8(ascii: ">") {
                return scan.index
            } else if byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "'") {
                scan.quote = byte
            }
            if byte == UInt8(ascii: "<") {
                throw failure(.malformed, found: "“<” within a tag", expected: "“>” first", at: scan.index)
            }
            if scan.index - head >= limits.tagBytes {
                throw failure(
                    .tooLarge, found: "a tag of more than \(limits.tagBytes) bytes", expected: "“>” before that",
                    at: head)
            }
            scan.index += 1
        }
        return nil
    }

    private mutating func endTag(to end: Int) throws(EvidenceError) -> XMLEvent {
        let name = String(decoding: trimmedAtEnd(buffer[(head + 2)..<end]), as: UTF8.self)
        guard let expected = open.last, state == .content else {
            throw failure(.malformed, found: "</\(name)>", expected: "an element that is open", at: head)
        }
        guard name == expected else {
            throw failure(.malformed, found: "</\(name)>", expected: "</\(expected)>", at: head)
        }
        close()
        return .end(name)
    }

    mutating func close() {
        open.removeLast()
        if open.isEmpty { state = .epilog }
    }

    private mutating func startTag(to end: Int) throws(EvidenceError) -> XMLEvent {
        guard state != .epilog else {
            throw failure(.malformed, found: "a second root element", expected: "the end of the file", at: head)
        }
        guard open.count < limits.depth else {
            throw failure(
                .tooLarge, found: "elements nested more than \(limits.depth) deep", expected: "an export", at: head)
        }
        let isEmpty = buffer[end - 1] == UInt8(ascii: "/") && end - 1 > head
        var tag = XMLTag(bytes: buffer[(head + 1)..<(isEmpty ? end - 1 : end)])
        let name: String
        let attributes: [XMLAttribute]
        do {
            name = try tag.name()
            attributes = try tag.attributes(atMost: limits.attributes)
        } catch {
            throw failure(error.code, found: error.found, expected: error.expected, at: error.index)
        }
        open.append(name)
        state = .content
        if isEmpty { pendingEnd = name }
        return .start(name, attributes)
    }

    private func trimmedAtEnd(_ bytes: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
        bytes[..<(bytes.lastIndex { !XMLCharacters.isSpace($0) }.map { $0 + 1 } ?? bytes.startIndex)]
    }

    /// A comment, a CDATA section, or a document type declaration, which is refused.
    private mutating func beginDeclaration() throws(EvidenceError) -> XMLEvent? {
        let rest = buffer[head...]
        func begins(_ word: String) -> Bool { rest.starts(with: word.utf8) }
        func mayBegin(_ word: String) -> Bool { rest.count < word.utf8.count && word.utf8.starts(with: rest) }
        if begins("<!--") {
            (outer, state) = (state, .comment)
            isAtStart = false
            consume(to: head + 4)
        } else if begins("<![CDATA["), state == .content {
            state = .cdata
            consume(to: head + 9)
        } else if begins("<!DOCTYPE") {
            throw failure(
                .forbidden, found: "a document type declaration", expected: "an export, which has none", at: head)
        } else if !mayBegin("<!--"), !mayBegin("<![CDATA["), !mayBegin("<!DOCTYPE") {
            throw failure(.malformed, found: "“<!”", expected: "a tag or a comment", at: head)
        }
        return nil
    }

    private mutating func beginInstruction() throws(EvidenceError) -> XMLEvent? {
        // The target ends at a blank or at the “?” of “?>”.
        let rest = buffer[(head + 2)...]
        guard
            let end = rest.prefix(256).firstIndex(where: { XMLCharacters.isSpace($0) || $0 == UInt8(ascii: "?") })
        else {
            guard rest.count < 256 else {
                throw failure(.malformed, found: "a long name behind “<?”", expected: "a target", at: head)
            }
            return nil
        }
        let target = String(decoding: rest[..<end], as: UTF8.self)
        if target == "xml" { return try declaration() }
        guard XMLCharacters.isName(target), target.lowercased() != "xml" else {
            throw failure(.malformed, found: "“<?\(target)”", expected: "the name of an instruction", at: head)
        }
        if buffer[end] == UInt8(ascii: "?") {
            guard end + 1 < buffer.count else { return nil }
            guard buffer[end + 1] == UInt8(ascii: ">") else {
                throw failure(.malformed, found: "“?” in a name", expected: "“?>”", at: end)
            }
        }
        (outer, state) = (state, .instruction)
        isAtStart = false
        consume(to: end)
        return nil
    }

    /// `<?xml version="1.0" encoding="utf-8"?>`: the bytes decide on the encoding, since tools that convert a file leave the name.
    private mutating func declaration() throws(EvidenceError) -> XMLEvent? {
        guard isAtStart else {
            throw failure(.malformed, found: "“<?xml” within the document", expected: "it at the start only", at: head)
        }
        // No further than that, or what is an error would depend on how much has come.
        guard let end = buffer[head...].prefix(1024).firstIndex(of: UInt8(ascii: ">")) else {
            guard buffer.count - head < 1024 else {
                throw failure(.malformed, found: "a long “<?xml”", expected: "“?>”", at: head)
            }
            return nil
        }
        guard buffer[end - 1] == UInt8(ascii: "?"), end - 1 > head + 1 else {
            throw failure(.malformed, found: "“>” in “<?xml”", expected: "“?>”", at: end)
        }
        var tag = XMLTag(bytes: buffer[(head + 2)..<(end - 1)])
        let attributes: [XMLAttribute]
        do {
            _ = try tag.name()
            attributes = try tag.attributes(atMost: 3)
        } catch {
            throw failure(error.code, found: error.found, expected: error.expected, at: error.index)
        }
        let problem = XMLDeclaration.problem(in: attributes)
        if let problem {
            throw failure(problem.code, found: problem.found, expected: problem.expected, at: head)
        }
        isAtStart = false
        consume(to: end + 1)
        return nil
    }
}
