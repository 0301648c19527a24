import Networking

/// A request over TLS, and what came of it.
enum HTTPExchange {
    case answered(HTTPHead)
    /// An answer that is no HTTP; why.
    case otherwise(String)
    /// No answer, but an end.
    case ended(TLSStream.Received)

    /// Asks for the root, which every server says something about.
    static func request(_ endpoint: Endpoint, userAgent: String) -> [UInt8] {
        let host = endpoint.port == 443 ? String(endpoint.description.dropLast(4)) : endpoint.description
        let lines = ["GET / HTTP/1.1", "Host: \(host)", "User-Agent: \(userAgent)", "Accept: */*", "Connection: close"]
        return Array((lines.joined(separator: "\r\n") + "\r\n\r\n").utf8)
    }

    static func perform(_ request: [UInt8], over stream: TLSStream, until deadline: Deadline) -> HTTPExchange {
        if let ended = stream.send(request, until: deadline) { return .ended(ended) }
        var reader = HTTPHeadReader()
        var count = 0
        while true {
            // A server that drips single bytes is never silent.
            guard !deadline.hasPassed else { return cutShort(count, by: .nothing) }
            switch stream.receive(until: deadline) {
            case .bytes(let bytes):
                count += bytes.count
                switch reader.read(bytes) {
                case .needMore: continue
                case .complete(let head): return .answered(head)
                case .invalid(let why): return .otherwise(why)
                }
            case let ended: return cutShort(count, by: ended)
            }
        }
    }

    private static func cutShort(_ count: Int, by ended: TLSStream.Received) -> HTTPExchange {
        if case .givenUp = ended { return .ended(ended) }
        return count == 0 ? .ended(ended) : .otherwise("\(count) bytes of a header, and then \(ended.words)")
    }
}

extension TLSStream.Received {
    /// In the words of the protocols.
    var words: String {
        switch self {
        case .bytes(let bytes): "\(bytes.count) bytes"
        case .closeNotify: "close_notify"
        case .end: "FIN without close_notify"
        case .reset: "RST"
        case .nothing: "no answer"
        case .givenUp: "interrupted"
        case .lost(let text): "the connection was lost (\(text))"
        case .failed(let text): "what is no TLS (\(text))"
        }
    }
}
