import Networking

/// The way to one endpoint, up to the answer to a request.
struct EndpointProbe {
    let connection: EndpointConnection
    let requirement: String?

    private var endpoint: Endpoint { connection.endpoint }

    /// On the calling thread, which blocks.
    func run(_ addresses: [SocketAddress], dns: EgressStage) -> EndpointFinding {
        let opened = connection.open(to: addresses)
        var stages = [dns] + opened.stages
        var status: Int?
        if let stream = opened.stream {
            let started = ContinuousClock.now
            let request = HTTPExchange.request(endpoint, userAgent: connection.configuration.userAgent)
            let exchange = HTTPExchange.perform(
                request, over: stream, until: .after(connection.configuration.timeout))
            stages.append(Self.stage(exchange, milliseconds: started.duration(to: .now) / .milliseconds(1)))
            if case .answered(let head) = exchange { status = head.status }
            stream.close()
        }
        return EndpointFinding(
            endpoint: endpoint, requirement: requirement, stages: stages, peer: opened.peer?.description,
            proxyStatus: opened.proxyStatus, tls: opened.tls, httpStatus: status)
    }

    private static func stage(_ exchange: HTTPExchange, milliseconds: Double) -> EgressStage {
        func stage(_ judgement: Judgement, _ seen: String, _ meaning: String, _ advice: String?) -> EgressStage {
            EgressStage(.http, judgement, seen: seen, meaning: meaning, advice: advice, milliseconds: milliseconds)
        }
        switch exchange {
        case .answered(let head):
            return stage(.met, "\(head)", "The endpoint answers; any status shows that the way stands.", nil)
        case .otherwise(let seen):
            return stage(
                .undecided, seen, "The host that the certificate names answers, but not in HTTP.",
                "Check the host and port.")
        case .ended(.givenUp): return .interrupted(.http)
        case .ended(.closeNotify):
            return stage(
                .undecided, TLSStream.Received.closeNotify.words,
                "The server itself ended the connection without an answer.", "Run it again, or check the host and port."
            )
        case .ended(let ended):
            return stage(
                .blocked, ended.words,
                "TLS stands, and the request inside it got no answer: something on the way does not let data through.",
                "Look for a firewall or proxy on the way that inspects connections, and exempt this host.")
        }
    }
}
