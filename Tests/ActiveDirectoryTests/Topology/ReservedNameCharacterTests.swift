import Testing

@testable import ActiveDirectory

@Suite struct ReservedNameCharacterTests {
    @Test(
        arguments: [
            ("Sales", []), ("", []), ("R&D #1 (old)", []), ("a b", []), ("Vertrieb Österreich", []),
            ("Sales, EMEA", ["a comma"]), ("a+b", ["a plus sign"]), ("a\"b", ["a quotation mark"]),
            ("a\\b", ["a backslash"]), ("<a", ["a left angle bracket"]), ("a>", ["a right angle bracket"]),
            ("a;b", ["a semicolon"]), ("a\nb", ["a line feed"]), ("a\rb", ["a carriage return"]),
            ("a=b", ["an equals sign"]), ("a/b", ["a slash"]), (" a", ["a blank at the beginning"]),
            ("#a", ["a # at the beginning"]), ("a ", ["a blank at the end"]), ("a,b,c", ["a comma"]),
            (" a/b,c ", ["a blank at the beginning", "a slash", "a comma", "a blank at the end"]),
            (" ", ["a blank at the beginning", "a blank at the end"]),
            // One character of Swift's each.
            ("a\r\nb", ["a carriage return", "a line feed"]), ("a,\u{301}b", ["a comma"]),
            (" \u{301}a", ["a blank at the beginning"]),
            // Signs that look like them and are none.
            ("a\u{FF0C}b\u{2215}c\u{A0}", []),
        ] as [(String, [String])])
    func found(_ name: String, _ expected: [String]) {
        #expect(ReservedNameCharacter.all(in: name).map(\.name) == expected)
    }

    @Test(
        arguments: [
            ("Sales", "Sales"), ("Sales, EMEA", "Sales EMEA"), ("a+b", "a-b"), ("a\"b", "a'b"), ("a\\b", "a-b"),
            ("a<b>c", "a-b-c"), ("a;b", "a b"), ("a\r\nb", "a b"), ("a=b", "a-b"), ("QA/Test", "QA-Test"),
            ("  a  ", "a"), ("## a", "a"), ("#", nil), (",", nil), ("", nil), ("C#", "C#"),
            ("Österreich, Süd", "Österreich Süd"),
        ] as [(String, String?)])
    func replaced(_ name: String, _ expected: String?) {
        let plain = ReservedNameCharacter.replacing(in: name)
        #expect(plain == expected)
        #expect(ReservedNameCharacter.all(in: plain ?? "").isEmpty)
    }
}
