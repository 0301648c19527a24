import Networking

/// The request to an HTTP proxy to pass a connection on (RFC 9110, 9.3.6).
enum ProxyTunnel {
    enum Outcome {
        /// The proxy's answer; below 300 the connection leads to the endpoint from now on.
        case answered(HTTPHead)
        case otherwise(String)
        case silent
        case givenUp
        case ended(String)
    }

    static func open(
        to endpoint: Endpoint, over socket: Socket, userAgent: String, until deadline: Deadline, wakeup: Wakeup
    ) -> Outcome {
        let request =
            "CONNECT \(endpoint) HTTP/1.1\r\nHost: \(endpoint)\r\nUser-Agent: \(userAgent)\r\n\r\n"
        do {
            try socket.setBlocking(false)
            return try exchange(Array(request.utf8), over: socket, until: deadline, wakeup)
        } catch {
            return .ended(error.description)
        }
    }

    private static func exchange(
        _ request: [UInt8], over socket: Socket, until deadline: Deadline, _ wakeup: Wakeup
    ) throws(SystemError) -> Outcome {
        var unsent = request[...]
        var reader = HTTPHeadReader()
        var count = 0
        while true {
            while !unsent.isEmpty, let count = try socket.send(unsent) { unsent = unsent.dropFirst(count) }
            var set = PollSet()
            set.add(socket.descriptor, for: unsent.isEmpty ? .readable : [.readable, .writable])
            let wakeupPlace = set.add(wakeup.descriptor, for: .readable)
            guard try set.wait(until: deadline) > 0, !deadline.hasPassed else { return .silent }
            if !set.readiness(at: wakeupPlace).isEmpty { return .givenUp }
            // By single bytes: what follows the head belongs to the endpoint, and is TLS.
            switch try socket.receive(atMost: 1) {
            case .nothing: continue
            case .end: return .ended(count == 0 ? "FIN" : "\(count) bytes of a header, and then FIN")
            case .bytes(let bytes):
                count += bytes.count
                switch reader.read(bytes) {
                case .needMore: continue
                case .complete(let head): return .answered(head)
                case .invalid(let why): return .otherwise(why)
                }
            }
        }
    }
}
