import LDAP
import TestSupport

extension LDAPFilter {
    /// The filter as RFC 4511, section 4.5.1.7, puts it into BER, each length as short as can be.
    var encoded: [UInt8] {
        let ber = BER()
        func assertion(_ tag: UInt8, _ attribute: AttributeDescription, _ value: [UInt8]) -> [UInt8] {
            ber.sequence([ber.text(attribute.description), ber.octets(value)], tag: tag)
        }
        switch self {
        case .and(let filters): return ber.sequence(filters.map(\.encoded), tag: 0xA0)
        case .or(let filters): return ber.sequence(filters.map(\.encoded), tag: 0xA1)
        case .not(let filter): return ber.sequence([filter.encoded], tag: 0xA2)
        case .equality(let attribute, let value): return assertion(0xA3, attribute, value)
        case .substrings(let attribute, let pieces):
            let initial = pieces.initial.map { ber.octets($0, tag: 0x80) } ?? []
            let any = pieces.any.map { ber.octets($0, tag: 0x81) }
            let final = pieces.final.map { ber.octets($0, tag: 0x82) } ?? []
            return ber.sequence(
                [ber.text(attribute.description), ber.sequence([initial] + any + [final])], tag: 0xA4)
        case .greaterOrEqual(let attribute, let value): return assertion(0xA5, attribute, value)
        case .lessOrEqual(let attribute, let value): return assertion(0xA6, attribute, value)
        case .present(let attribute): return ber.text(attribute.description, tag: 0x87)
        case .approximate(let attribute, let value): return assertion(0xA8, attribute, value)
        case .extensible(let assertion):
            return ber.sequence(
                [
                    assertion.matchingRule.map { ber.text($0, tag: 0x81) } ?? [],
                    assertion.attribute.map { ber.text($0.description, tag: 0x82) } ?? [],
                    ber.octets(assertion.value, tag: 0x83),
                    assertion.includesDistinguishedName ? ber.boolean(true, tag: 0x84) : [],
                ], tag: 0xA9)
        }
    }
}
