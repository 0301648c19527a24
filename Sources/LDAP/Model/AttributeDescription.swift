/// An attribute type with its options, as `member;range=0-1499` (RFC 4512, section 2.5).
///
/// Any text is held, since a server's spelling is never refused; ``isValid`` tells whether it keeps to the RFC. Two
/// descriptions are equal when their types are, without regard to case, and their options are, in any order.
/// `member` and `member;range=0-1499` are therefore two descriptions of one ``type``.
public struct AttributeDescription: Sendable, CustomStringConvertible, ExpressibleByStringLiteral {
    /// The text as written.
    public let description: String

    /// Holds `text` as it is.
    public init(_ text: String) {
        description = text
    }

    public init(stringLiteral value: String) {
        self.init(value)
    }

    /// A type with options.
    public init(type: String, options: [String]) {
        description = ([type] + options).joined(separator: ";")
    }

    /// The type, as written: a short name or a numeric object identifier.
    public var type: String {
        String(decoding: parts.first ?? "".utf8[...], as: UTF8.self)
    }

    /// The options, as written.
    public var options: [String] {
        parts.dropFirst().map { String(decoding: $0, as: UTF8.self) }
    }

    /// Whether the option `binary` is there: values are transferred in BER (RFC 4522).
    public var isBinary: Bool {
        hasOption("binary")
    }

    /// The part of the values that the option `range` says these are; nil without that option or with one that makes
    /// no sense.
    public var valueRange: AttributeValueRange? {
        for option in options {
            if let range = AttributeValueRange(option: option) { return range }
        }
        return nil
    }

    /// Whether the option `name` is there, without regard to case.
    public func hasOption(_ name: String) -> Bool {
        let name = name.lowercased()
        return options.contains { $0.lowercased() == name }
    }

    /// Whether both describe the same type, whatever their options.
    public func hasSameType(as other: AttributeDescription) -> Bool {
        type.lowercased() == other.type.lowercased()
    }

    /// Whether the text keeps to RFC 4512, section 2.5; ranges, which it does not know, are valid too.
    public var isValid: Bool {
        guard let type = parts.first, ObjectIdentifierSyntax.isIdentifier(type) else { return false }
        return options.allSatisfy { option in
            !option.isEmpty && option.utf8.allSatisfy(ObjectIdentifierSyntax.isKeyCharacter)
                || AttributeValueRange(option: option) != nil
        }
    }

    private var parts: [Substring.UTF8View] {
        description.utf8.split(separator: UInt8(ascii: ";"), omittingEmptySubsequences: false)
    }
}

extension AttributeDescription: Hashable {
    private var comparableOptions: Set<String> {
        Set(options.map { $0.lowercased() })
    }

    public static func == (left: Self, right: Self) -> Bool {
        left.description.utf8.elementsEqual(right.description.utf8)
            || left.hasSameType(as: right) && left.comparableOptions == right.comparableOptions
    }

    public func hash(into hasher: inout Hasher) {
        hasher.combine(type.lowercased())
        hasher.combine(comparableOptions)
    }
}
