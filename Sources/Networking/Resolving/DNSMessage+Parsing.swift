extension DNSMessage {
    static let typeA: UInt16 = 1
    static let typeCNAME: UInt16 = 5
    static let typeAAAA: UInt16 = 28
    static let typeSRV: UInt16 = 33
    private static let classInternet: UInt16 = 1

    /// Reads a message; what follows the answer section is not looked at.
    package init(parsing bytes: [UInt8]) throws(DNSMessageError) {
        var reader = DNSReader(bytes)
        _ = try reader.number16()
        let flags = try reader.number16()
        let questions = try reader.number16()
        let answers = try reader.number16()
        _ = try reader.number16()
        _ = try reader.number16()
        guard flags & 0x8000 != 0 else { throw DNSMessageError(offset: 2, reason: "a question, not an answer") }
        for _ in 0..<questions {
            _ = try reader.name()
            _ = try reader.number16()
            _ = try reader.number16()
        }
        var records: [Record] = []
        for _ in 0..<answers {
            if let record = try Self.record(&reader) { records.append(record) }
        }
        self.init(responseCode: UInt8(flags & 0xF), isTruncated: flags & 0x0200 != 0, answers: records)
    }

    private static func record(_ reader: inout DNSReader) throws(DNSMessageError) -> Record? {
        let owner = try reader.name()
        let type = try reader.number16()
        let recordClass = try reader.number16()
        let timeToLive = try UInt32(reader.number16()) << 16 | UInt32(reader.number16())
        let length = Int(try reader.number16())
        let start = reader.offset
        guard length <= reader.remaining else {
            throw DNSMessageError(offset: start, reason: "a record longer than the message")
        }
        guard recordClass == classInternet else {
            try reader.skip(length)
            return nil
        }
        let data: Data
        switch type {
        case typeA, typeAAAA:
            guard length == (type == typeA ? 4 : 16), let address = IPAddress(bytes: try reader.bytes(length)) else {
                throw DNSMessageError(offset: start, reason: "an address of \(length) bytes")
            }
            data = .address(address)
        case typeCNAME:
            data = .alias(try reader.name())
        case typeSRV:
            data = .service(
                priority: try reader.number16(), weight: try reader.number16(), port: try reader.number16(),
                target: try reader.name())
        default:
            try reader.skip(length)
            data = .other
        }
        guard reader.offset - start == length else {
            throw DNSMessageError(offset: start, reason: "a record whose data does not fill its \(length) bytes")
        }
        // RFC 2181, 8: a value with the top bit set counts as zero.
        return Record(owner: owner, type: type, timeToLive: timeToLive & 0x8000_0000 == 0 ? timeToLive : 0, data: data)
    }
}

/// Reads numbers and names from a message, never beyond its end.
private struct DNSReader {
    private let message: [UInt8]
    private(set) var offset = 0

    init(_ message: [UInt8]) { self.message = message }

    var remaining: Int { message.count - offset }

    mutating func bytes(_ count: Int) throws(DNSMessageError) -> ArraySlice<UInt8> {
        guard count >= 0, count <= remaining else { throw DNSMessageError(offset: offset, reason: "the message ends") }
        defer { offset += count }
        return message[offset..<offset + count]
    }

    mutating func skip(_ count: Int) throws(DNSMessageError) { _ = try bytes(count) }

    mutating func number16() throws(DNSMessageError) -> UInt16 {
        try bytes(2).reduce(0) { $0 << 8 | UInt16($1) }
    }

    /// A name with its compression pointers (RFC 1035, 4.1.4) followed.
    ///
    /// Each pointer must lead to before the part that it ends, so that no chain of them can be without end.
    mutating func name() throws(DNSMessageError) -> String {
        var labels: [String] = []
        var wireLength = 1
        var position = offset
        var partStart = offset
        var end: Int?
        while true {
            guard position < message.count else { throw DNSMessageError(offset: position, reason: "the message ends") }
            let length = Int(message[position])
            switch length >> 6 {
            case 0 where length == 0:
                offset = end ?? position + 1
                return labels.isEmpty ? "." : labels.joined(separator: ".")
            case 0:
                wireLength += length + 1
                guard wireLength <= 255 else { throw DNSMessageError(offset: position, reason: "a name too long") }
                guard position + length < message.count else {
                    throw DNSMessageError(offset: position, reason: "the message ends")
                }
                labels.append(Self.text(message[position + 1...position + length]))
                position += length + 1
            case 3:
                guard position + 1 < message.count else {
                    throw DNSMessageError(offset: position, reason: "the message ends")
                }
                let target = (length & 0x3F) << 8 | Int(message[position + 1])
                guard target < partStart else {
                    throw DNSMessageError(offset: position, reason: "a name that points forward")
                }
                end = end ?? position + 2
                partStart = target
                position = target
            default: throw DNSMessageError(offset: position, reason: "an unknown kind of label")
            }
        }
    }

    /// RFC 1035, 5.1: what would not read as part of a label is escaped.
    private static func text(_ label: ArraySlice<UInt8>) -> String {
        label.map { byte in
            switch byte {
            case UInt8(ascii: "."), UInt8(ascii: "\\"): "\\" + String(UnicodeScalar(byte))
            case 0x21...0x7E: String(UnicodeScalar(byte))
            default: "\\" + String(repeating: "0", count: 3 - String(byte).count) + String(byte)
            }
        }.joined()
    }
}
