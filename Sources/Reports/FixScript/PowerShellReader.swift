/// Reads statements of plain words and strings (about_Quoting_Rules, about_Parsing), and refuses everything else that PowerShell has.
struct PowerShellReader {
    struct Word: Equatable {
        var text: String
        var isQuoted: Bool
    }

    typealias Rest = Substring.UnicodeScalarView

    /// PowerShell takes these for a plain quotation mark.
    private static let singleMarks: Set<Unicode.Scalar> = ["'", "\u{2018}", "\u{2019}", "\u{201A}", "\u{201B}"]
    private static let doubleMarks: Set<Unicode.Scalar> = ["\"", "\u{201C}", "\u{201D}", "\u{201E}"]
    private static let constants: Set<String> = ["$true", "$false", "$null"]

    /// Statements of pipelines of words.
    private(set) var statements: [[[Word]]] = []

    init(_ text: String) throws(ScriptRefusal) {
        var statement: [[Word]] = [[]]
        var rest = text[...].unicodeScalars
        var isAfterBlank = true
        while let scalar = rest.first {
            switch scalar {
            case " ":
                rest.removeFirst()
                isAfterBlank = true
                continue
            case "|", ";":
                rest.removeFirst()
                guard statement.last?.isEmpty == false else { throw ScriptRefusal("a statement is empty") }
                if scalar == ";" { statements.append(statement) }
                statement = scalar == ";" ? [[]] : statement + [[]]
                isAfterBlank = true
                continue
            default: break
            }
            guard isAfterBlank else { throw ScriptRefusal("words stand side by side without a blank") }
            let word = try Self.word(&rest)
            statement[statement.count - 1].append(word)
            isAfterBlank = false
        }
        guard statement.last?.isEmpty == false else { throw ScriptRefusal("a statement is empty") }
        statements.append(statement)
    }

    private static func word(_ rest: inout Rest) throws(ScriptRefusal) -> Word {
        guard let first = rest.first else { throw ScriptRefusal("it is empty") }
        if singleMarks.contains(first) { return Word(text: try string(&rest), isQuoted: true) }
        if doubleMarks.contains(first) {
            rest.removeFirst()
            guard let end = rest.firstIndex(where: doubleMarks.contains) else {
                throw ScriptRefusal("a quotation mark is open")
            }
            let quoted = rest[..<end]
            rest = rest[rest.index(after: end)...]
            guard !quoted.contains("$"), !quoted.contains("`") else {
                throw ScriptRefusal("PowerShell would expand what stands in it")
            }
            return Word(text: String(quoted), isQuoted: true)
        }
        var word = String.UnicodeScalarView()
        // A comma, an @ and a hash begin something else than a word.
        while let scalar = rest.first, ScriptText.isPlain(scalar, and: "$_.:/\\=+-") {
            word.append(scalar)
            rest.removeFirst()
        }
        let text = String(word)
        guard !text.isEmpty else { throw ScriptRefusal("\(first) stands outside of quotation marks") }
        // `$true`, and `-Confirm:$false`.
        let value = text.hasPrefix("-") ? text.split(separator: ":", maxSplits: 1).last.map(String.init) ?? text : text
        guard !text.contains("$") || constants.contains(value.lowercased()) else {
            throw ScriptRefusal("a variable stands in it")
        }
        return Word(text: text, isQuoted: false)
    }

    /// A string in single quotation marks, doubled where one is meant.
    static func string(_ rest: inout Rest) throws(ScriptRefusal) -> String {
        guard let first = rest.popFirst(), singleMarks.contains(first) else {
            throw ScriptRefusal("a string is missing")
        }
        var text = String.UnicodeScalarView()
        while let scalar = rest.popFirst() {
            guard singleMarks.contains(scalar) else {
                text.append(scalar)
                continue
            }
            guard let next = rest.first, singleMarks.contains(next) else { return String(text) }
            text.append(next)
            rest.removeFirst()
        }
        throw ScriptRefusal("a quotation mark is open")
    }
}
