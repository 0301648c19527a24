import Foundation

/// A JSON text, to look into without knowing all of it.
enum JSONValue: Decodable, Equatable, Sendable {
    case missing, null
    case bool(Bool)
    case number(Double)
    case string(String)
    case array([JSONValue])
    case object([String: JSONValue])

    init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        if container.decodeNil() {
            self = .null
        } else if let value = try? container.decode(Bool.self) {
            self = .bool(value)
        } else if let value = try? container.decode(Double.self) {
            self = .number(value)
        } else if let value = try? container.decode(String.self) {
            self = .string(value)
        } else if let value = try? container.decode([JSONValue].self) {
            self = .array(value)
        } else {
            self = .object(try container.decode([String: JSONValue].self))
        }
    }

    init(_ text: String) throws {
        self = try JSONDecoder().decode(JSONValue.self, from: Data(text.utf8))
    }

    subscript(key: String) -> JSONValue {
        guard case .object(let members) = self else { return .missing }
        return members[key] ?? .missing
    }

    subscript(index: Int) -> JSONValue {
        list.indices.contains(index) ? list[index] : .missing
    }

    var list: [JSONValue] {
        guard case .array(let elements) = self else { return [] }
        return elements
    }

    var keys: [String] {
        guard case .object(let members) = self else { return [] }
        return members.keys.sorted()
    }

    var text: String? {
        guard case .string(let text) = self else { return nil }
        return text
    }

    var texts: [String] { list.compactMap(\.text) }

    var number: Double? {
        guard case .number(let number) = self else { return nil }
        return number
    }

    /// Without the members of these names, at whatever depth.
    func removing(_ names: Set<String>) -> JSONValue {
        switch self {
        case .array(let elements): .array(elements.map { $0.removing(names) })
        case .object(let members):
            .object(members.filter { !names.contains($0.key) }.mapValues { $0.removing(names) })
        default: self
        }
    }

    /// One member a line, in the order of names.
    func lines(_ path: String = "") -> [String] {
        switch self {
        case .object(let members):
            members.keys.sorted().flatMap { (members[$0] ?? .missing).lines("\(path)/\($0)") }
        case .array(let elements):
            elements.enumerated().flatMap { $1.lines("\(path)/\($0)") }
        default: ["\(path) = \(self)"]
        }
    }
}
