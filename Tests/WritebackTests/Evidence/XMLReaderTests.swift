import Foundation
import TestSupport
import Testing

@testable import Writeback

@Suite struct XMLReaderTests {
    static func events(_ bytes: [UInt8], inPiecesOf size: Int = .max) throws -> [XMLEvent] {
        var reader = XMLReader(file: "x.xml")
        var events: [XMLEvent] = []
        func take() throws {
            while let event = try reader.next() {
                if case .text(let more) = event, case .text(let text) = events.last {
                    events[events.count - 1] = .text(text + more)
                } else {
                    events.append(event)
                }
            }
        }
        var rest = bytes[...]
        while !rest.isEmpty {
            reader.append(rest.prefix(size))
            rest = rest.dropFirst(size)
            try take()
        }
        reader.finish()
        try take()
        return events
    }

    static func events(_ text: String, inPiecesOf size: Int = .max) throws -> [XMLEvent] {
        try events(Array(text.utf8), inPiecesOf: size)
    }

    static func text(_ text: String) -> XMLEvent { .text(Array(text.utf8)) }

    @Test func referencesSectionsAndLineEndsAreResolved() throws {
        let document =
            "<?xml version='1.0'?>\n<!--c--><a x=\"1&#10;\t&amp;\">&lt;&#x1F600;<![CDATA[<&]]>\r\n]]\r<b/></a> <?p?>"
        let expected: [XMLEvent] = [
            .start("a", [.init(name: "x", value: "1\n &")]), Self.text("<😀<&\n]]\n"), .start("b", []), .end("b"),
            .end("a"),
        ]
        for size in [1, 2, 3, 5, 1000] { #expect(try Self.events(document, inPiecesOf: size) == expected) }
    }

    @Test func everyEncodingReadsTheSame() throws {
        let document = "<?xml version=\"1.0\" encoding=\"utf-16\"?><a>Löhne 😀</a>"
        for (name, bytes) in EvidenceFixture.encodings(of: document) {
            for size in [1, 3, 1000] {
                let events = try Self.events(bytes, inPiecesOf: size)
                #expect(events == [.start("a", []), Self.text("Löhne 😀"), .end("a")], "\(name)")
            }
        }
    }

    static let refused: [(document: String, code: EvidenceError.Code, line: Int, column: Int)] = [
        ("<!DOCTYPE a><a/>", .forbidden, 1, 1),
        ("<!DOCTYPE a [<!ENTITY e SYSTEM 'file:///etc/passwd'>]><a>&e;</a>", .forbidden, 1, 1),
        ("<a>\n <b>&lol;</b></a>", .forbidden, 2, 5), ("<a b='&e;'/>", .forbidden, 1, 7),
        ("<a>&#0;</a>", .forbidden, 1, 4), ("<a>&#xD800;</a>", .forbidden, 1, 4), ("<a>&#+65;</a>", .forbidden, 1, 4),
        ("<a>&amp</a>", .malformed, 1, 4), ("<a><b></a></b>", .malformed, 1, 7), ("<a/><b/>", .malformed, 1, 5),
        ("x<a/>", .malformed, 1, 1), ("<a/>x", .malformed, 1, 5), ("<a b=1/>", .malformed, 1, 6),
        ("<a b='1'c='2'/>", .malformed, 1, 9), ("<a b='1' b='2'/>", .malformed, 1, 10), ("<a b/>", .malformed, 1, 4),
        ("<1/>", .malformed, 1, 2), ("<a b='<'/>", .malformed, 1, 7), ("<a>]]></a>", .malformed, 1, 4),
        ("<a>\u{1}</a>", .malformed, 1, 4), ("<a>\u{FFFE}</a>", .malformed, 1, 4),
        ("<a><!-- -- --></a>", .malformed, 1, 9),
        (" <?xml version='1.0'?><a/>", .malformed, 1, 2), ("<a><?xml version='1.0'?></a>", .malformed, 1, 4),
        ("<?xml version='1.1'?><a/>", .unexpected, 1, 1),
        ("<?xml version='1.0' encoding='windows-1252'?><a/>", .encoding, 1, 1),
        ("</a>", .malformed, 1, 1), ("<a><!ELEMENT b ANY></a>", .malformed, 1, 4), ("<a>\n<b", .truncated, 2, 3),
        ("<a>", .truncated, 1, 4), ("", .truncated, 1, 1), ("<a/><!--", .truncated, 1, 9), ("  ", .truncated, 1, 3),
        ("<a><![CDATA[x]]", .truncated, 1, 16),
    ]

    @Test(arguments: refused)
    func whatIsRefusedIsRefusedAtItsPlace(
        document: String, code: EvidenceError.Code, line: Int, column: Int
    ) throws {
        for size in [1, 1000] {
            let error = try EvidenceFixture.failure { _ = try Self.events(document, inPiecesOf: size) }
            #expect(error.code == code, "\(error)")
            #expect(error.place == .line(line, column: column), "\(error)")
        }
    }

    @Test func wrongEncodingsAreNamed() throws {
        let inputs: [[UInt8]] = [
            [0xFF, 0xFE, 0, 0, 0x3C, 0, 0, 0], [0, 0, 0, 0x3C], Array("<a>L".utf8) + [0xF6, 0x68, 0x6E],
            [0x3C, 0xC0, 0xAF],
            [0x3C, 0, 0x00, 0xD8, 0x3C, 0], [0x3C, 0, 0x61], Array("<a>".utf8) + [0xED, 0xA0, 0x80],
            Array("<a>".utf8) + [0xF5, 0x80, 0x80, 0x80], Array("<a>".utf8) + [0xE2, 0x82],
        ]
        for input in inputs {
            let error = try EvidenceFixture.failure { _ = try Self.events(input) }
            #expect(error.code == .encoding, "\(input): \(error)")
        }
    }

    /// A billion laughs need entities: there are none.
    @Test func nothingIsEverExpanded() throws {
        var bomb = "<!DOCTYPE a [<!ENTITY a0 'ha'>"
        for level in 1...9 {
            bomb += "<!ENTITY a\(level) '" + String(repeating: "&a\(level - 1);", count: 10) + "'>"
        }
        let error = try EvidenceFixture.failure { _ = try Self.events(bomb + "]><a>&a9;</a>") }
        #expect(error.code == .forbidden && error.place == .line(1, column: 1))
    }

    /// Found by the fuzzer: bytes that are no text hid the error before them, but only where both came in one piece.
    @Test(arguments: [1, 2, 7, 1000]) func theFirstErrorOfAFileIsTheOneThatIsTold(size: Int) throws {
        let both = Array("<a></b>".utf8) + [0x94] + Array("</a>".utf8)
        let first = try EvidenceFixture.failure { _ = try Self.events(both, inPiecesOf: size) }
        #expect(first.code == .malformed && first.place == .line(1, column: 4))
        let one = Array("<a>\nx".utf8) + [0x94] + Array("</b>".utf8)
        let only = try EvidenceFixture.failure { _ = try Self.events(one, inPiecesOf: size) }
        #expect(only.code == .encoding && only.place == .line(2, column: 2))
    }

    /// Found by the fuzzer: what ended late was taken where all of it came at once, and refused where it came in pieces.
    @Test(arguments: [1, 7, 100_000]) func whatIsTooLongIsSoInPiecesOfAnySize(size: Int) throws {
        let blanks = String(repeating: " ", count: 2_000)
        let name = String(repeating: "p", count: 300)
        for text in ["<?xml version='1.0'\(blanks)?><a/>", "<?\(name) ?><a/>"] {
            let error = try EvidenceFixture.failure { _ = try Self.events(text, inPiecesOf: size) }
            #expect(error.code == .malformed && error.place == .line(1, column: 1), "\(error)")
        }
        let longest = String(repeating: " ", count: 1024 - 21)
        #expect(try Self.events("<?xml version='1.0'\(longest)?><a/>", inPiecesOf: size).count == 2)
        let target = String(repeating: "p", count: 255)
        #expect(try Self.events("<?\(target) ?><a/>", inPiecesOf: size).count == 2)
    }

    @Test func whatIsHeldIsBounded() throws {
        let tag = Array(("<a b='" + String(repeating: "x", count: 100_000)).utf8)
        #expect(try EvidenceFixture.failure { _ = try Self.events(tag) }.code == .tooLarge)
        let deep = String(repeating: "<a>", count: 200)
        #expect(try EvidenceFixture.failure { _ = try Self.events(deep) }.code == .tooLarge)
        let wide = "<a " + (0..<100).map { "a\($0)='' " }.joined() + "/>"
        #expect(try EvidenceFixture.failure { _ = try Self.events(wide) }.code == .tooLarge)

        var reader = XMLReader(file: "x.xml")
        reader.append(Array("<a><!--".utf8)[...])
        let piece = [UInt8](repeating: UInt8(ascii: "x"), count: 65_536)
        for closing in ["--><![CDATA[", "]]><?p ", "?>"] {
            for _ in 0..<8 {
                reader.append(piece[...])
                while try reader.next() != nil {}
                #expect(reader.heldBytes <= 2 * piece.count)
            }
            reader.append(Array(closing.utf8)[...])
        }
    }

    /// Events in the words of `Tests/Oracles/xml-events`.
    static func words(_ events: [XMLEvent]) -> String {
        func code(_ bytes: some Sequence<UInt8>) -> String {
            bytes.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
        }
        return events.map { event in
            switch event {
            case .start(let name, let attributes):
                "S"
                    + ([code(name.utf8)] + attributes.map { code($0.name.utf8) + "=" + code($0.value.utf8) }).joined(
                        separator: " ")
            case .text(let bytes): "T" + code(bytes)
            case .end(let name): "E" + code(name.utf8)
            }
        }.joined(separator: "|")
    }

    /// Expat takes what we take, and finds the same in it.
    @Test func whatIsTakenIsWellFormedByExpatToo() async throws {
        let seeds = [
            "<?xml version=\"1.0\" encoding=\"utf-8\"?><a x='1' y=\"&lt;\"><!-- c --><b>t&amp;&#65;</b><c/><![CDATA[<]]>\r\n</a>",
            "<m:a xmlns:m='urn:x'><m:b m:c='d'>  Löhne ]] 😀 </m:b><?p q?></m:a>\n",
            try EvidenceFixture.text("Connect/export/GlobalSettings/MV.xml"),
        ]
        var random = SeededRandom(seed: 20_260_101)
        var taken: [(input: [UInt8], events: String)] = []
        for round in 0..<9000 {
            let input = round < seeds.count ? Array(seeds[round].utf8) : random.damaged(Array(random.pick(seeds).utf8))
            if let events = try? Self.events(input) { taken.append((input, Self.words(events))) }
        }
        #expect(taken.count > 300, "damage that is always refused proves nothing")
        let lines = taken.map { $0.input.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined() }
        let oracle = try await run(
            "/usr/bin/python3", [PackageLayout.root + "/Tests/Oracles/xml-events/expat-events"],
            input: lines.joined(separator: "\n") + "\n", timeout: .seconds(120))
        let answers = oracle.output.split(separator: "\n")
        try #require(answers.count == taken.count, "\(oracle.errors)")
        for (one, answer) in zip(taken, answers) {
            #expect(one.events == answer, "\(String(decoding: one.input, as: UTF8.self))")
        }
    }
}
