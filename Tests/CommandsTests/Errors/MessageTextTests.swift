import Testing

@testable import Commands

@Suite struct MessageTextTests {
    @Test(arguments: [
        ("plain", "plain"), ("two\nlines", "two lines"), ("a\r\n\t b", "a b"), ("  around  ", "around"),
        ("nul\0", "nul"),
        ("\u{1B}[31mred", "\\u{1b}[31mred"), ("\u{9B}31m", "\\u{9b}31m"), ("bell\u{7}", "bell\\u{7}"),
        ("del\u{7F}", "del\\u{7f}"), ("\u{202E}right", "\\u{202e}right"), ("line\u{2028}two", "line two"),
        ("\u{2066}x\u{2069}", "\\u{2066}x\\u{2069}"), ("Löhne 東京 👍", "Löhne 東京 👍"), ("", ""), ("\n\n", ""),
    ])
    func foreignTextStaysOnItsLine(_ text: String, _ shown: String) {
        #expect(MessageText.onOneLine(text) == shown)
    }

    @Test(arguments: [
        ("the host refused", "The host refused."), ("Done.", "Done."), ("why?", "Why?"), ("", ""), ("ärger", "Ärger."),
    ])
    func aSentenceHasACapitalAndAStop(_ text: String, _ sentence: String) {
        #expect(MessageText.sentence(text) == sentence)
    }

    @Test func everyPartOfAMessageIsOnItsLine() throws {
        let failure = CommandFailure(
            .notConnected, attempted: "reach\n  do: nothing", returned: "\u{1B}]0;x\u{7}", meaning: "One\ntwo.",
            advice: "Look\r\nhere.")
        let refusal = try Refusal(failure.description + "\n")
        #expect(refusal.attempted == "reach do: nothing" && refusal.returned == "\\u{1b}]0;x\\u{7}")
        #expect(refusal.meaning == "One two." && refusal.advice == "Look here.")
    }

    @Test func whereNothingCameBackItSaysSo() throws {
        let failure = CommandFailure(.notConnected, attempted: "a", returned: "", meaning: "B.", advice: "C.")
        #expect(try Refusal(failure.description + "\n").returned == "nothing")
    }
}
