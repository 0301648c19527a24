import ActiveDirectory
import Foundation
import Testing

@Suite struct FileTimeTests {
    @Test func theStartOf1970() {
        let time = FileTime(rawValue: 116_444_736_000_000_000)
        #expect(time.secondsSince1970 == 0)
        #expect(time.date == Date(timeIntervalSince1970: 0))
    }

    @Test func fractionsOfASecond() throws {
        let time = try #require(FileTime("132514560005000000"))
        #expect(time.secondsSince1970 == 1_606_982_400)
        #expect(time.date == Date(timeIntervalSince1970: 1_606_982_400.5))
    }

    @Test(arguments: [0, Int64.max]) func neverIsNoDate(value: Int64) {
        #expect(FileTime(rawValue: value).isNever)
        #expect(FileTime(rawValue: value).date == nil)
    }

    @Test(arguments: [-1, Int64.min, Int64.min + 1]) func negativeValuesAreNoDateAndDoNotTrap(value: Int64) {
        #expect(!FileTime(rawValue: value).isNever)
        #expect(FileTime(rawValue: value).date == nil)
    }

    @Test func theLargestDateIsADate() {
        #expect(FileTime(rawValue: .max - 1).secondsSince1970 == 910_692_730_085)
        #expect(FileTime(rawValue: 1).secondsSince1970 == -11_644_473_600)
    }

    @Test(arguments: ["", "x", "9223372036854775808", "1.5", " 1"]) func textThatIsNoNumberIsRefused(text: String) {
        #expect(FileTime(text) == nil)
    }
}

@Suite struct PolicyDurationTests {
    /// Values from real domains, in seconds.
    @Test(arguments: [
        ("-32141664000000000", 3_214_166_400), ("0", 0), ("-3000000000", 300), ("-864000000000", 86_400),
        ("-18000000000", 1_800), ("-1", 0), ("-9223372036854775807", 922_337_203_685),
    ]) func secondsOfANegativeCount(text: String, seconds: Int64) throws {
        let duration = try #require(PolicyDuration(text))
        #expect(!duration.isNever)
        #expect(duration.seconds == seconds)
    }

    /// `forceLogoff` and `maxPwdAge`: the number has no positive counterpart, so abs() and unary minus trap.
    @Test func theSmallestNumberIsNever() throws {
        let duration = try #require(PolicyDuration("-9223372036854775808"))
        #expect(duration == .never)
        #expect(duration.isNever)
        #expect(duration.seconds == nil)
    }

    @Test(arguments: ["1", "9223372036854775807", "", "-", "never"]) func anythingElseIsNoDuration(text: String) {
        #expect(PolicyDuration(text) == nil)
    }
}
