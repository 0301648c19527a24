/// A JSON text as a value (RFC 8259), written in one way only: the same value gives the same bytes.
enum JSONValue: Sendable, Equatable {
    case null
    case bool(Bool)
    case integer(Int64)
    case number(Double)
    case string(String)
    indirect case array([JSONValue])
    indirect case object([String: JSONValue])

    static func integer(_ value: Int) -> Self { .integer(Int64(value)) }

    static func strings(_ values: [String]) -> Self { .array(values.map(Self.string)) }

    /// A string, or null where there is none.
    static func optional(_ text: String?) -> Self { text.map(Self.string) ?? .null }

    /// A measured time, to the millisecond or its thousandth: more digits would claim what no clock here can tell. Nil where the
    /// number is none that JSON has.
    static func measured(_ value: Double) -> Self? {
        let rounded = (value * 1000).rounded() / 1000
        return rounded.isFinite ? .number(rounded == 0 ? 0 : rounded) : nil
    }
}

extension JSONValue: ExpressibleByStringLiteral {
    init(stringLiteral value: String) { self = .string(value) }
}

// MARK: - Writing

extension JSONValue {
    /// The text: two spaces a level, keys sorted, slashes as they are, a line feed at the end.
    var text: String {
        var text = ""
        write(to: &text, indent: 0)
        text.append("\n")
        return text
    }

    private func write(to text: inout String, indent: Int) {
        switch self {
        case .null: text.append("null")
        case .bool(let value): text.append(value ? "true" : "false")
        case .integer(let value): text.append(String(value))
        case .number(let value): text.append(value.isFinite ? value.description : "null")
        case .string(let value): Self.quote(value, to: &text)
        case .array(let values):
            Self.writeBlock("[", "]", values, to: &text, indent: indent) { value, text in
                value.write(to: &text, indent: indent + 1)
            }
        case .object(let members):
            // By scalar values, not by a locale: the order of the bytes is the same everywhere.
            let sorted = members.sorted { $0.key.unicodeScalars.lexicographicallyPrecedes($1.key.unicodeScalars) }
            Self.writeBlock("{", "}", sorted, to: &text, indent: indent) { member, text in
                Self.quote(member.key, to: &text)
                text.append(": ")
                member.value.write(to: &text, indent: indent + 1)
            }
        }
    }

    private static func writeBlock<Element>(
        _ open: String, _ close: String, _ elements: [Element], to text: inout String, indent: Int,
        _ write: (Element, inout String) -> Void
    ) {
        guard !elements.isEmpty else {
            text.append(open + close)
            return
        }
        let margin = String(repeating: "  ", count: indent)
        text.append(open)
        for (index, element) in elements.enumerated() {
            text.append(index == 0 ? "\n" : ",\n")
            text.append(margin + "  ")
            write(element, &text)
        }
        text.append("\n\(margin)\(close)")
    }

    /// Everything that a terminal might obey or hide is escaped, beyond what RFC 8259 asks: reports are read on terminals too.
    private static func quote(_ string: String, to text: inout String) {
        text.append("\"")
        for scalar in string.unicodeScalars {
            switch scalar {
            case "\"": text.append("\\\"")
            case "\\": text.append("\\\\")
            case "\n": text.append("\\n")
            case "\r": text.append("\\r")
            case "\t": text.append("\\t")
            case let scalar where VisibleText.isHazard(scalar):
                for unit in codeUnits(scalar) {
                    let digits = String(unit, radix: 16)
                    text.append("\\u" + String(repeating: "0", count: 4 - digits.count) + digits)
                }
            default: text.unicodeScalars.append(scalar)
            }
        }
        text.append("\"")
    }

    private static func codeUnits(_ scalar: Unicode.Scalar) -> [UInt16] { Array(String(scalar).utf16) }
}
