import FoundationEssentials

/// Moments as texts, in UTC and to the second.
enum UTCTime {
    /// As ISO 8601 has it: `2025-10-09T08:53:20Z`.
    static func iso8601(_ moment: Date) -> String {
        held(moment).formatted(.iso8601)
    }

    /// For people: `2025-10-09 08:53:20 UTC`.
    static func words(_ moment: Date) -> String {
        let text = iso8601(moment)
        return "\(text.prefix(10)) \(text.dropFirst(11).prefix(8)) UTC"
    }

    /// The day: `2025-10-09`.
    static func day(_ moment: Date) -> String { String(iso8601(moment).prefix(10)) }

    /// Whole days from a day such as `2025-10-01` to a moment; nil where the text is no day.
    static func days(from day: String, to moment: Date) -> Int? {
        guard let start = try? Date("\(day)T00:00:00Z", strategy: .iso8601) else { return nil }
        return Int((held(moment).timeIntervalSince(start) / 86_400).rounded(.down))
    }

    /// Years 1583 to 9999: before them calendars differ, after them ISO 8601 has no agreed form, and a file may hold anything.
    private static func held(_ moment: Date) -> Date {
        let seconds = moment.timeIntervalSince1970
        guard !seconds.isNaN else { return Date(timeIntervalSince1970: 0) }
        return Date(timeIntervalSince1970: max(-12_212_553_600, min(253_402_300_799, seconds.rounded(.down))))
    }
}
