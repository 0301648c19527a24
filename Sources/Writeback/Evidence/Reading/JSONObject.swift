import FoundationEssentials
import Inspection

/// An object of a ``JSONDocument``, with its place for errors.
struct JSONObject: Sendable {
    private let members: [String: JSONValue]
    private let file: String
    let path: String

    init(_ members: [String: JSONValue], at path: String, in file: String) {
        // Two keys that differ in case alone: the one that sorts first, so that the same file always reads the same.
        let sorted = members.sorted { $0.key < $1.key }
        self.members = Dictionary(
            sorted.map { ($0.key.lowercased(), $0.value) }, uniquingKeysWith: { first, _ in first })
        self.path = path
        self.file = file
    }

    /// A member by its name, without case. The SDK for PowerShell keeps what it does not model in `AdditionalProperties`.
    func member(_ name: String) -> JSONValue? {
        if let value = members[name.lowercased()] { return value }
        if case .object(let more)? = members["additionalproperties"] {
            return JSONObject(more, at: path, in: file).members[name.lowercased()]
        }
        return nil
    }

    func has(_ name: String) -> Bool { member(name) != nil }

    func string(_ name: String) throws(EvidenceError) -> Observed<String> {
        try read(name, expected: "a text") { if case .string(let text) = $0 { text } else { nil } }
    }

    func flag(_ name: String) throws(EvidenceError) -> Observed<Bool> {
        try read(name, expected: "true or false") { value in
            switch value {
            case .bool(let flag): flag
            // What has been through a CSV file.
            case .string(let text) where text.lowercased() == "true": true
            case .string(let text) where text.lowercased() == "false": false
            default: nil
            }
        }
    }

    func integer(_ name: String) throws(EvidenceError) -> Observed<Int> {
        try read(name, expected: "a whole number") { value in
            switch value {
            case .integer(let number): Int(number)
            case .string(let text): Int(text)
            default: nil
            }
        }
    }

    func date(_ name: String) throws(EvidenceError) -> Observed<Date> {
        try read(name, expected: "a time, as 2025-01-02T03:04:05Z or /Date(1735787045000)/") { value in
            switch value {
            case .string(let text): EvidenceTime.date(text)
            // Windows PowerShell puts a date that has been formatted into an object of its own.
            case .object(let members):
                if case .string(let text)? = JSONObject(members, at: "", in: "").member("value") {
                    EvidenceTime.date(text)
                } else {
                    nil
                }
            default: nil
            }
        }
    }

    func strings(_ name: String) throws(EvidenceError) -> Observed<[String]> {
        try list(name) { value in if case .string(let text) = value { text } else { nil } }
    }

    /// The objects of a list, each read by `body`.
    func objects<Result>(
        _ name: String, _ body: (JSONObject) throws(EvidenceError) -> Result
    ) throws(EvidenceError) -> Observed<[Result]> {
        let found = try list(name) { value -> [String: JSONValue]? in
            if case .object(let members) = value { members } else { nil }
        }
        switch found {
        case .value(let values):
            var results: [Result] = []
            for (index, members) in values.enumerated() {
                results.append(try body(JSONObject(members, at: key("\(name)[\(index)]"), in: file)))
            }
            return .value(results)
        case .notCollected(let why): return .notCollected(why: why)
        case .absent: return .absent
        default: return .notReturned
        }
    }

    /// The object that a member is; `.notCollected` where only its text is there.
    func object(_ name: String) throws(EvidenceError) -> Observed<JSONObject> {
        guard let value = member(name) else { return .notReturned }
        switch value {
        case .object(let members): return .value(JSONObject(members, at: key(name), in: file))
        case .null: return .absent
        case .string: return .notCollected(why: Self.flattened(name))
        default: throw failure(name, value, expected: "an object")
        }
    }

    func failure(_ name: String, _ value: JSONValue, expected: String) -> EvidenceError {
        EvidenceError(.unexpected, in: file, at: .key(key(name)), found: value.kind, expected: expected)
    }

    /// What was not selected is not in the answer; null is a fact.
    private func read<Result>(
        _ name: String, expected: String, _ parse: (JSONValue) -> Result?
    ) throws(EvidenceError) -> Observed<Result> {
        guard let value = member(name) else { return .notReturned }
        if value == .null { return .absent }
        guard let result = parse(value) else { throw failure(name, value, expected: expected) }
        return .value(result)
    }

    private func list<Element>(
        _ name: String, _ parse: (JSONValue) -> Element?
    ) throws(EvidenceError) -> Observed<[Element]> {
        guard let value = member(name) else { return .notReturned }
        let values: [JSONValue]
        switch value {
        case .null: return .absent
        case .array(let list): values = list
        // PowerShell 5.1 writes a list of one as its element in places.
        case .object: values = [value]
        case .string: return .notCollected(why: Self.flattened(name))
        default: throw failure(name, value, expected: "a list")
        }
        var elements: [Element] = []
        for (index, value) in values.enumerated() {
            guard let element = parse(value) else {
                if case .string = value { return .notCollected(why: Self.flattened(name)) }
                throw failure("\(name)[\(index)]", value, expected: "another element")
            }
            elements.append(element)
        }
        return .value(elements)
    }

    private func key(_ name: String) -> String { path.isEmpty ? name : "\(path).\(name)" }

    private static func flattened(_ name: String) -> String {
        "\(name) was flattened to text: ConvertTo-Json needs -Depth 10"
    }
}
