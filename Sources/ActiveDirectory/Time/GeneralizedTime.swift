public import FoundationEssentials

/// A point in time in the GeneralizedTime syntax (RFC 4517, section 3.3.13), as `whenCreated` and the rootDSE's `currentTime`
/// hold it: `20260101120000.0Z`.
public struct GeneralizedTime: Sendable, Hashable, Comparable {
    /// Whole seconds since the start of 1970, UTC; negative before it.
    public let secondsSince1970: Int64
    /// What comes on top of the whole seconds, 0 to 999,999,999.
    public let nanoseconds: Int64

    /// Reads the text; nil when it does not have the syntax or names no moment of the Gregorian calendar.
    ///
    /// Minutes and seconds may be missing, and a fraction (after a full stop or a comma) is one of the last unit given. The zone
    /// is `Z` or a difference such as `+0200`, and is not optional. Digits below a nanosecond are dropped.
    public init?(_ text: String) {
        var reader = DigitReader(rest: Array(text.utf8)[...])
        guard reader.rest.count <= 64, let year = reader.number(digits: 4),
            let month = reader.number(digits: 2), (1...12).contains(month),
            let day = reader.number(digits: 2), day >= 1, day <= Self.days(in: month, of: year),
            let hour = reader.number(digits: 2), hour <= 23
        else { return nil }
        var seconds = Self.daysSince1970(year: year, month: month, day: day) * 86_400 + hour * 3_600
        var unit: Int64 = 3_600
        if let minute = reader.number(digits: 2) {
            guard minute <= 59 else { return nil }
            seconds += minute * 60
            unit = 60
            if let second = reader.number(digits: 2) {
                // A leap second reads as the first second of the next minute.
                guard second <= 60 else { return nil }
                seconds += second
                unit = 1
            }
        }
        guard let billionths = reader.fraction(), let offset = reader.zoneOffset(), reader.rest.isEmpty else {
            return nil
        }
        let scaled = billionths * unit
        secondsSince1970 = seconds + scaled / 1_000_000_000 - offset
        nanoseconds = scaled % 1_000_000_000
    }

    /// Seconds since the start of 1970 with their fraction, as exactly as a `Double` can say it.
    public var timeIntervalSince1970: Double {
        Double(secondsSince1970) + Double(nanoseconds) / 1_000_000_000
    }

    /// The point in time.
    public var date: Date { Date(timeIntervalSince1970: timeIntervalSince1970) }

    public static func < (left: Self, right: Self) -> Bool {
        (left.secondsSince1970, left.nanoseconds) < (right.secondsSince1970, right.nanoseconds)
    }
}

// MARK: - Calendar

extension GeneralizedTime {
    private static func days(in month: Int64, of year: Int64) -> Int64 {
        switch month {
        case 2: (year % 4 == 0 && year % 100 != 0) || year % 400 == 0 ? 29 : 28
        case 4, 6, 9, 11: 30
        default: 31
        }
    }

    /// Days from the start of 1970 in the Gregorian calendar, carried back before its introduction.
    ///
    /// The year is taken to begin in March, so that the day that comes and goes is its last.
    private static func daysSince1970(year: Int64, month: Int64, day: Int64) -> Int64 {
        // 400 years more, so that no division meets a negative number in the year 0; they are taken off with the last term.
        let shifted = month > 2 ? year + 400 : year + 399
        let dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
        return shifted * 365 + shifted / 4 - shifted / 100 + shifted / 400 + dayOfYear - 719_468 - 146_097
    }
}

/// Takes the parts of the text from its front.
private struct DigitReader {
    var rest: ArraySlice<UInt8>

    mutating func number(digits count: Int) -> Int64? {
        let digits = rest.prefix(count)
        guard digits.count == count else { return nil }
        var value: Int64 = 0
        for character in digits {
            guard (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(character) else { return nil }
            value = value * 10 + Int64(character - UInt8(ascii: "0"))
        }
        rest = rest.dropFirst(count)
        return value
    }

    /// The fraction in billionths, 0 where there is none; nil when a separator stands without digits.
    mutating func fraction() -> Int64? {
        guard rest.first == UInt8(ascii: ".") || rest.first == UInt8(ascii: ",") else { return 0 }
        rest = rest.dropFirst()
        var value: Int64 = 0
        var count = 0
        while let digit = number(digits: 1) {
            if count < 9 { value = value * 10 + digit }
            count += 1
        }
        guard count > 0 else { return nil }
        for _ in min(count, 9)..<9 { value *= 10 }
        return value
    }

    /// Seconds to the east of UTC.
    mutating func zoneOffset() -> Int64? {
        guard let sign = rest.popFirst() else { return nil }
        if sign == UInt8(ascii: "Z") { return 0 }
        guard sign == UInt8(ascii: "+") || sign == UInt8(ascii: "-"), let hours = number(digits: 2), hours <= 23 else {
            return nil
        }
        var seconds = hours * 3_600
        if let minutes = number(digits: 2) {
            guard minutes <= 59 else { return nil }
            seconds += minutes * 60
        }
        return sign == UInt8(ascii: "+") ? seconds : -seconds
    }
}
