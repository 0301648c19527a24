import Testing

@testable import Reports

@Suite struct VisibleTextTests {
    @Test(arguments: [
        ("dc1.corp.example.test", "dc1.corp.example.test"),
        ("Löhne 日本語 e\u{301} 👩‍💻", "Löhne 日本語 e\u{301} 👩‍💻"),
        ("\u{1B}[31mred", "\\u{1b}[31mred"),
        ("a\u{0}b\nc\rd\te", "a\\u{0}b\\u{a}c\\u{d}d\\u{9}e"),
        ("\u{7F}\u{9B}2J", "\\u{7f}\\u{9b}2J"),
        ("\u{202E}evil\u{2066}", "\\u{202e}evil\\u{2066}"),
        ("\u{200B}\u{FEFF}\u{2028}\u{2029}\u{E0041}", "\\u{200b}\\u{feff}\\u{2028}\\u{2029}\\u{e0041}"),
    ])
    func showsWhatATerminalWouldObeyOrHide(text: String, visible: String) {
        #expect(VisibleText.neutralised(text) == visible)
    }

    @Test(arguments: [
        ("", 0), ("dc1", 3), ("Löhne", 5), ("Lo\u{308}hne", 5), ("日本", 4), ("ｶﾅ", 2), ("ＡＢ", 4), ("한국", 4), ("👩‍💻", 2),
        ("🇩🇪", 2), ("❤️", 2), ("…·×", 3), ("\u{1112}\u{1161}\u{11AB}", 2),
    ])
    func measuresColumns(text: String, columns: Int) {
        #expect(DisplayWidth.of(text) == columns)
    }
}
