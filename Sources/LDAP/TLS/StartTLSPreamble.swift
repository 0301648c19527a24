package import Networking

extension TLSDiagnosis.Preamble {
    /// The StartTLS request (RFC 4511, section 4.14) with message id 1, and how its answer is known.
    ///
    /// Written by hand because libldap offers no messages without a connection of its own; the answer is an ExtendedResponse whose
    /// result code is looked at and nothing else.
    package static let startTLS = TLSDiagnosis.Preamble(request: request) { received in
        guard received.count >= 2 else { return .needMore }
        guard received[0] == 0x30, let (start, length) = Self.length(of: received) else {
            return received.count < 8 ? .needMore : .reject
        }
        guard received.count >= start + length else { return .needMore }
        return Self.isSuccess(received[start..<(start + length)]) ? .complete : .reject
    }

    private static var request: [UInt8] {
        let identifier = Array("1.3.6.1.4.1.1466.20037".utf8)
        let name = [0x80, UInt8(identifier.count)] + identifier
        let operation = [0x77, UInt8(name.count)] + name
        return [0x30, UInt8(operation.count + 3), 0x02, 0x01, 0x01] + operation
    }

    /// Where the content of the first element begins and how long it is; nil when the length is not whole or too long to be an answer.
    private static func length(of bytes: [UInt8]) -> (start: Int, length: Int)? {
        let first = bytes[1]
        guard first & 0x80 != 0 else { return (2, Int(first)) }
        let count = Int(first & 0x7F)
        guard (1...4).contains(count), bytes.count >= 2 + count else { return nil }
        let length = bytes[2..<(2 + count)].reduce(0) { $0 << 8 | Int($1) }
        return length <= 64 << 10 ? (2 + count, length) : nil
    }

    /// Whether an ENUMERATED 0, the result code of success, comes first in the response.
    private static func isSuccess(_ message: ArraySlice<UInt8>) -> Bool {
        guard let response = message.firstIndex(of: 0x78) else { return false }
        let code = message[response...].prefix(12)
        guard let tag = code.firstIndex(of: 0x0A), tag + 2 < message.endIndex else { return false }
        return message[tag + 1] == 1 && message[tag + 2] == 0
    }
}
