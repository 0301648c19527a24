/// What came back for a netlogon ping.
public enum NetlogonAnswer: Sendable, Hashable {
    /// The server serves the domain and told about itself.
    case response(NetlogonResponse)
    /// The search ended without an entry: this server does not serve that domain.
    case notServed
    /// The server ended the search, or the connection, with an error.
    case refused(resultCode: Int32, diagnostic: String)
}

/// Finds the answer to one ping among the LDAP messages that come back.
///
/// Give it whole datagrams, or the bytes of a stream as they come. Messages with another number belong to somebody else, or to
/// nobody, and are skipped. Active Directory sends the entry and the end of the search in one datagram.
public struct NetlogonAnswerReader: Sendable {
    /// The number of the request.
    public let messageID: Int32
    private var pending: [UInt8] = []

    /// Waits for the answer to the request with this number.
    public init(messageID: Int32) {
        self.messageID = messageID
    }

    /// Reads a datagram; nil when the answer is not in it.
    ///
    /// - Throws: when the datagram does not hold whole LDAP messages, or the answer is malformed.
    public func answer(inDatagram bytes: [UInt8]) throws(NetlogonError) -> NetlogonAnswer? {
        var rest = bytes[...]
        while !rest.isEmpty {
            guard let answer = try next(in: &rest) else {
                throw NetlogonError(.truncated, "the datagram ends within a message", received: bytes)
            }
            if case .found(let answer) = answer { return answer }
        }
        return nil
    }

    /// Takes further bytes of a stream; nil while the answer is not whole.
    ///
    /// - Throws: when the stream is no LDAP, announces a message above `LDAPMessageFrame.limit`, or the answer is malformed.
    public mutating func receive(_ bytes: some Sequence<UInt8>) throws(NetlogonError) -> NetlogonAnswer? {
        pending += bytes
        var rest = pending[...]
        while !rest.isEmpty, let answer = try next(in: &rest) {
            if case .found(let answer) = answer {
                pending = Array(rest)
                return answer
            }
        }
        pending = Array(rest)
        return nil
    }

    private enum Step {
        case skipped
        case found(NetlogonAnswer)
    }

    /// Takes a message from the front; nil when it is not whole.
    private func next(in bytes: inout ArraySlice<UInt8>) throws(NetlogonError) -> Step? {
        switch LDAPMessageFrame(startOf: bytes) {
        case .incomplete:
            return nil
        case .notLDAP:
            throw NetlogonError(.notLDAP, "no LDAP message begins here", received: bytes)
        case .tooLarge(let count):
            throw NetlogonError(.tooLarge, "a message of \(count) bytes is announced", received: bytes)
        case .message(let count):
            let content = bytes.prefix(count)
            bytes = bytes.dropFirst(count)
            let message: NetlogonMessage
            do {
                message = try NetlogonMessage(content)
            } catch {
                throw NetlogonError(.malformed, "the message is no LDAP search result", received: content)
            }
            return try step(message)
        }
    }

    private func step(_ message: NetlogonMessage) throws(NetlogonError) -> Step {
        switch message.operation {
        // A server that closes the connection says so in a message without a request (RFC 4511, section 4.4.1).
        case .extendedResult(let code, let diagnostic) where message.identifier == 0:
            return .found(.refused(resultCode: code, diagnostic: diagnostic))
        case _ where message.identifier != Int64(messageID):
            return .skipped
        case .entry(let value?):
            return .found(.response(try NetlogonResponse(value)))
        case .entry(nil), .other:
            return .skipped
        case .done(0, _):
            return .found(.notServed)
        case .done(let code, let diagnostic), .extendedResult(let code, let diagnostic):
            return .found(.refused(resultCode: code, diagnostic: diagnostic))
        }
    }
}
