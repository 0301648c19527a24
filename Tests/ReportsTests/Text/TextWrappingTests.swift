import Testing

@testable import Reports

@Suite struct TextWrappingTests {
    @Test(arguments: [
        ("", 10, [""]),
        ("   ", 10, [""]),
        ("one two three", 7, ["one two", "three"]),
        ("one  two", 80, ["one two"]),
        ("a https://example.test/long/address b", 10, ["a", "https://example.test/long/address", "b"]),
        ("日本語 日本語", 7, ["日本語", "日本語"]),
        ("CN=DC1,CN=Servers,CN=Default,CN=Sites", 20, ["CN=DC1,CN=Servers,", "CN=Default,CN=Sites"]),
        ("x", 0, ["x"]),
    ])
    func wrapsAtBlanksAndKeepsWhatIsCopied(text: String, width: Int, lines: [String]) {
        #expect(TextWrapping.lines(text, width: width) == lines)
    }

    @Test(arguments: [
        ("Default-First-Site-Name", 14, ["Default-First-", "Site-Name"]),
        ("dc1.corp.example.test", 12, ["dc1.corp.", "example.test"]),
        ("abcdefghij", 4, ["abcd", "efgh", "ij"]),
        ("ab-cdefghij", 4, ["ab-", "cdef", "ghij"]),
        ("日本語", 1, ["日", "本", "語"]),
        ("a bcdef", 4, ["a", "bcde", "f"]),
    ])
    func breaksWordsInCells(text: String, width: Int, lines: [String]) {
        #expect(TextWrapping.lines(text, width: width, longWords: .anywhere) == lines)
    }

    /// Random texts of narrow, wide and combining characters: nothing is lost, and nothing is wider than it may be.
    @Test func losesNothing() {
        var state: UInt64 = 0x9E37_79B9_7F4A_7C15
        func next(_ bound: Int) -> Int {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return Int(state >> 33) % bound
        }
        let alphabet: [Character] = ["a", "b", " ", "-", ".", ",", "日", "e\u{301}", "👩‍💻", "="]
        for _ in 0..<2000 {
            let text = String((0..<next(60)).map { _ in alphabet[next(alphabet.count)] })
            let width = 1 + next(20)
            let lines = TextWrapping.lines(text, width: width, longWords: .anywhere)
            #expect(lines.joined().filter { $0 != " " } == text.filter { $0 != " " })
            for line in lines { #expect(DisplayWidth.of(line) <= max(2, width), "\(text) at \(width)") }
        }
    }
}
