package import FoundationEssentials
import SwiftASN1

/// What a KDC says to an AS-REQ: an error (RFC 4120 section 5.9.1), or a reply. Either proves that it works.
///
/// Nothing in it is authenticated.
package struct KDCAnswer: Hashable, Sendable {
    package enum Kind: Hashable, Sendable {
        /// KRB-ERROR with its code: 6 is an unknown client, 25 asks for pre-authentication, 68 another realm.
        case error(code: Int32)
        /// AS-REP: the account exists and needs no pre-authentication.
        case reply
    }

    package let kind: Kind
    /// The KDC's clock as it wrote the error, to the microsecond; nil in a reply, where it is sealed, or if out of range.
    package let serverTime: Date?
    /// The realm that the KDC answers for, as sent.
    package let realm: String?

    /// Reads a whole message; nil if it is neither KRB-ERROR nor AS-REP.
    package init?(message: ArraySlice<UInt8>) {
        guard message.count <= KDCProbe.longestAnswer, let root = try? BER.parse(message),
            root.identifier.tagClass == .application, let fields = Self.fields(of: root)
        else { return nil }
        switch root.identifier.tagNumber {
        case 30:
            // pvno, msg-type, stime, susec, error-code: without them it is no KRB-ERROR.
            guard Self.integer(fields[0]) == 5, Self.integer(fields[1]) == 30, let time = fields[4].flatMap(Self.bytes),
                let microseconds = Self.integer(fields[5]), let code = Self.integer(fields[6])
            else { return nil }
            kind = .error(code: code)
            serverTime = KerberosTime.date(time, microseconds: microseconds)
            realm = fields[9].flatMap(Self.text)
        case 11:
            // pvno, msg-type, crealm, ticket, enc-part.
            guard Self.integer(fields[0]) == 5, Self.integer(fields[1]) == 11, let crealm = fields[3],
                fields[5] != nil, fields[6] != nil
            else { return nil }
            kind = .reply
            serverTime = nil
            realm = Self.text(crealm)
        default: return nil
        }
    }

    /// How far the KDC's clock is ahead of ours, in seconds, half of the round trip subtracted.
    ///
    /// - Parameters:
    ///   - received: our clock when the answer came.
    ///   - roundTrip: seconds from the request to the answer.
    package func clockOffset(received: Date, roundTrip: Double) -> Double? {
        serverTime.map { $0.timeIntervalSince(received) + roundTrip / 2 }
    }

    // MARK: Decoding

    /// The fields of the SEQUENCE within an application tag, by their own tags; the first of two with one number counts.
    private static func fields(of root: ASN1Node) -> [UInt: ASN1Node]? {
        guard let sequence = onlyChild(of: root), sequence.identifier == .sequence,
            case .constructed(let children) = sequence.content
        else { return nil }
        var fields: [UInt: ASN1Node] = [:]
        for child in children where child.identifier.tagClass == .contextSpecific {
            guard let value = onlyChild(of: child) else { return nil }
            if fields[child.identifier.tagNumber] == nil { fields[child.identifier.tagNumber] = value }
        }
        return fields
    }

    private static func onlyChild(of node: ASN1Node) -> ASN1Node? {
        guard case .constructed(let children) = node.content else { return nil }
        var iterator = children.makeIterator()
        guard let child = iterator.next(), iterator.next() == nil else { return nil }
        return child
    }

    private static func integer(_ node: ASN1Node?) -> Int32? {
        guard let node else { return nil }
        return try? Int32(derEncoded: node)
    }

    private static func bytes(_ node: ASN1Node) -> ArraySlice<UInt8>? {
        guard case .primitive(let bytes) = node.content else { return nil }
        return bytes
    }

    private static func text(_ node: ASN1Node) -> String? {
        bytes(node).map { String(decoding: $0, as: UTF8.self) }
    }
}
