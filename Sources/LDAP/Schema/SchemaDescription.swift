/// What the descriptions of a schema have in common: an object identifier, and names for it (RFC 4512, section 4.1).
///
/// Its `description` has the RFC's own form.
public protocol SchemaDescription: Sendable, Hashable, CustomStringConvertible {
    /// The object identifier, or the name that a server gives in its place.
    var identifier: String { get }
    /// Short names, the preferred one first; there may be none.
    var names: [String] { get }
    /// What it is, in words; nil when the server says nothing.
    var explanation: String? { get }
    /// Whether it is no longer to be used.
    var isObsolete: Bool { get }
    /// What the server adds, as `X-ORDERED 'VALUES'`.
    var extensions: [SchemaExtension] { get }

    /// Reads the RFC's form, and what servers are known to write in its place.
    ///
    /// - Throws: ``SchemaDescriptionError`` with the place that does not fit.
    init(parsing text: String) throws(SchemaDescriptionError)
}

extension SchemaDescription {
    /// The preferred name; without any, the identifier.
    public var name: String { names.first ?? identifier }
}
