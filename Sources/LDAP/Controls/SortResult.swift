import SwiftASN1

/// What a server says to a request to sort (RFC 2891, section 1.2).
public struct SortResult: Sendable, Hashable {
    /// ``LDAPResultCode/success`` when the entries are sorted, else why they are not: for one ``LDAPResultCode/noSuchAttribute``,
    /// or ``LDAPResultCode/inappropriateMatching`` where the rule does not fit the attribute.
    public let resultCode: LDAPResultCode
    /// The first attribute among the keys that is at fault; nil when the server names none.
    public let attribute: AttributeDescription?

    /// Whether the entries are sorted by all the keys.
    public var isSorted: Bool { resultCode == .success }

    /// Reads the response control; nil when the control is another or its value is malformed.
    public init?(_ control: LDAPControl) {
        // BER and not DER: Active Directory's lengths are longer than they need be.
        guard control.identifier == LDAPControl.sortResponseIdentifier, let value = control.value,
            let root = try? BER.parse(value), root.identifier == .sequence, case .constructed(let nodes) = root.content
        else { return nil }
        var parts = nodes.makeIterator()
        guard let code = parts.next().flatMap(Self.code) else { return nil }
        resultCode = code
        // What may follow in a later version is passed over (RFC 4511, section 4).
        guard let next = parts.next(), next.identifier == Self.attributeType else {
            attribute = nil
            return
        }
        guard case .primitive(let bytes) = next.content, let text = String(validating: bytes, as: UTF8.self),
            !text.utf8.contains(0)
        else { return nil }
        // Servers are known to send it empty for none.
        attribute = text.isEmpty ? nil : AttributeDescription(text)
    }

    private static let attributeType = ASN1Identifier(tagWithNumber: 0, tagClass: .contextSpecific)

    /// The code, which no server has below 0: those are libldap's own.
    private static func code(_ node: ASN1Node) -> LDAPResultCode? {
        guard node.identifier == .enumerated, case .primitive(let bytes) = node.content, (1...4).contains(bytes.count),
            let first = bytes.first, first < 0x80
        else { return nil }
        return LDAPResultCode(rawValue: bytes.reduce(0) { $0 << 8 | Int32($1) })
    }
}

extension SearchEnd {
    /// What the server says to ``LDAPControl/sort(by:isCritical:)``; nil when it says nothing, or nothing that can be read: the order
    /// of the entries is then not known. A search page by page has it from the last page that was read.
    public var sortResult: SortResult? { controls.lazy.compactMap(SortResult.init).first }
}
