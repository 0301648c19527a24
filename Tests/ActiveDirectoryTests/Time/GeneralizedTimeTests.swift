import ActiveDirectory
import Foundation
import Testing

@Suite struct GeneralizedTimeTests {
    /// Seconds by `date -u -d … +%s`.
    @Test(
        arguments: [
            ("20260101120000.0Z", 1_767_268_800, 0),
            ("19700101000000Z", 0, 0),
            ("19691231235959Z", -1, 0),
            ("16010101000000.0Z", -11_644_473_600, 0),
            ("00000101000000Z", -62_167_219_200, 0),
            ("20000229000000Z", 951_782_400, 0),
            ("99991231235959Z", 253_402_300_799, 0),
            ("20161231235960Z", 1_483_228_800, 0),
            ("20260101120000.123456789Z", 1_767_268_800, 123_456_789),
            ("20260101120000,5Z", 1_767_268_800, 500_000_000),
            ("20260101120000.1234567899999Z", 1_767_268_800, 123_456_789),
            ("2026010112.5Z", 1_767_270_600, 0),
            ("202601011200.25Z", 1_767_268_815, 0),
            ("2026010112Z", 1_767_268_800, 0),
            ("20260101140000+0200", 1_767_268_800, 0),
            ("20260101063000-0530", 1_767_268_800, 0),
            ("2026010114+02", 1_767_268_800, 0),
        ] as [(String, Int64, Int64)]) func momentsAreRead(text: String, seconds: Int64, nanoseconds: Int64) throws
    {
        let time = try #require(GeneralizedTime(text))
        #expect(time.secondsSince1970 == seconds)
        #expect(time.nanoseconds == nanoseconds)
    }

    @Test(arguments: [
        "", "Z", "2026", "20260101", "20260101120000", "20260101120000.Z", "20260101120000.0", "20261301000000Z",
        "20260001000000Z", "20260132000000Z", "20260230000000Z", "19000229000000Z", "20260100000000Z",
        "20260101240000Z",
        "20260101126000Z", "20260101120061Z", "20260101120000ZZ", "20260101120000.0z", "20260101120000+",
        "20260101120000+2",
        "20260101120000+2400", "20260101120000+0260", "2026-01-01T12:00:00Z", " 20260101120000Z", "+0260101120000Z",
        "20260101120000.\(String(repeating: "1", count: 60))Z",
    ]) func anythingElseIsRefused(text: String) {
        #expect(GeneralizedTime(text) == nil)
    }

    @Test func theDateHasTheFraction() {
        #expect(GeneralizedTime("20260101120000.5Z")?.date == Date(timeIntervalSince1970: 1_767_268_800.5))
    }

    @Test func momentsAreOrdered() throws {
        let early = try #require(GeneralizedTime("20260101120000.1Z"))
        let late = try #require(GeneralizedTime("20260101120000.2Z"))
        #expect(early < late)
        #expect(!(late < early))
    }

    /// Counted day by day, over a century that drops its leap day, one that keeps it, and one that drops it again.
    @Test func everyDayFollowsTheDayBefore() {
        var seconds: Int64 = -2_335_219_200  // 1896-01-01
        for year in 1896...2104 {
            let isLeap = year % 4 == 0 && year != 1900 && year != 2100
            for (month, days) in [31, isLeap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31].enumerated() {
                for day in 1...days {
                    let text = String(year * 10_000 + (month + 1) * 100 + day) + "000000Z"
                    guard GeneralizedTime(text)?.secondsSince1970 == seconds else {
                        Issue.record("\(text) does not follow the day before")
                        return
                    }
                    seconds += 86_400
                }
                let beyond = String(year * 10_000 + (month + 1) * 100 + days + 1) + "000000Z"
                guard GeneralizedTime(beyond) == nil else {
                    Issue.record("\(beyond) is a day")
                    return
                }
            }
        }
    }
}
