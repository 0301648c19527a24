import LDAP
import Testing

@Suite("reading LDIF")
struct LDIFReaderTests {
    /// The values of the attribute `a` of the only entry.
    private func values(_ lines: String) throws -> [[UInt8]]? {
        let records = try LDIFReader.records(in: "dn: dc=x\n\(lines)\n".utf8)
        #expect(records.count == 1)
        return try #require(records.first?.entry)["a"]
    }

    // MARK: Values

    @Test(
        "spaces before a value say nothing, and those behind it belong to it",
        arguments: [
            ("a: x", "x"), ("a:x", "x"), ("a:    x", "x"), ("a: x  ", "x  "), ("a: x y", "x y"),
        ])
    func spaces(line: String, value: String) throws {
        #expect(try values(line) == [Array(value.utf8)])
    }

    @Test("an empty value is one", arguments: ["a:", "a: ", "a:   ", "a::", "a:: "])
    func emptyValues(line: String) throws {
        #expect(try values(line) == [[]])
        #expect(try values("\(line)\na: x\n\(line)") == [[], [0x78], []])
    }

    @Test(
        "a value that begins with a colon, a space or “<” comes in base64",
        arguments: [
            ("a:: OmNvbG9u", ":colon"), ("a:: IHNwYWNl", " space"), ("a:: PGxlc3M=", "<less"),
        ])
    func awkwardBeginnings(line: String, value: String) throws {
        #expect(try values(line) == [Array(value.utf8)])
        // Behind a space the colon and “<” cannot be meant as signs of a coding.
        #expect(try values("a: :x\na: <x\na: : x") == [":x", "<x", ": x"].map { Array($0.utf8) })
    }

    @Test("NUL and octets that are no text come in base64, and stay")
    func binary() throws {
        #expect(try values("a:: AP8AgAo=") == [[0x00, 0xFF, 0x00, 0x80, 0x0A]])
    }

    @Test("octets outside ASCII are taken as they are: many files are written by hand")
    func rawOctets() throws {
        #expect(try values("a: Löhne") == [Array("Löhne".utf8)])
        let records = try LDIFReader.records(in: Array("dn: ou=Löhne\na: ".utf8) + [0xFF, 0xFE])
        #expect(records.first?.distinguishedName.description == "ou=Löhne")
        #expect(records.first?.entry?["a"] == [[0xFF, 0xFE]])
    }

    @Test("the values of one description belong together wherever they stand, and options tell two apart")
    func grouping() throws {
        let records = try LDIFReader.records(in: "dn: dc=x\na: 1\nb: 2\nA: 3\na;lang-de: 4\nb: 5\n".utf8)
        let entry = try #require(records.first?.entry)
        #expect(entry.attributes.map(\.description) == ["a", "b", "a;lang-de"])
        #expect(entry.texts("a") == ["1", "3"])
        #expect(entry.texts("b") == ["2", "5"])
        #expect(entry.texts("a;lang-de") == ["4"])
    }

    // MARK: Lines

    @Test("lines end in LF or CR LF, folded ones too", arguments: ["\n", "\r\n"])
    func lineEnds(end: String) throws {
        let text = ["version: 1", "", "dn: dc=", " x", "a: one", " ", "  two", "b:: Y", " Q==", "", "", "dn: dc=y", ""]
        let records = try LDIFReader.records(in: text.joined(separator: end).utf8)
        #expect(records.map(\.line) == [3, 12])
        #expect(records.map(\.distinguishedName.description) == ["dc=x", "dc=y"])
        #expect(records.first?.entry?.text("a") == "one two")
        #expect(records.first?.entry?.text("b") == "a")
        #expect(records.last?.body == .content([]))
    }

    @Test("a missing final newline loses nothing", arguments: ["a: x", "a:: eA==", "a: \n x"])
    func missingFinalNewline(lines: String) throws {
        let records = try LDIFReader.records(in: "dn: dc=x\n\(lines)".utf8)
        #expect(records.first?.entry?.text("a") == "x")
    }

    @Test("comments are left out wherever they stand, with what is folded into them")
    func comments() throws {
        let text = """
            # before
             the version
            version: 1
            #
            dn: dc=x
            # dn: dc=y
             a: not this one
            a: 1
            #a: 2

            # alone

            dn: dc=z
            a: 3
            # at the end, folded
             without an end
            """
        let records = try LDIFReader.records(in: text.utf8)
        #expect(records.map(\.distinguishedName.description) == ["dc=x", "dc=z"])
        #expect(records.map { $0.entry?.texts("a") } == [["1"], ["3"]])
        #expect(records.map(\.line) == [5, 13])
    }

    @Test("a very long folded line is one value")
    func longFoldedLine() throws {
        let part = String(repeating: "x", count: 75)
        let text = "dn: dc=x\na: \n" + String(repeating: " \(part)\n", count: 20_000)
        let value = try #require(try LDIFReader.records(in: text.utf8).first?.entry?["a"]?.first)
        #expect(value.count == 1_500_000)
        #expect(value.allSatisfy { $0 == UInt8(ascii: "x") })
    }

    @Test(
        "a byte order mark, as editors write it, is no part of the first line",
        arguments: [
            "\u{FEFF}version: 1\ndn: dc=x\n", "\u{FEFF}dn: dc=x\n", "\u{FEFF}# comment\n more\ndn: dc=x\n",
            "\u{FEFF}\ndn: dc=x\n",
        ])
    func byteOrderMark(text: String) throws {
        #expect(try LDIFReader.records(in: text.utf8).map(\.distinguishedName.description) == ["dc=x"])
    }

    @Test("files put one behind the other keep their version lines")
    func versions() throws {
        let text = "version: 1\n\ndn: dc=x\n\nversion: 1\ndn: dc=y\nversion: 7\n"
        let records = try LDIFReader.records(in: text.utf8)
        #expect(records.map(\.distinguishedName.description) == ["dc=x", "dc=y"])
        #expect(records.last?.entry?.text("version") == "7", "within an entry it is an attribute")
    }

    @Test("nothing at all holds no record", arguments: ["", "\n", "\r\n\n\n", "version: 1\n", "# a\n b\n\n", "#"])
    func nothing(text: String) throws {
        #expect(try LDIFReader.records(in: text.utf8).isEmpty)
    }

    // MARK: Changes

    @Test("the words of changes are read without case, and a last “-” may be missing")
    func lenientChange() throws {
        let text =
            "DN: dc=x\nControl: 1.2 FALSE:: AP8=\ncontrol: 1.3\ncontrol: 1.4: v\ncontrol: 1.5 true:< file:///x\n"
            + "ChangeType: Modify\nIncrement: a;x\nA;X: 5\n-\nAdd: b\n"
        let record = try #require(try LDIFReader.records(in: text.utf8).first)
        #expect(
            record.body
                == .change(
                    .modify([
                        .init(operation: .increment, attribute: "a;x", values: [.octets([0x35])]),
                        .init(operation: .add, attribute: "b"),
                    ]),
                    controls: [
                        .init(identifier: "1.2", value: .octets([0x00, 0xFF])), .init(identifier: "1.3"),
                        .init(identifier: "1.4", value: .octets([0x76])),
                        .init(identifier: "1.5", isCritical: true, value: .url("file:///x")),
                    ]))
    }

    @Test("a change without any modification is one")
    func emptyChange() throws {
        let records = try LDIFReader.records(in: "dn: dc=x\nchangetype: modify\n\ndn: dc=y\nchangetype: add\n".utf8)
        #expect(records.map(\.body) == [.change(.modify([]), controls: []), .change(.add([]), controls: [])])
    }

    // MARK: Errors

    @Test(
        "what is wrong is said with its line",
        arguments: [
            ("version: 2\n", .unsupportedVersion, 1),
            ("version:: Mg==\n", .unsupportedVersion, 1),
            ("a: b\n", .missingDistinguishedName, 1),
            ("dn: dc=x\n\n\na: b\n", .missingDistinguishedName, 4),
            ("dn:< file:///x\n", .invalidDistinguishedName, 1),
            ("dn:: //4=\n", .invalidDistinguishedName, 1),
            (" dn: dc=x\n", .unexpectedContinuation, 1),
            ("dn: dc=x\n\n a: b\n", .unexpectedContinuation, 3),
            ("dn: dc=x\n\n \n", .unexpectedContinuation, 3),
            ("dn: dc=x\na\n", .missingColon, 2),
            ("dn: dc=x\n# c\na\n b\n c\n", .missingColon, 3),
            ("dn: dc=x\n: b\n", .invalidAttributeDescription, 2),
            ("dn: dc=x\na b: c\n", .invalidAttributeDescription, 2),
            ("dn: dc=x\nö: c\n", .invalidAttributeDescription, 2),
            ("dn: dc=x\n\ta: c\n", .invalidAttributeDescription, 2),
            ("dn: dc=x\na: \0\n", .forbiddenCharacter, 2),
            ("dn: dc=x\na: b\rc\n", .forbiddenCharacter, 2),
            ("dn: dc=x\na: b\r\r\n", .forbiddenCharacter, 2),
            ("dn: dc=x\na:: b\n", .invalidBase64, 2),
            ("dn: dc=x\na:: YQ== \n", .invalidBase64, 2),
            ("dn: dc=x\na:: Y\n  Q==\n", .invalidBase64, 2),
            ("dn: dc=x\na:<\n", .invalidURL, 2),
            ("dn: dc=x\na:< file:///a b\n", .invalidURL, 2),
            ("dn: dc=x\na: b\ndn: dc=y\n", .unexpectedLine, 3),
            ("dn: dc=x\na: b\nchangetype: add\n", .unexpectedLine, 3),
            ("dn: dc=x\na: b\n-\n", .unexpectedLine, 3),
            ("dn: dc=x\ncontrol: 1.2\n", .incompleteRecord, 2),
            ("dn: dc=x\ncontrol: 1.2\na: b\n", .unexpectedLine, 3),
            ("dn: dc=x\ncontrol: cn\nchangetype: delete\n", .invalidControl, 2),
            ("dn: dc=x\ncontrol: 1.2 yes\nchangetype: delete\n", .invalidControl, 2),
            ("dn: dc=x\ncontrol: 1.2 true x\nchangetype: delete\n", .invalidControl, 2),
            ("dn: dc=x\ncontrol:< file:///x\nchangetype: delete\n", .invalidControl, 2),
            ("dn: dc=x\ncontrol: 1.2: \0\nchangetype: delete\n", .forbiddenCharacter, 2),
            ("dn: dc=x\nchangetype: move\n", .unknownChange, 2),
            ("dn: dc=x\nchangetype:\n", .unknownChange, 2),
            ("dn: dc=x\nchangetype: modify\na: b\n", .unknownChange, 3),
            ("dn: dc=x\nchangetype: modify\nadd: a b\n", .invalidAttributeDescription, 3),
            ("dn: dc=x\nchangetype: modify\nadd: a\nb: c\n-\n", .attributeMismatch, 4),
            ("dn: dc=x\nchangetype: delete\na: b\n", .unexpectedLine, 3),
            ("dn: dc=x\nchangetype: modrdn\n", .incompleteRecord, 2),
            ("dn: dc=x\nchangetype: modrdn\nnewrdn: dc=y\n", .incompleteRecord, 3),
            ("dn: dc=x\nchangetype: modrdn\nnewrdn: dc=y\ndeleteoldrdn: yes\n", .unexpectedLine, 4),
            ("dn: dc=x\nchangetype: moddn\nnewrdn: dc=y\ndeleteoldrdn: 0\na: b\n", .unexpectedLine, 5),
            ("dn: dc=x\nchangetype: moddn\nnewrdn:: /w==\ndeleteoldrdn: 0\n", .invalidDistinguishedName, 3),
        ] as [(String, LDIFReadingError.Code, Int)])
    func errors(text: String, code: LDIFReadingError.Code, line: Int) throws {
        let error = try #require(throws: LDIFReadingError.self) { try LDIFReader.records(in: text.utf8) }
        #expect(error.code == code, "\(error)")
        #expect(error.line == line, "\(error)")
        #expect("\(error)".hasPrefix("reading LDIF failed at line \(line): "))
    }

    @Test("records before an error are handed out, and the error stays")
    func errorStays() throws {
        var reader = LDIFReader()
        reader.append("dn: dc=x\n\ndn: dc=y\n\nnonsense\n\ndn: dc=z\n\n".utf8)
        #expect(try reader.next()?.distinguishedName.description == "dc=x")
        #expect(try reader.next()?.distinguishedName.description == "dc=y")
        let first = try #require(throws: LDIFReadingError.self) { try reader.next() }
        reader.append("dn: dc=w\n\n".utf8)
        reader.finish()
        let second = try #require(throws: LDIFReadingError.self) { try reader.next() }
        #expect(first == second)
    }

    @Test("an error never shows a value: it could be a password")
    func errorsAreSilent() throws {
        for text in [
            "dn: dc=x\nuserPassword:: Lab-Secret\n", "dn: dc=x\nuserPassword: Lab-Secret\0\n",
            "dn: dc=x\nuserPassword Lab-Secret\n",
        ] {
            let error = try #require(throws: LDIFReadingError.self) { try LDIFReader.records(in: text.utf8) }
            #expect(!"\(error)".contains("Secret"))
        }
    }

    // MARK: Streaming and limits

    @Test("a record is there as soon as its empty line is, byte by byte")
    func streamed() throws {
        var reader = LDIFReader()
        let first = Array("dn: dc=x\r\na: 1\r\n\r\n".utf8)
        for byte in first.dropLast() {
            reader.append([byte])
            #expect(try reader.next() == nil)
        }
        reader.append([0x0A])
        #expect(try reader.next()?.entry?.text("a") == "1")
        #expect(try reader.next() == nil)
        reader.append("dn: dc=y".utf8)
        #expect(try reader.next() == nil)
        reader.finish()
        #expect(try reader.next()?.distinguishedName.description == "dc=y")
        #expect(try reader.next() == nil)
        #expect(try reader.next() == nil)
    }

    @Test(
        "a line may be as long as its limit, folded or not, and no longer",
        arguments: ["a: 345", "a: \n 345", "a\n :\n  \n 3\n 45"])
    func lineLimit(line: String) throws {
        let text = "dn: dc=x\n\(line)\n"
        for limit in [8, 9, 100] {
            #expect(try LDIFReader.records(in: text.utf8, limits: .init(lineBytes: limit)).count == 1)
        }
        let error = try #require(throws: LDIFReadingError.self) {
            try LDIFReader.records(in: "dn: x\n\(line)6\n".utf8, limits: .init(lineBytes: 6))
        }
        #expect(error.code == .limitExceeded)
        #expect(error.line == 2)
    }

    @Test("a record that does not end is refused, however its lines are cut")
    func recordLimit() throws {
        let limits = LDIFReader.Limits(recordBytes: 10_000)
        for line in ["a:\n", "a: \(String(repeating: "x", count: 500))\n"] {
            var reader = LDIFReader(limits: limits)
            reader.append("dn: dc=before\n\ndn: dc=x\n".utf8)
            #expect(try reader.next()?.distinguishedName.description == "dc=before")
            let error = try #require(throws: LDIFReadingError.self) {
                for _ in 0..<1000 {
                    reader.append(line.utf8)
                    _ = try reader.next()
                }
            }
            #expect(error.code == .limitExceeded)
            #expect(error.line == 3)
        }
        // Many records are no long record, and comments are nothing at all.
        let many = String(repeating: "dn: dc=x\na: y\n# \(String(repeating: "c", count: 200))\n c\n\n", count: 1000)
        #expect(try LDIFReader.records(in: many.utf8, limits: .init(lineBytes: 10, recordBytes: 300)).count == 1000)
    }

    @Test("limits below zero allow nothing, and the largest of all overflow nowhere")
    func strangeLimits() throws {
        let none = LDIFReader.Limits(lineBytes: -1, recordBytes: .min)
        #expect(throws: LDIFReadingError.self) { try LDIFReader.records(in: "dn: x\n".utf8, limits: none) }
        let all = LDIFReader.Limits(lineBytes: .max, recordBytes: .max)
        #expect(try LDIFReader.records(in: "dn: x\na:b\n".utf8, limits: all).count == 1)
    }
}
