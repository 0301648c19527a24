import Testing

@testable import Reports

@Suite struct JSONValueTests {
    @Test(arguments: [
        (JSONValue.null, "null\n"),
        (.bool(true), "true\n"),
        (.integer(Int64.min), "-9223372036854775808\n"),
        (.number(0.25), "0.25\n"),
        (.number(.nan), "null\n"),
        (.array([]), "[]\n"),
        (.object([:]), "{}\n"),
        (
            .array([.integer(1), .object(["b": "x", "a": .array([.null])])]),
            "[\n  1,\n  {\n    \"a\": [\n      null\n    ],\n    \"b\": \"x\"\n  }\n]\n"
        ),
        (.object(["Z": .null, "a": .null, "é": .null]), "{\n  \"Z\": null,\n  \"a\": null,\n  \"é\": null\n}\n"),
        ("a/b \"c\" \\ Löhne 日本 👩‍💻", "\"a/b \\\"c\\\" \\\\ Löhne 日本 👩‍💻\"\n"),
        ("\u{0}\u{1B}\u{7F}\u{9B}\n\r\t", "\"\\u0000\\u001b\\u007f\\u009b\\n\\r\\t\"\n"),
        ("\u{202E}\u{2028}\u{E0001}", "\"\\u202e\\u2028\\udb40\\udc01\"\n"),
    ])
    func writesOneText(value: JSONValue, text: String) {
        #expect(value.text == text)
    }

    @Test(arguments: [
        (2.1254, JSONValue.number(2.125)), (-0.0001, .number(0)), (300, .number(300)), (-1.9996, .number(-2)),
    ])
    func roundsMeasuredTimes(value: Double, rounded: JSONValue) {
        #expect(JSONValue.measured(value) == rounded)
    }

    @Test(arguments: [Double.nan, .infinity, -.infinity, .greatestFiniteMagnitude])
    func leavesOutWhatIsNoNumberOfJSON(value: Double) {
        #expect(JSONValue.measured(value) == nil)
    }
}
