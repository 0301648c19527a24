/// A distinguished name in its string form (RFC 4514).
///
/// Any text is held, and kept as it came: what a server sends is never refused. Names that only some servers
/// understand, such as `<GUID=…>` and `<SID=…>`, are held too, without ``rdns``.
///
/// Two names are equal when their ``rdns`` are: attribute types without regard to case, values as
/// ``RelativeDistinguishedName`` compares them. A text that is no valid name equals only the same text.
///
/// The text is parsed when it is asked about, not when it is stored: most names that a search returns are never
/// compared.
public struct DistinguishedName: Sendable, CustomStringConvertible {
    /// The text as the server sent it.
    public let description: String

    /// Holds `text` as it is, valid or not.
    public init(_ text: String) {
        description = text
    }

    /// Holds `text` if it is a valid name (RFC 4514, with the older forms of RFC 2253, section 4).
    ///
    /// - Throws: ``DistinguishedNameError`` with the first byte that does not fit.
    public init(parsing text: String) throws(DistinguishedNameError) {
        _ = try DistinguishedNameParser.parse(text)
        description = text
    }

    /// Writes the name of `rdns`, the object's own first and the root's last, escaped as in RFC 4514, section 2.4.
    public init(rdns: some Sequence<RelativeDistinguishedName>) {
        description = rdns.map(\.description).joined(separator: ",")
    }

    /// The relative names, the object's own first; empty for the empty name (the root of the tree), nil when the
    /// text is no valid name.
    public var rdns: [RelativeDistinguishedName]? {
        parsed?.rdns
    }

    /// The object's own relative name; nil for the empty name and for a text that is no valid name.
    public var rdn: RelativeDistinguishedName? {
        parsed?.rdns.first
    }

    /// The name without its first relative name, in the same spelling; nil for the empty name and for a text that is
    /// no valid name.
    public var parent: DistinguishedName? {
        guard let parsed, !parsed.rdns.isEmpty else { return nil }
        guard parsed.rdns.count > 1 else { return DistinguishedName("") }
        return DistinguishedName(String(decoding: description.utf8.dropFirst(parsed.starts[1]), as: UTF8.self))
    }

    /// The name of the object `rdn` directly below this one.
    ///
    /// Below a text that is no valid name this is no valid name either.
    public func child(_ rdn: RelativeDistinguishedName) -> DistinguishedName {
        DistinguishedName(isBlank ? rdn.description : rdn.description + "," + description)
    }

    /// The name of the object directly below this one whose relative name is `type=value`; `value` is escaped.
    public func child(_ type: StaticString, _ value: String) -> DistinguishedName {
        child(RelativeDistinguishedName(type, value))
    }

    /// This name, read as relative to `base`: `CN=Servers` appended to `CN=HQ,DC=example` is
    /// `CN=Servers,CN=HQ,DC=example`.
    public func appending(_ base: DistinguishedName) -> DistinguishedName {
        if isBlank { return base }
        if base.isBlank { return self }
        return DistinguishedName(description + "," + base.description)
    }

    /// Whether this name lies below `ancestor`, at any depth; a name is no descendant of itself. False when either
    /// text is no valid name.
    public func isDescendant(of ancestor: DistinguishedName) -> Bool {
        guard let own = rdns, let other = ancestor.rdns, own.count > other.count else { return false }
        return own.suffix(other.count).elementsEqual(other)
    }

    /// Whether this name is `ancestor` or lies below it.
    public func isEqualOrDescendant(of ancestor: DistinguishedName) -> Bool {
        self == ancestor || isDescendant(of: ancestor)
    }

    /// The empty name, which spaces do not fill.
    private var isBlank: Bool {
        description.utf8.allSatisfy { $0 == UInt8(ascii: " ") }
    }

    private var parsed: DistinguishedNameParser.Result? {
        try? DistinguishedNameParser.parse(description)
    }
}

extension DistinguishedName: Hashable {
    /// A valid name and an invalid text must never meet: Swift compares strings by canonical equivalence, under which
    /// the invalid `cn≠x` equals the valid `cn=` followed by a combining stroke.
    private enum ComparisonKey: Hashable {
        case name([RelativeDistinguishedName])
        case text(String)
    }

    private var comparisonKey: ComparisonKey {
        rdns.map(ComparisonKey.name) ?? .text(description)
    }

    public static func == (left: Self, right: Self) -> Bool {
        left.description.utf8.elementsEqual(right.description.utf8) || left.comparisonKey == right.comparisonKey
    }

    public func hash(into hasher: inout Hasher) {
        hasher.combine(comparisonKey)
    }
}

extension DistinguishedName: Codable {
    public init(from decoder: any Decoder) throws {
        description = try decoder.singleValueContainer().decode(String.self)
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(description)
    }
}
