import LDAP
import Testing

@Suite("writing LDIF")
struct LDIFWriterTests {
    static func entry(_ name: String, _ attributes: [(String, [[UInt8]])]) -> Entry {
        Entry(
            distinguishedName: DistinguishedName(name),
            attributes: attributes.map { Entry.Attribute(description: $0, values: $1) })
    }

    static func text(
        _ entries: [Entry], width: Int? = nil, base64: LDIFWriter.Base64Use = .whereRequired, version: Bool = false
    ) throws -> String {
        var writer = LDIFWriter(lineWidth: width, base64: base64, writesVersion: version)
        var output: [UInt8] = []
        for entry in entries { try writer.write(entry, to: &output) }
        #expect(output.allSatisfy { $0 < 0x80 })
        return String(decoding: output, as: UTF8.self)
    }

    @Test(
        "a value stands as it is, or in base64 where RFC 2849 does not let it",
        arguments: [
            ("plain", " plain", " plain"),
            ("", "", ""),
            ("trailing space ", ": dHJhaWxpbmcgc3BhY2Ug", ": dHJhaWxpbmcgc3BhY2Ug"),
            (" leading space", ": IGxlYWRpbmcgc3BhY2U=", ": IGxlYWRpbmcgc3BhY2U="),
            (" ", ": IA==", ": IA=="),
            (":colon", ": OmNvbG9u", ": OmNvbG9u"),
            ("<less", ": PGxlc3M=", ": PGxlc3M="),
            ("in:the<middle", " in:the<middle", " in:the<middle"),
            ("#hash", " #hash", " #hash"),
            ("-", " -", " -"),
            ("nul\0", ": bnVsAA==", ": bnVsAA=="),
            ("line\nfeed", ": bGluZQpmZWVk", ": bGluZQpmZWVk"),
            ("carriage\rreturn", ": Y2FycmlhZ2UNcmV0dXJu", ": Y2FycmlhZ2UNcmV0dXJu"),
            ("Löhne", ": TMO2aG5l", ": TMO2aG5l"),
            ("two  spaces", " two  spaces", " two  spaces"),
            // SAFE-CHAR has the control characters in it; a terminal has not.
            ("\ttab", ": CXRhYg==", ": CXRhYg=="),
            ("\u{0B}", ": Cw==", ": Cw=="),
            ("tab\there", " tab\there", ": dGFiCWhlcmU="),
            ("\u{1B}[31m", " \u{1B}[31m", ": G1szMW0="),
            ("\u{7F}", " \u{7F}", ": fw=="),
        ])
    func values(value: String, required: String, unprintable: String) throws {
        let entry = Self.entry("dc=x", [("a", [Array(value.utf8)])])
        #expect(try Self.text([entry]) == "dn: dc=x\na:\(required)\n\n")
        #expect(try Self.text([entry], base64: .whereUnprintable) == "dn: dc=x\na:\(unprintable)\n\n")
    }

    @Test("octets that are no text are base64")
    func binary() throws {
        let entry = Self.entry("dc=x", [("jpegPhoto", [[0xFF, 0xD8, 0x00], [0x80]])])
        #expect(try Self.text([entry]) == "dn: dc=x\njpegPhoto:: /9gA\njpegPhoto:: gA==\n\n")
    }

    @Test("passwords and BER are base64 where the unprintable is, whatever they hold")
    func hidden() throws {
        let names = [
            "userPassword", "USERPASSWORD", "2.5.4.35", "userPassword;x-old", "userCertificate;binary", "cn;Binary",
        ]
        for name in names {
            let entry = Self.entry("dc=x", [(name, [Array("a".utf8)])])
            #expect(try Self.text([entry]) == "dn: dc=x\n\(name): a\n\n")
            #expect(try Self.text([entry], base64: .whereUnprintable) == "dn: dc=x\n\(name):: YQ==\n\n")
        }
        for name in ["cn", "cn;lang-de", "userPasswordHistory", "12345678"] {
            let entry = Self.entry("dc=x", [(name, [Array("a".utf8)])])
            #expect(try Self.text([entry], base64: .whereUnprintable) == "dn: dc=x\n\(name): a\n\n")
        }
    }

    @Test(
        "a name is written by the same rules",
        arguments: [
            ("", "dn:\n"), ("ou=Löhne,dc=x", "dn:: b3U9TMO2aG5lLGRjPXg=\n"), ("<GUID=01>", "dn:: PEdVSUQ9MDE+\n"),
            ("cn=a\\20", "dn: cn=a\\20\n"),
        ])
    func names(name: String, line: String) throws {
        #expect(try Self.text([Self.entry(name, [])]) == line + "\n")
    }

    @Test(
        "lines are folded at the width, and what stands before the value never is",
        arguments: [
            (nil, "dn: dc=x\ncn: 123456789\njpegPhoto:: AAAAAAAA\n\n"),
            (76, "dn: dc=x\ncn: 123456789\njpegPhoto:: AAAAAAAA\n\n"),
            (13, "dn: dc=x\ncn: 123456789\njpegPhoto:: A\n AAAAAAA\n\n"),
            (12, "dn: dc=x\ncn: 12345678\n 9\njpegPhoto:: \n AAAAAAAA\n\n"),
            (5, "dn: d\n c=x\ncn: 1\n 2345\n 6789\njpegPhoto:: \n AAAA\n AAAA\n\n"),
            (
                2,
                "dn: \n d\n c\n =\n x\ncn: \n 1\n 2\n 3\n 4\n 5\n 6\n 7\n 8\n 9\njpegPhoto:: \n A\n A\n A\n A\n A\n A\n A\n A\n\n"
            ),
        ] as [(Int?, String)])
    func folding(width: Int?, text: String) throws {
        let entry = Self.entry("dc=x", [("cn", [Array("123456789".utf8)]), ("jpegPhoto", [[0, 0, 0, 0, 0, 0]])])
        #expect(try Self.text([entry], width: width) == text)
        if width == 2 { #expect(try Self.text([entry], width: -1) == text) }
    }

    @Test("the version comes once, before the first entry")
    func version() throws {
        let entries = [Self.entry("dc=x", []), Self.entry("dc=y", [])]
        #expect(try Self.text(entries, version: true) == "version: 1\n\ndn: dc=x\n\ndn: dc=y\n\n")
        #expect(try Self.text([], version: true) == "")
        #expect(try Self.text(entries) == "dn: dc=x\n\ndn: dc=y\n\n")
    }

    @Test("an attribute without values leaves no line")
    func noValues() throws {
        #expect(try Self.text([Self.entry("dc=x", [("member", []), ("cn", [[]])])]) == "dn: dc=x\ncn:\n\n")
    }

    @Test(
        "what could be read back as another attribute or record is refused, and nothing is written",
        arguments: [
            "", "#cn", "c n", " cn", "cn ", "cn:", ":cn", "cn\ndn: dc=evil\ncn", "cn\r", "cn\0", "ö", "dn", "DN",
            "changetype", "Control",
        ])
    func refused(name: String) throws {
        var writer = LDIFWriter()
        var output = Array("before".utf8)
        let entry = Self.entry("dc=x", [("sn", [[0x41]]), (name, [[0x41]])])
        let error = try #require(throws: LDIFWritingError.self) { try writer.write(entry, to: &output) }
        #expect(error.code == .invalidAttributeDescription)
        #expect(error.attribute == name)
        #expect(error.distinguishedName == entry.distinguishedName)
        #expect(!"\(error)".contains { $0.isNewline })
        #expect(output == Array("before".utf8))
        try writer.write(Self.entry("dc=y", [("x_y;range=0-1", [[0x41]])]), to: &output)
        #expect(String(decoding: output, as: UTF8.self) == "beforeversion: 1\n\ndn: dc=y\nx_y;range=0-1: A\n\n")
    }
}
