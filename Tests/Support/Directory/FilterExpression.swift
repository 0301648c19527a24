import SwiftASN1

/// A search filter as it came over the wire (RFC 4511, section 4.5.1.7).
package indirect enum FilterExpression: Sendable, Equatable {
    case and([FilterExpression])
    case or([FilterExpression])
    case not(FilterExpression)
    case equality(String, [UInt8])
    case substrings(String, initial: [UInt8]?, any: [[UInt8]], final: [UInt8]?)
    case atLeast(String, [UInt8])
    case atMost(String, [UInt8])
    case present(String)
    /// A matching rule by its OID, such as 1.2.840.113556.1.4.803.
    case matching(rule: String, attribute: String, [UInt8])

    init(_ node: ASN1Node) throws {
        switch node.identifier.tagNumber {
        case 0: self = .and(try BER.nodes(node).map(FilterExpression.init))
        case 1: self = .or(try BER.nodes(node).map(FilterExpression.init))
        case 2:
            guard let inner = try BER.nodes(node).first else { throw NotARequest() }
            self = .not(try FilterExpression(inner))
        case 3, 8: self = try Self.assertion(node, FilterExpression.equality)
        case 4: self = try Self.substrings(node)
        case 5: self = try Self.assertion(node, FilterExpression.atLeast)
        case 6: self = try Self.assertion(node, FilterExpression.atMost)
        case 7: self = .present(try node.text())
        case 9: self = try Self.extensible(node)
        default: throw NotARequest()
        }
    }

    private static func assertion(
        _ node: ASN1Node, _ make: (String, [UInt8]) -> FilterExpression
    ) throws -> FilterExpression {
        let parts = try BER.nodes(node)
        guard parts.count == 2 else { throw NotARequest() }
        return make(try parts[0].text(), try parts[1].bytes())
    }

    private static func substrings(_ node: ASN1Node) throws -> FilterExpression {
        let parts = try BER.nodes(node)
        guard parts.count == 2 else { throw NotARequest() }
        var initial: [UInt8]?
        var any: [[UInt8]] = []
        var final: [UInt8]?
        for piece in try BER.nodes(parts[1]) {
            switch piece.identifier.tagNumber {
            case 0: initial = try piece.bytes()
            case 1: any.append(try piece.bytes())
            default: final = try piece.bytes()
            }
        }
        return .substrings(try parts[0].text(), initial: initial, any: any, final: final)
    }

    private static func extensible(_ node: ASN1Node) throws -> FilterExpression {
        var rule = ""
        var attribute = ""
        var value: [UInt8] = []
        for part in try BER.nodes(node) {
            switch part.identifier.tagNumber {
            case 1: rule = try part.text()
            case 2: attribute = try part.text()
            case 3: value = try part.bytes()
            default: break
            }
        }
        return .matching(rule: rule, attribute: attribute, value)
    }

    /// The values of the equality terms of a conjunction, by attribute in lower case: the shape of a netlogon ping's filter.
    package var terms: [String: [UInt8]] {
        switch self {
        case .and(let inner): inner.reduce(into: [:]) { $0.merge($1.terms) { first, _ in first } }
        case .equality(let name, let value): [name.lowercased(): value]
        default: [:]
        }
    }
}
