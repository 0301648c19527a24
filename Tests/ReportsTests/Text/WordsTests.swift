import Foundation
import Inspection
import Testing

@testable import Reports

@Suite struct WordsTests {
    @Test(arguments: [
        (PasswordPolicy.Duration.never, "never"), (.seconds(0), "0"), (.seconds(86_400), "1 d"),
        (.seconds(3600), "1 h"),
        (.seconds(1800), "30 min"), (.seconds(61), "61 s"), (.seconds(.min), "-9223372036854775808 s"),
    ])
    func durations(duration: PasswordPolicy.Duration, words: String) {
        #expect(Words.duration(duration) == words)
    }

    @Test(arguments: [
        (0.0, "0.0"), (2.125, "2.1"), (-0.36, "-0.4"), (9.96, "10.0"), (12.4, "12"), (-301.5, "-302"),
        (1e300, "1e+300"),
        (.nan, "nan"),
    ])
    func decimals(value: Double, words: String) {
        #expect(Words.decimal(value) == words)
    }

    @Test(arguments: [
        (0.0, "1970-01-01T00:00:00Z"), (1_796_122_400.9, "2026-12-01T10:53:20Z"), (-1, "1969-12-31T23:59:59Z"),
        (.nan, "1970-01-01T00:00:00Z"), (.infinity, "9999-12-31T23:59:59Z"), (-1e300, "1583-01-01T00:00:00Z"),
    ])
    func moments(seconds: Double, text: String) {
        #expect(UTCTime.iso8601(Date(timeIntervalSince1970: seconds)) == text)
    }

    @Test(arguments: [("2026-11-23", 8), ("2026-12-02", -1), ("nonsense", nil), ("", nil)] as [(String, Int?)])
    func ages(day: String, days: Int?) {
        #expect(UTCTime.days(from: day, to: ForestFixture.start) == days)
    }

    @Test(arguments: [
        ("dc1.corp.example.test", "corp.example.test", "dc1"), ("DC1.Corp.example.test.", "corp.example.test", "DC1"),
        ("a.b.corp.example.test", "corp.example.test", "a.b.corp.example.test"),
        ("dc1.other", "corp.example.test", "dc1.other"),
        ("dc1", "corp.example.test", "dc1"), (".corp.example.test", "corp.example.test", ".corp.example.test"),
        ("dc1.x", "", "dc1.x"),
    ])
    func shortHostNames(host: String, domain: String, short: String) {
        #expect(HostNameText.short(host, in: domain) == short)
    }
}
