import FoundationEssentials

/// A text of an error as one sentence: with a capital and a full stop.
enum Sentence {
    static func of(_ text: String) -> String {
        guard let first = text.first, let last = text.last else { return text }
        return first.uppercased() + text.dropFirst() + (".!?".contains(last) ? "" : ".")
    }
}

/// A moment as it is written everywhere: ISO 8601, UTC.
enum Moment {
    static func text(_ date: Date) -> String { date.formatted(.iso8601) }
}
