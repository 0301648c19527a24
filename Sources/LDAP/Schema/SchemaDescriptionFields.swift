/// The fields of a schema description, by keyword.
struct SchemaDescriptionFields {
    let identifier: String
    private let fields: [SchemaDescriptionParser.Field]

    init(parsing text: String) throws(SchemaDescriptionError) {
        let result = try SchemaDescriptionParser.parse(text)
        identifier = result.identifier
        fields = result.fields
    }

    func has(_ keyword: String) -> Bool { first(keyword) != nil }

    func texts(_ keyword: String) -> [String] { first(keyword)?.values ?? [] }

    func text(_ keyword: String) -> String? { first(keyword)?.values.first }

    func bound(_ keyword: String) -> Int? { first(keyword)?.bound }

    var extensions: [SchemaExtension] {
        fields.filter { $0.keyword.hasPrefix("X-") }.map { SchemaExtension(name: $0.keyword, values: $0.values) }
    }

    private func first(_ keyword: String) -> SchemaDescriptionParser.Field? {
        fields.first { $0.keyword == keyword }
    }
}

/// An extension of a schema description, as `X-ORDERED 'VALUES'` (RFC 4512, section 4.1).
public struct SchemaExtension: Sendable, Hashable {
    /// The keyword, in capitals, `X-` included.
    public let name: String
    /// Its values; there may be none.
    public let values: [String]

    /// An extension with its values.
    public init(name: String, values: [String]) {
        self.name = name
        self.values = values
    }
}

/// Writes a schema description in the order and with the spaces that RFC 4512, section 4.1, prescribes.
struct SchemaDescriptionWriter {
    private(set) var text: String

    init(_ identifier: String) {
        text = "( " + identifier
    }

    mutating func flag(_ keyword: String, if isSet: Bool) {
        if isSet { text += " " + keyword }
    }

    mutating func word(_ keyword: String, _ value: String?) {
        if let value { text += " \(keyword) \(value)" }
    }

    mutating func quoted(_ keyword: String, _ values: [String]) {
        list(keyword, values.map(Self.quoted), separator: " ")
    }

    mutating func words(_ keyword: String, _ values: [String]) {
        list(keyword, values, separator: " $ ")
    }

    mutating func extensions(_ extensions: [SchemaExtension]) {
        for item in extensions { quoted(item.name, item.values) }
    }

    var end: String { text + " )" }

    private mutating func list(_ keyword: String, _ values: [String], separator: String) {
        guard let first = values.first else { return }
        text += " \(keyword) " + (values.count == 1 ? first : "( " + values.joined(separator: separator) + " )")
    }

    private static func quoted(_ value: String) -> String {
        var escaped = "'"
        for scalar in value.unicodeScalars {
            switch scalar {
            case "'": escaped += "\\27"
            case "\\": escaped += "\\5C"
            default: escaped.unicodeScalars.append(scalar)
            }
        }
        return escaped + "'"
    }
}
