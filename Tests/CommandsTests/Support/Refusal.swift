import Testing

/// The one message of a run that came to nothing, in its four parts.
struct Refusal {
    let attempted: String
    let returned: String
    let meaning: String
    let advice: String

    /// - Throws: ``NoRefusal`` when there is not exactly one message of four parts.
    init(_ errors: String) throws {
        let lines = errors.split(separator: "\n", omittingEmptySubsequences: false).filter {
            !$0.hasPrefix("adinspect: warning: ")
        }
        let starts = ["adinspect: could not ", "  came back: ", "  means:     ", "  do:        "]
        guard lines.count == 5, lines[4].isEmpty,
            zip(lines, starts).allSatisfy({ $0.hasPrefix($1) && $0.count > $1.count })
        else { throw NoRefusal(errors: errors) }
        let parts = zip(lines, starts).map { String($0.dropFirst($1.count)) }
        (attempted, returned, meaning, advice) = (parts[0], parts[1], parts[2], parts[3])
        for sentence in [meaning, advice] {
            #expect(sentence.last == "." && sentence.first?.isLowercase == false, "no sentence: \(sentence)")
        }
    }

    var text: String { [attempted, returned, meaning, advice].joined(separator: "\n") }
}

struct NoRefusal: Error, CustomStringConvertible {
    let errors: String
    var description: String { "not one message of four parts: \(errors)" }
}
