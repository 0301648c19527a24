import Foundation

/// A difference between libldap's reading of a text and ours that is meant, with the section of the RFC that decides it.
struct NamedException: Sendable {
    enum Effect: Sendable {
        case onlyLibldapAccepts
        case onlyOursAccepts
        case bothAcceptAndDiffer
    }

    let name: String
    let section: String
    let effects: Set<Effect>
    /// The text without its cause, on which the two must agree; the same text when the cause is not in it.
    let withoutCause: @Sendable (String) -> String

    init(
        _ name: String, _ section: String, _ effects: Set<Effect>,
        _ withoutCause: @escaping @Sendable (String) -> String
    ) {
        self.name = name
        self.section = section
        self.effects = effects
        self.withoutCause = withoutCause
    }

    /// The cause is whatever `pattern` matches, and `replacement` is what is put in its place.
    init(_ name: String, _ section: String, _ effects: Set<Effect>, replace pattern: String, by replacement: String) {
        self.init(name, section, effects) { text in
            text.replacingOccurrences(of: pattern, with: replacement, options: .regularExpression)
        }
    }
}

/// The comparisons of one test, and which exceptions explained the differences among them.
struct DifferenceLedger<Reading: Equatable> {
    struct Difference: Error, CustomStringConvertible {
        let text: String
        let ours: String
        let theirs: String
        var description: String { "\(text.debugDescription): ours \(ours), libldap \(theirs)" }
    }

    let exceptions: [NamedException]
    let ours: (String) -> Reading?
    let theirs: (String) -> Reading?

    private(set) var accepted = 0
    private(set) var refused = 0
    /// How often each exception explained a difference all by itself.
    private(set) var occurrences: [String: Int] = [:]
    private(set) var explainedTogether = 0

    var total: Int { accepted + refused + occurrences.values.reduce(0, +) + explainedTogether }

    init(_ exceptions: [NamedException], ours: @escaping (String) -> Reading?, theirs: @escaping (String) -> Reading?) {
        self.exceptions = exceptions
        self.ours = ours
        self.theirs = theirs
    }

    /// Reads the text both ways.
    ///
    /// - Throws: ``Difference`` unless both agree, or do once the causes of named exceptions are out of the text.
    mutating func compare(_ text: String) throws {
        let (our, their) = (ours(text), theirs(text))
        if our == their {
            if our == nil { refused += 1 } else { accepted += 1 }
            return
        }
        let effect: NamedException.Effect =
            our == nil ? .onlyLibldapAccepts : their == nil ? .onlyOursAccepts : .bothAcceptAndDiffer
        for exception in exceptions where exception.effects.contains(effect) {
            let remainder = exception.withoutCause(text)
            if !remainder.utf8.elementsEqual(text.utf8), agree(on: remainder) {
                occurrences[exception.name, default: 0] += 1
                return
            }
        }
        let remainder = exceptions.reduce(text) { $1.withoutCause($0) }
        guard !remainder.utf8.elementsEqual(text.utf8), agree(on: remainder) else {
            throw Difference(
                text: text, ours: our.map { "\($0)" } ?? "refuses", theirs: their.map { "\($0)" } ?? "refuses")
        }
        explainedTogether += 1
    }

    private func agree(on text: String) -> Bool { ours(text) == theirs(text) }
}

extension DifferenceLedger: CustomStringConvertible {
    var description: String {
        let lines = exceptions.map { "  \(occurrences[$0.name, default: 0]) \($0.name) (\($0.section))" }
        return """
            \(total) compared, \(accepted) accepted by both and read alike, \(refused) refused by both; else differences:
            \(lines.joined(separator: "\n"))
              \(explainedTogether) more than one of these
            """
    }
}
