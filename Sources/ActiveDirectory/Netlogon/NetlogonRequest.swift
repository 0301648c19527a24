import SwiftASN1

/// A netlogon ping: a search of the rootDSE for its `netlogon` attribute, over UDP or TCP (MS-ADTS 6.3.3).
public struct NetlogonRequest: Sendable, Hashable {
    /// Given back in the answer. Over UDP a number that others cannot guess keeps forged answers out.
    public let messageID: Int32
    /// The DNS name of the domain that is asked for. A server that does not serve it sends no entry.
    public let dnsDomain: String
    /// The client's own name, which the server uses for nothing but its log; nil to leave it out.
    public let host: String?
    /// Which form of answer is asked for.
    public let version: NetlogonVersion

    /// - Parameter messageID: 1 or more (RFC 4511, section 4.1.1.1).
    public init(
        messageID: Int32, dnsDomain: String, host: String? = nil,
        version: NetlogonVersion = [.version5, .version5Extended]
    ) {
        self.messageID = messageID
        self.dnsDomain = dnsDomain
        self.host = host
        self.version = version
    }

    /// The LDAPMessage, ready to send in a datagram or on a stream (RFC 4511, sections 4.1.1 and 4.5.1).
    public var bytes: [UInt8] {
        var serializer = DER.Serializer()
        serializer.appendConstructedNode(identifier: .sequence) { message in
            message.append(messageID, as: .integer)
            message.appendConstructedNode(identifier: .searchRequest) { search in
                search.append([], as: .octetString)  // the rootDSE
                search.append(0, as: .enumerated)  // baseObject
                search.append(0, as: .enumerated)  // neverDerefAliases
                search.append(0, as: .integer)  // no size limit
                search.append(0, as: .integer)  // no time limit
                search.append([0], as: .boolean)  // values as well as types
                search.appendConstructedNode(identifier: .filterAnd) { filter in
                    filter.appendEquality("DnsDomain", Array(dnsDomain.utf8))
                    if let host { filter.appendEquality("Host", Array(host.utf8)) }
                    filter.appendEquality("NtVer", version.littleEndianBytes)
                }
                search.appendConstructedNode(identifier: .sequence) { attributes in
                    attributes.append(Array("NetLogon".utf8), as: .octetString)
                }
            }
        }
        return serializer.serializedBytes
    }
}

extension NetlogonVersion {
    fileprivate var littleEndianBytes: [UInt8] {
        stride(from: UInt32(0), through: 24, by: 8).map { UInt8(truncatingIfNeeded: rawValue >> $0) }
    }
}

extension ASN1Identifier {
    fileprivate static let searchRequest = ASN1Identifier(tagWithNumber: 3, tagClass: .application)
    fileprivate static let filterAnd = ASN1Identifier(tagWithNumber: 0, tagClass: .contextSpecific)
    fileprivate static let equalityMatch = ASN1Identifier(tagWithNumber: 3, tagClass: .contextSpecific)
}

extension DER.Serializer {
    fileprivate mutating func appendEquality(_ attribute: String, _ value: [UInt8]) {
        appendConstructedNode(identifier: .equalityMatch) { match in
            match.append(Array(attribute.utf8), as: .octetString)
            match.append(value, as: .octetString)
        }
    }
}
