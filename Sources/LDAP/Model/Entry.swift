/// An entry that a search returned (RFC 4511, section 4.5.2).
public struct Entry: Sendable, Hashable {
    /// An attribute as it came: its description with options, and its values, which are bytes.
    public struct Attribute: Sendable, Hashable {
        /// The attribute description as the server wrote it, options included, such as `member;range=0-1499`.
        public let description: String
        /// The values as they came, in the server's order; there may be none.
        public let values: [[UInt8]]

        /// An attribute with its values.
        public init(description: String, values: [[UInt8]]) {
            self.description = description
            self.values = values
        }
    }

    /// The entry's name, in the server's spelling.
    public let distinguishedName: DistinguishedName
    /// In the server's order. An entry can come with none at all: then the caller may read none.
    public let attributes: [Attribute]

    /// An entry with its attributes, as a server might send it.
    public init(distinguishedName: DistinguishedName, attributes: [Attribute]) {
        self.distinguishedName = distinguishedName
        self.attributes = attributes
    }

    /// The values of the attribute with exactly this description, compared without case; nil when it did not come back.
    public subscript(description: String) -> [[UInt8]]? {
        let wanted = description.lowercased()
        return attributes.first { $0.description.lowercased() == wanted }?.values
    }

    /// The first value as UTF-8 text; nil when the attribute is not there, is empty, or is not UTF-8.
    public func text(_ description: String) -> String? {
        self[description]?.first.flatMap { String(validating: $0, as: UTF8.self) }
    }

    /// All values that are UTF-8 text; nil when the attribute did not come back.
    public func texts(_ description: String) -> [String]? {
        self[description].map { $0.compactMap { String(validating: $0, as: UTF8.self) } }
    }

    /// The bytes that its values take.
    package var size: Int {
        attributes.reduce(distinguishedName.description.utf8.count) { sum, attribute in
            attribute.values.reduce(sum + attribute.description.utf8.count) { $0 + $1.count }
        }
    }
}
