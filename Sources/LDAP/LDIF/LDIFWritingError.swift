/// Why an entry cannot be written as LDIF (RFC 2849).
public struct LDIFWritingError: Error, Sendable, Hashable, CustomStringConvertible {
    /// What is wrong; open, since more kinds may be told apart later.
    public struct Code: RawRepresentable, Hashable, Sendable {
        public let rawValue: String

        public init(rawValue: String) {
            self.rawValue = rawValue
        }

        /// An attribute description that would be read back as something else: empty, with a colon, a space, a line end
        /// or a byte outside ASCII, beginning with `#`, or one of the words that LDIF keeps for itself.
        public static let invalidAttributeDescription = Self(rawValue: "invalidAttributeDescription")
    }

    /// What is wrong.
    public let code: Code
    /// The entry.
    public let distinguishedName: DistinguishedName
    /// The attribute description.
    public let attribute: String

    init(_ code: Code, in distinguishedName: DistinguishedName, attribute: String) {
        self.code = code
        self.distinguishedName = distinguishedName
        self.attribute = attribute
    }

    public var description: String {
        "writing \(QuotedText.quoted(distinguishedName.description)) as LDIF failed: "
            + "\(QuotedText.quoted(attribute)) cannot stand for an attribute there; leave the attribute out"
    }
}
