/// A distinguished name in its string form (RFC 4514).
///
/// Two names are equal when their parsed RDNs are, without regard to the case of attribute types and values.
public struct DistinguishedName: Sendable, Hashable, Codable, CustomStringConvertible {
    /// The text as the server sent it.
    public let description: String

    public init(_ text: String) {
        description = text
    }
}
