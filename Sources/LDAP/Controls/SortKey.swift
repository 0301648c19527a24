import SwiftASN1

/// What a server sorts by (RFC 2891, section 1.1): an attribute, and how its values are put in order.
///
/// An entry without the attribute comes after all others, and before them when the order is reversed.
public struct SortKey: Sendable, Hashable {
    /// The attribute whose values are compared. Of several values the first in the order counts.
    public var attribute: AttributeDescription
    /// The ordering rule, by name or object identifier, such as `caseExactOrderingMatch`; nil takes the one that the server's
    /// schema gives the attribute.
    public var orderingRule: String?
    /// Whether what would be last comes first.
    public var isReversed: Bool

    /// A key; with the attribute alone, in ascending order by the attribute's own rule.
    public init(_ attribute: AttributeDescription, orderingRule: String? = nil, isReversed: Bool = false) {
        self.attribute = attribute
        self.orderingRule = orderingRule
        self.isReversed = isReversed
    }
}

extension LDAPControl {
    /// The object identifier of the request to sort (RFC 2891, section 1.1).
    static let sortRequestIdentifier = "1.2.840.113556.1.4.473"
    /// The object identifier of what the server says to it (RFC 2891, section 1.2).
    static let sortResponseIdentifier = "1.2.840.113556.1.4.474"

    /// Has the server sort what a search returns, by the first key, then among equals by the second, and so on (RFC 2891).
    ///
    /// Whether it did is told by ``SearchEnd/sortResult``. Servers refuse a list without keys, and Active Directory one of several.
    ///
    /// - Parameters:
    ///   - keys: What is sorted by, the most important first.
    ///   - isCritical: With true, the search fails where the server cannot sort, with
    ///     ``LDAPResultCode/unavailableCriticalExtension``. With false the entries then come in any order; OpenLDAP's server
    ///     refuses a key that it cannot sort by all the same.
    public static func sort(by keys: [SortKey], isCritical: Bool = false) -> LDAPControl {
        var serializer = DER.Serializer()
        serializer.appendConstructedNode(identifier: .sequence) { list in
            for key in keys {
                list.appendConstructedNode(identifier: .sequence) { $0.append(key) }
            }
        }
        return LDAPControl(
            identifier: sortRequestIdentifier, isCritical: isCritical, value: serializer.serializedBytes)
    }
}

extension DER.Serializer {
    fileprivate mutating func append(_ key: SortKey) {
        appendPrimitiveNode(identifier: .octetString) { $0 += key.attribute.description.utf8 }
        if let rule = key.orderingRule {
            appendPrimitiveNode(identifier: .init(tagWithNumber: 0, tagClass: .contextSpecific)) { $0 += rule.utf8 }
        }
        // FALSE is the default, and a default is not sent (RFC 4511, section 5.1).
        if key.isReversed {
            appendPrimitiveNode(identifier: .init(tagWithNumber: 1, tagClass: .contextSpecific)) { $0.append(0xFF) }
        }
    }
}
