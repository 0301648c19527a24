package import Networking
import SwiftASN1

/// A question that any working KDC answers: an AS-REQ (RFC 4120 section 5.4.1) for an account that no realm has.
///
/// A TCP accept proves nothing, since the kernel accepts for a stopped process as well. An unknown name counts towards
/// nobody's lockout; it leaves one failed entry (4768, 0x6) in a domain controller's audit log, under a name that says
/// where it comes from.
package struct KDCProbe: Hashable, Sendable {
    /// The account asked for.
    package static let clientName = "adinspect-kdc-probe"

    package let realm: KerberosRealm
    /// The request as a datagram.
    package let datagram: [UInt8]

    /// - Parameter nonce: any number; KDCs of old take 31 bits, and more are cut off.
    package init(realm: KerberosRealm, nonce: UInt32) {
        self.realm = realm
        datagram = Self.request(realm: realm, nonce: nonce & 0x7FFF_FFFF)
    }

    /// The request for a stream: its length in four bytes before it (RFC 4120 section 7.2.2).
    package var framed: [UInt8] {
        let length = UInt32(truncatingIfNeeded: datagram.count)
        return [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: length >> UInt32($0)) } + datagram
    }

    /// Whether a datagram shows that a KDC is alive.
    package func accept(_ datagram: [UInt8]) -> Bool { KDCAnswer(message: datagram[...]) != nil }

    /// What a stream has brought from its start on: an answer, the beginning of one, or nothing of the kind.
    package static func progress(_ received: [UInt8]) -> ExchangeProgress {
        guard received.count >= 4 else { return .needMore }
        let length = received.prefix(4).reduce(0) { $0 << 8 | Int($1) }
        // Few answers are longer than a few hundred bytes. "HTTP", read as a length, is 1.2 GB.
        guard (1...longestAnswer).contains(length) else { return .reject }
        guard received.count >= 4 + length else { return .needMore }
        return answer(framed: received) == nil ? .reject : .complete
    }

    /// The answer in a complete stream.
    package static func answer(framed received: [UInt8]) -> KDCAnswer? {
        guard received.count >= 4 else { return nil }
        let length = received.prefix(4).reduce(0) { $0 << 8 | Int($1) }
        guard (1...longestAnswer).contains(length), received.count >= 4 + length else { return nil }
        return KDCAnswer(message: received[4..<(4 + length)])
    }

    package static let longestAnswer = 1 << 16

    // MARK: Encoding

    private static func request(realm: KerberosRealm, nonce: UInt32) -> [UInt8] {
        var serializer = DER.Serializer()
        // Encoding numbers and short strings cannot fail; if it did, the empty request would be answered by nobody.
        try? serializer.appendConstructedNode(identifier: .init(tagWithNumber: 10, tagClass: .application)) {
            try $0.sequence {
                try $0.tagged(1) { try $0.serialize(5) }
                try $0.tagged(2) { try $0.serialize(10) }
                try $0.tagged(4) { try $0.sequence { try body(&$0, realm: realm, nonce: nonce) } }
            }
        }
        return serializer.serializedBytes
    }

    private static func body(_ body: inout DER.Serializer, realm: KerberosRealm, nonce: UInt32) throws {
        // kdc-options: none.
        try body.tagged(0) { try $0.serialize(ASN1BitString(bytes: [0, 0, 0, 0])) }
        // cname: NT-PRINCIPAL.
        try body.tagged(1) { try $0.principal(type: 1, [clientName]) }
        try body.tagged(2) { $0.kerberosString(realm.name) }
        // sname: the ticket-granting service, NT-SRV-INST.
        try body.tagged(3) { try $0.principal(type: 2, ["krbtgt", realm.name]) }
        // till: as Windows asks, since a fixed date keeps the request a pure function of its arguments.
        try body.tagged(5) {
            $0.appendPrimitiveNode(identifier: .generalizedTime) { $0.append(contentsOf: "20370913024805Z".utf8) }
        }
        try body.tagged(7) { try $0.serialize(nonce) }
        try body.tagged(8) {
            try $0.sequence {
                for type in [EncryptionType.aes256SHA1, .aes128SHA1, .rc4HMAC] { try $0.serialize(type.rawValue) }
            }
        }
    }
}

extension DER.Serializer {
    fileprivate mutating func sequence(_ content: (inout DER.Serializer) throws -> Void) throws {
        try appendConstructedNode(identifier: .sequence, content)
    }

    fileprivate mutating func tagged(_ number: UInt, _ content: (inout DER.Serializer) throws -> Void) throws {
        try appendConstructedNode(identifier: .init(tagWithNumber: number, tagClass: .contextSpecific), content)
    }

    fileprivate mutating func kerberosString(_ text: String) {
        appendPrimitiveNode(identifier: .generalString) { $0.append(contentsOf: text.utf8) }
    }

    fileprivate mutating func principal(type: Int32, _ components: [String]) throws {
        try sequence {
            try $0.tagged(0) { try $0.serialize(type) }
            try $0.tagged(1) { try $0.sequence { for component in components { $0.kerberosString(component) } } }
        }
    }
}
