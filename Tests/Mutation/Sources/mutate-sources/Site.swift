/// A place in a source file where one mutation can be made.
struct Site {
    enum Kind: String, Codable {
        case comparison, connective, negation, condition, literal, severity, outcome
    }

    let kind: Kind
    /// Where it stands in the file, in bytes, without the blanks and comments around it.
    let range: Range<Int>
    /// What may stand there instead. The first that the compiler takes is used: names such as `undecided` belong to several types.
    let alternatives: [String]
    /// What is written there, and what would be, on one line.
    let original: String
    let line: Int
    let column: Int
    /// The declaration that it stands in: `ClockRules.judge(_:_:name:)`.
    let declaration: String
    /// The statement or member that it stands in, in bytes.
    let statement: Range<Int>
}

/// A place that looks like one and is left as it is.
struct SkippedSite: Codable {
    let file: String
    let line: Int
    let text: String
    let reason: String
}

/// A mutation in a copy of the sources, as it is told to whoever runs the tests.
struct Mutant: Codable {
    let number: Int
    let file: String
    let line: Int
    let column: Int
    let declaration: String
    let kind: Site.Kind
    let original: String
    let mutated: String
    /// Whether it is the first, second, … of its file and declaration with the same texts.
    let occurrence: Int
    let alternatives: Int
    /// In the copy, in bytes: the mutation, and the statement around it.
    var begin: Int
    var end: Int
    var statementBegin: Int
    var statementEnd: Int
}
