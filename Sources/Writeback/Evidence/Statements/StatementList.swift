import FoundationEssentials
import Yams

/// A YAML file with a list of mappings of plain texts, below one key or at the top.
///
/// Anchors with aliases are refused: no such list needs them, and they are how a small file of YAML becomes endless.
struct StatementList {
    /// More than anybody writes by hand.
    private static let limit = 1 << 20

    private let statements: [Statement]

    init(
        _ bytes: [UInt8], file: String, under name: String, keys: [String], rules: Set<RuleIdentifier>
    ) throws(EvidenceError) {
        let text = String(
            decoding: try UTF8Transcoder.text(of: bytes, in: file, limit: Self.limit), as: UTF8.self)
        let root = try Self.compose(text, file: file)
        let expected = "a list below “\(name):”"
        guard var list = root else {
            throw EvidenceError(.truncated, in: file, found: "an empty file", expected: expected)
        }
        if case .mapping(let mapping) = list {
            guard mapping.count == 1, let inner = mapping[Node(name)] else {
                throw EvidenceError(
                    .unexpected, in: file, at: list.place, found: "other keys than “\(name)”", expected: expected)
            }
            list = inner
        }
        guard case .sequence(let entries) = list else {
            throw EvidenceError(.unexpected, in: file, at: list.place, found: "no list", expected: expected)
        }
        var statements: [Statement] = []
        for entry in entries { statements.append(try Statement(entry, file: file, keys: keys)) }
        let unknown = statements.filter { !rules.contains($0.rule) }
        if let first = unknown.first {
            let names = Set(unknown.map(\.rule)).sorted().map(\.rawValue).joined(separator: ", ")
            throw EvidenceError(
                .unknownRule, in: file, at: first.place(of: "rule"), found: names,
                expected: "rules that “adinspect rules” lists")
        }
        self.statements = statements
    }

    func map<Result>(_ body: (Statement) throws(EvidenceError) -> Result) throws(EvidenceError) -> [Result] {
        var results: [Result] = []
        for statement in statements { results.append(try body(statement)) }
        return results
    }

    static func endOfDay(_ day: Date) -> Date { day.addingTimeInterval(86_399) }

    private static func compose(_ text: String, file: String) throws(EvidenceError) -> Node? {
        // libyaml and the composer go down a level for each of these. A list of statements has no more than three.
        var depth = 0
        for character in text.utf8 where "[{]}".utf8.contains(character) {
            depth += character == UInt8(ascii: "[") || character == UInt8(ascii: "{") ? 1 : -1
            if depth > 200 {
                throw EvidenceError(.tooLarge, in: file, found: "deep nesting", expected: "a list of mappings")
            }
        }
        // “- - - …” nests too.
        let marks = text.split(separator: "\n").first { $0.prefix(2_000).count { $0 == "-" || $0 == "?" } > 500 }
        if let marks {
            throw EvidenceError(.tooLarge, in: file, found: String(marks), expected: "a list of mappings")
        }
        func hasMark(_ mark: UInt8) -> Bool {
            zip(text.utf8, text.utf8.dropFirst()).contains { before, here in
                here == mark && (XMLCharacters.isSpace(before) || "[{,".utf8.contains(before))
            }
        }
        if hasMark(UInt8(ascii: "&")), hasMark(UInt8(ascii: "*")) {
            throw EvidenceError(.forbidden, in: file, found: "an anchor and an alias", expected: "every text in full")
        }
        do {
            return try Yams.compose(yaml: text)
        } catch let error as YamlError {
            var place: EvidenceError.Place?
            var found = "\(error)"
            switch error {
            case .scanner(_, let problem, let mark, _), .parser(_, let problem, let mark, _),
                .composer(_, let problem, let mark, _):
                (place, found) = (Self.place(of: mark, in: text), problem)
            default: found = found.split(separator: "\n").joined(separator: " ")
            }
            throw EvidenceError(.malformed, in: file, at: place, found: found, expected: "YAML")
        } catch {
            throw EvidenceError(.malformed, in: file, found: "\(error)", expected: "YAML")
        }
    }
}

extension StatementList {
    /// At the end of a text whose last line is not ended, libyaml stands at the start of a line that is not there.
    private static func place(of mark: Mark, in text: String) -> EvidenceError.Place {
        let lines = text.utf8.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
        guard mark.line > lines.count, let last = lines.last else { return .line(mark.line, column: mark.column) }
        return .line(lines.count, column: String(decoding: last, as: UTF8.self).unicodeScalars.count + 1)
    }
}

/// One entry: texts by their keys.
struct Statement {
    private let file: String
    private let entry: Node
    private let values: [String: Node.Scalar]
    let rule: RuleIdentifier

    /// Where it stands.
    var source: String { entry.mark.map { "\(file):\($0.line)" } ?? file }

    init(_ entry: Node, file: String, keys: [String]) throws(EvidenceError) {
        self.file = file
        self.entry = entry
        let expected = "a mapping with the keys \(keys.joined(separator: ", "))"
        guard case .mapping(let mapping) = entry else {
            throw EvidenceError(.unexpected, in: file, at: entry.place, found: "no mapping", expected: expected)
        }
        var values: [String: Node.Scalar] = [:]
        for (key, value) in mapping {
            guard case .scalar(let name) = key, keys.contains(name.string) else {
                throw EvidenceError(
                    .unexpected, in: file, at: key.place, found: "the key “\(key.string ?? "?")”", expected: expected)
            }
            guard case .scalar(let scalar) = value else {
                throw EvidenceError(
                    .unexpected, in: file, at: value.place, found: "\(name.string) that is no text", expected: "a text")
            }
            values[name.string] = scalar
        }
        self.values = values
        rule = RuleIdentifier(rawValue: values["rule"]?.string ?? "")
        _ = try text("rule")
    }

    func optional(_ key: String) throws(EvidenceError) -> String? {
        values[key] == nil ? nil : try text(key)
    }

    func text(_ key: String) throws(EvidenceError) -> String {
        guard let text = values[key]?.string, text.contains(where: { !$0.isWhitespace }) else {
            throw failure(key, found: "no \(key)", expected: "one")
        }
        return text
    }

    func day(_ key: String) throws(EvidenceError) -> Date {
        let text = try text(key)
        guard text.utf8.count == 10, let date = EvidenceTime.date(text) else {
            throw failure(key, found: "\(key): \(text)", expected: "a day such as 2027-01-31")
        }
        return date
    }

    func answer(_ key: String) throws(EvidenceError) -> Bool {
        let text = try text(key)
        switch text.lowercased() {
        case "yes", "true", "met": return true
        case "no", "false", "not met": return false
        default: throw failure(key, found: "\(key): \(text)", expected: "yes or no")
        }
    }

    func failure(_ key: String, found: String, expected: String) -> EvidenceError {
        EvidenceError(.unexpected, in: file, at: place(of: key), found: found, expected: expected)
    }

    func place(of key: String) -> EvidenceError.Place? {
        values[key]?.mark.map { .line($0.line, column: $0.column) } ?? entry.place
    }
}

extension Node {
    fileprivate var place: EvidenceError.Place? { mark.map { .line($0.line, column: $0.column) } }
}
