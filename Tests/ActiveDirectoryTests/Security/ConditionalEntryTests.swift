import ActiveDirectory
import TestSupport
import Testing

/// Conditions of callback entries (MS-DTYP 2.4.4.17, 2.5.1.1): kept as they are, and written as text wherever text can say them.
@Suite struct ConditionalEntryTests {
    static func utf16(_ text: String) -> String {
        text.utf16.map { unit in
            let digits = String(unit, radix: 16)
            let four = String(repeating: "0", count: 4 - digits.count) + digits
            return String(four.suffix(2) + four.prefix(2))
        }.joined()
    }

    /// The text, the same with the blanks that are written, and the bytes.
    static let conditions: [(text: String, written: String, bytes: String)] = [
        // The examples of MS-DTYP 2.4.4.17.9.
        (
            "(Title==\"VP\")", "(Title == \"VP\")",
            "61727478 f8 0a000000 \(utf16("Title")) 10 04000000 \(utf16("VP")) 80"
        ),
        (
            "(@User.Title==\"PM\" && (@User.Division==\"Finance\" || @User.Division ==\" Sales\"))",
            "(@User.Title == \"PM\" && (@User.Division == \"Finance\" || @User.Division == \" Sales\"))",
            """
            61727478 f9 0a000000 \(utf16("Title")) 10 04000000 \(utf16("PM")) 80
            f9 10000000 \(utf16("Division")) 10 0e000000 \(utf16("Finance")) 80
            f9 10000000 \(utf16("Division")) 10 0c000000 \(utf16(" Sales")) 80 a1 a0
            """
        ),
        (
            "(Member_of{SID(BA),SID(S-1-5-32-551)})", "(Member_of {SID(BA), SID(BO)})",
            """
            61727478 50 2a000000 51 10000000 0102 000000000005 20000000 20020000
            51 10000000 0102 000000000005 20000000 27020000 89
            """
        ),
        (
            "(!(Exists @Device.a) || x Contains {1, -2, 0x10})", "(!(Exists @Device.a) || x Contains {1, -2, 0x10})",
            """
            61727478 fb 02000000 6100 87 a2 f8 02000000 7800 50 21000000
            04 0100000000000000 03 02 04 feffffffffffffff 02 02 04 1000000000000000 03 03 86 a1
            """
        ),
        ("(a && b && c)", "(a && b && c)", "61727478 f8 02000000 6100 f8 02000000 6200 a0 f8 02000000 6300 a0"),
        ("(a && (b && c))", "(a && (b && c))", "61727478 f8 02000000 6100 f8 02000000 6200 f8 02000000 6300 a0 a0"),
        ("(a || b && c)", "(a || (b && c))", "61727478 f8 02000000 6100 f8 02000000 6200 f8 02000000 6300 a0 a1"),
        ("(x Any_of #00ff)", "(x Any_of #00ff)", "61727478 f8 02000000 7800 18 02000000 00ff 88"),
        (
            "(@Resource.p%0020q>=07)", "(@Resource.p%0020q >= 07)",
            "61727478 fa 06000000 \(utf16("p q")) 04 0700000000000000 03 01 85"
        ),
    ]

    @Test(arguments: conditions.indices) func textAndBytes(index: Int) throws {
        let (text, written, bytes) = Self.conditions[index]
        let entry = try AccessControlEntry(sddl: "(XA;;CR;;;WD;\(text))")
        var expected = captured(bytes)
        while expected.count % 4 != 0 { expected.append(0) }
        #expect(entry.applicationData == expected)
        #expect(entry.sddl() == "(XA;;CR;;;WD;\(written))")
        #expect(try AccessControlEntry(sddl: entry.sddl()) == entry)
        let descriptor = SecurityDescriptor(dacl: AccessControlList(entries: [entry]))
        #expect(try SecurityDescriptor(bytes: descriptor.bytes()) == descriptor)
    }

    @Test(arguments: [
        "()", "(a", "(a ==)", "(== a)", "(a b)", "(a == \"x)", "(a == {1)", "(a == #0)", "(Member_of SID(QQ))",
        "(Member_of SID(BA)",
        "(a == 99999999999999999999)", "(a == 09)", "(@User. == 1)", "(a == %00)", "(a &&)", "(a) b)", "(!)",
        String(repeating: "(", count: 300) + "a" + String(repeating: ")", count: 300),
        "(" + String(repeating: "!", count: 300) + "a)", "(a" + String(repeating: " || a", count: 100_000) + ")",
    ]) func badConditions(text: String) {
        let error = #expect(throws: SDDLError.self) { try AccessControlEntry(sddl: "(XA;;CR;;;WD;\(text))") }
        #expect((error?.position ?? 0) >= 13)
    }

    /// Bytes that text cannot say follow in hexadecimal, and come back.
    @Test(arguments: [
        "00", "61727478", "61727478 80", "61727478 f8 ff000000 61", "61727478 f8 01000000 61 000000", "deadbeef",
        // Numbers of eight bits, and with a sign that no text has; a string with a quote in it.
        "61727478 01 0100000000000000 03 02 00", "61727478 f8 02000000 6100 04 0100000000000000 09 02 80 00",
        "61727478 f8 02000000 6100 10 02000000 2200 80 00",
    ]) func bytesWithoutWords(bytes: String) throws {
        let entry = AccessControlEntry(
            .allowedCallback, mask: .controlAccess, trustee: .everyone, applicationData: captured(bytes))
        #expect(entry.sddl().contains(";(#"))
        #expect(try AccessControlEntry(sddl: entry.sddl()) == entry)
    }

    @Test func damagedConditions() throws {
        var source = SeededRandom(seed: 9)
        var words = 0
        for round in 0..<20_000 {
            let original = captured(Self.conditions[round % Self.conditions.count].bytes)
            let entry = AccessControlEntry(
                .deniedCallbackObject, mask: .controlAccess, objectType: .resetPassword, trustee: .everyone,
                applicationData: source.damaged(original))
            let text = entry.sddl()
            if !text.contains(";(#") { words += 1 }
            guard try AccessControlEntry(sddl: text) == entry else {
                Issue.record("\(entry.applicationData) does not come back from \(text)")
                return
            }
        }
        #expect(words > 500)
    }

    @Test func damagedConditionTexts() {
        var source = SeededRandom(seed: 10)
        var read = 0
        for round in 0..<20_000 {
            let original = Array(Self.conditions[round % Self.conditions.count].text.utf8)
            let text = "(XA;;CR;;;WD;" + String(decoding: source.damaged(original), as: UTF8.self) + ")"
            guard let entry = try? AccessControlEntry(sddl: text) else { continue }
            read += 1
            guard let again = try? AccessControlEntry(sddl: entry.sddl()), again == entry else {
                Issue.record("\(text) comes back as \(entry.sddl())")
                return
            }
        }
        #expect(read > 500)
    }
}
