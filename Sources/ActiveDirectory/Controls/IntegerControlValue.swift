import SwiftASN1

/// `SEQUENCE { INTEGER }`, the value of several of Active Directory's controls.
enum IntegerControlValue {
    static func encode(_ number: Int32) -> [UInt8] {
        var serializer = DER.Serializer()
        serializer.appendConstructedNode(identifier: .sequence) { $0.append(number, as: .integer) }
        return serializer.serializedBytes
    }

    /// Nil for anything else. BER and not DER: Active Directory writes lengths in five bytes, `30 84 00 00 00 03`.
    static func decode(_ bytes: [UInt8]?) -> Int32? {
        guard let bytes, let root = try? BER.parse(bytes), root.identifier == .sequence,
            case .constructed(let children) = root.content
        else { return nil }
        var iterator = children.makeIterator()
        guard let child = iterator.next(), iterator.next() == nil else { return nil }
        return try? Int32(berEncoded: child)
    }
}

extension DER.Serializer {
    mutating func append(_ content: [UInt8], as identifier: ASN1Identifier) {
        appendPrimitiveNode(identifier: identifier) { $0 += content }
    }

    /// An INTEGER or ENUMERATED in as few bytes as it needs.
    mutating func append(_ value: Int32, as identifier: ASN1Identifier) {
        var bytes = stride(from: Int32(24), through: 0, by: -8).map { UInt8(truncatingIfNeeded: value >> $0) }
        while bytes.count > 1, bytes[0] == 0 && bytes[1] < 0x80 || bytes[0] == 0xFF && bytes[1] >= 0x80 {
            bytes.removeFirst()
        }
        append(bytes, as: identifier)
    }
}
