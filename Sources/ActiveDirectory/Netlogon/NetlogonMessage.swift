import SwiftASN1

/// An LDAP message as far as it can answer a ping (RFC 4511, sections 4.1.1, 4.1.9 and 4.5.2).
struct NetlogonMessage {
    enum Operation {
        /// A SearchResultEntry, with the first value of its `netlogon` attribute.
        case entry([UInt8]?)
        /// A SearchResultDone.
        case done(resultCode: Int32, diagnostic: String)
        /// An ExtendedResponse.
        case extendedResult(resultCode: Int32, diagnostic: String)
        case other
    }

    let identifier: Int64
    let operation: Operation

    /// Reads a whole message. BER, not DER: Active Directory's lengths are longer than they need be.
    init(_ bytes: ArraySlice<UInt8>) throws {
        let message = try Self.children(of: BER.parse(bytes), .sequence)
        guard message.count >= 2 else { throw ASN1Error.invalidASN1Object(reason: "no operation") }
        identifier = try Self.integer(message[0], .integer)
        let body = message[1]
        switch body.identifier {
        case .searchResultEntry:
            let entry = try Self.children(of: body, .searchResultEntry)
            guard entry.count >= 2 else { throw ASN1Error.invalidASN1Object(reason: "no attributes") }
            operation = .entry(try Self.netlogon(in: entry[1]))
        case .searchResultDone:
            let (code, diagnostic) = try Self.result(body)
            operation = .done(resultCode: code, diagnostic: diagnostic)
        case .extendedResponse:
            let (code, diagnostic) = try Self.result(body)
            operation = .extendedResult(resultCode: code, diagnostic: diagnostic)
        default:
            operation = .other
        }
    }

    private static func netlogon(in attributes: ASN1Node) throws -> [UInt8]? {
        for attribute in try children(of: attributes, .sequence) {
            let parts = try children(of: attribute, .sequence)
            guard parts.count >= 2 else { throw ASN1Error.invalidASN1Object(reason: "no values") }
            let type = String(decoding: try octets(parts[0]), as: UTF8.self)
            guard type.lowercased() == "netlogon", let value = try children(of: parts[1], .set).first else { continue }
            return Array(try octets(value))
        }
        return nil
    }

    private static func result(_ node: ASN1Node) throws -> (code: Int32, diagnostic: String) {
        let parts = try children(of: node, node.identifier)
        guard parts.count >= 3 else { throw ASN1Error.invalidASN1Object(reason: "no result") }
        let code = try integer(parts[0], .enumerated)
        return (Int32(clamping: code), String(decoding: try octets(parts[2]).prefix { $0 != 0 }, as: UTF8.self))
    }

    private static func children(of node: ASN1Node, _ identifier: ASN1Identifier) throws -> [ASN1Node] {
        guard node.identifier == identifier, case .constructed(let nodes) = node.content else {
            throw ASN1Error.unexpectedFieldType(node.identifier)
        }
        return Array(nodes)
    }

    private static func octets(_ node: ASN1Node) throws -> ArraySlice<UInt8> {
        guard node.identifier == .octetString, case .primitive(let content) = node.content else {
            throw ASN1Error.unexpectedFieldType(node.identifier)
        }
        return content
    }

    /// An INTEGER or ENUMERATED, with leading bytes that a strict reader would refuse.
    private static func integer(_ node: ASN1Node, _ identifier: ASN1Identifier) throws -> Int64 {
        guard node.identifier == identifier, case .primitive(let content) = node.content,
            (1...8).contains(content.count)
        else { throw ASN1Error.unexpectedFieldType(node.identifier) }
        let isNegative = (content.first ?? 0) >= 0x80
        return content.reduce(isNegative ? -1 : 0) { $0 << 8 | Int64($1) }
    }
}

extension ASN1Identifier {
    fileprivate static let searchResultEntry = ASN1Identifier(tagWithNumber: 4, tagClass: .application)
    fileprivate static let searchResultDone = ASN1Identifier(tagWithNumber: 5, tagClass: .application)
    fileprivate static let extendedResponse = ASN1Identifier(tagWithNumber: 24, tagClass: .application)
}
