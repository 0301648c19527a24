import Networking

/// The way to an endpoint up to a TLS connection that is believed, gone once on a thread that blocks.
struct EndpointConnection {
    let endpoint: Endpoint
    let configuration: EgressConfiguration
    let wakeup: Wakeup

    /// What came of it: the stages up to the first that failed.
    struct Opened {
        var stages: [EgressStage] = []
        var peer: SocketAddress?
        var proxyStatus: Int?
        var tls: TLSFacts?
        /// Nil unless every stage let it pass.
        var stream: TLSStream?
    }

    func open(to addresses: [SocketAddress]) -> Opened {
        var opened = Opened()
        guard let connection = connect(to: addresses, &opened) else { return opened }
        opened.peer = connection.peer
        if configuration.proxy != nil, !passProxy(connection.socket, &opened) { return opened }
        shakeHands(connection.socket, &opened)
        return opened
    }

    // MARK: - TCP

    private func connect(to addresses: [SocketAddress], _ opened: inout Opened) -> StreamConnector.Connection? {
        // Unacknowledged data must stay unacknowledged for as long as an answer is waited for; and a probe of TCP's own would
        // keep a connection alive whose silence is to be tried.
        let connector = StreamConnector(userTimeout: configuration.timeout + .seconds(30), keepsAlive: false)
        do {
            let connection = try connector.connect(
                to: addresses, until: .after(configuration.connectTimeout), wakeup: wakeup)
            opened.stages.append(
                EgressStage(
                    .tcp, .met, seen: "connected to \(connection.peer)", meaning: "TCP stands.",
                    milliseconds: connection.milliseconds))
            return connection
        } catch {
            opened.stages.append(Self.failure(error, isProxy: configuration.proxy != nil))
            return nil
        }
    }

    private static func failure(_ error: ConnectFailure, isProxy: Bool) -> EgressStage {
        if error.kind == .cancelled { return .interrupted(.tcp) }
        let place = isProxy ? "the proxy" : "the endpoint"
        let seen = error.description
        return switch error.kind {
        case .refused:
            EgressStage(
                .tcp, .blocked, seen: seen,
                meaning: isProxy
                    ? "The port of the proxy is closed."
                    : "A firewall refuses it, or somebody else answers for the endpoint.",
                advice: isProxy ? "Check the host and port of --proxy." : "Let TCP to this host and port out.")
        case .silent:
            EgressStage(
                .tcp, .blocked, seen: seen, meaning: "Nothing came back: a firewall on the way drops it.",
                advice: isProxy
                    ? "Check the host and port of --proxy, and the way there."
                    : "Let TCP to this host and port out, or name the proxy with --proxy.")
        case .unreachable:
            EgressStage(
                .tcp, .blocked, seen: seen, meaning: "No way leads from here to \(place).",
                advice: "Check the routes of this host, or name the proxy with --proxy.")
        default:
            EgressStage(
                .tcp, .undecided, seen: seen, meaning: "This host could not try.",
                advice: "Check its limits on open files and memory, and run it again.")
        }
    }

    // MARK: - Proxy

    private func passProxy(_ socket: Socket, _ opened: inout Opened) -> Bool {
        let started = ContinuousClock.now
        let outcome = ProxyTunnel.open(
            to: endpoint, over: socket, userAgent: configuration.userAgent, until: .after(configuration.timeout),
            wakeup: wakeup)
        let stage = Self.stage(outcome, milliseconds: started.duration(to: .now) / .milliseconds(1))
        if case .answered(let head) = outcome { opened.proxyStatus = head.status }
        opened.stages.append(stage)
        return stage.judgement == .met
    }

    private static func stage(_ outcome: ProxyTunnel.Outcome, milliseconds: Double) -> EgressStage {
        func blocked(_ seen: String, _ meaning: String, _ advice: String) -> EgressStage {
            EgressStage(.proxy, .blocked, seen: seen, meaning: meaning, advice: advice, milliseconds: milliseconds)
        }
        switch outcome {
        case .answered(let head) where (200..<300).contains(head.status):
            return EgressStage(
                .proxy, .met, seen: "\(head)", meaning: "The proxy passes the connection on.",
                milliseconds: milliseconds)
        case .answered(let head) where head.status == 407:
            return EgressStage(
                .proxy, .undecided, seen: "\(head)",
                meaning:
                    "The proxy wants credentials, and adinspect has none to give: whether it lets the sync server through is not decided by this.",
                advice:
                    "Let the proxy pass these hosts without credentials, or have the sync server send its own (machine.config: defaultProxy with useDefaultCredentials=\"true\") and look at its own events.",
                milliseconds: milliseconds)
        case .answered(let head):
            return blocked(
                "\(head)",
                head.status >= 500
                    ? "The proxy did not reach the endpoint." : "The proxy does not let this host and port through.",
                "Let the proxy CONNECT to this host and port.")
        case .otherwise(let seen):
            return blocked(
                seen, "What answers there is no HTTP proxy.", "Check the host and port of --proxy.")
        case .silent:
            return blocked(
                "no answer", "The proxy took the connection and did not answer CONNECT.",
                "Check the host and port of --proxy, and what the proxy logs.")
        case .ended(let seen):
            return blocked(
                seen, "The proxy ended the connection without an answer.",
                "Let the proxy take connections from this host, and CONNECT to this host and port.")
        case .givenUp: return .interrupted(.proxy)
        }
    }

    // MARK: - TLS

    private func shakeHands(_ socket: Socket, _ opened: inout Opened) {
        let started = ContinuousClock.now
        do {
            let tls = try TLSStream.open(
                over: socket, serverName: endpoint.host, trust: configuration.trust, others: configuration.publicRoots,
                until: .after(configuration.timeout), wakeup: wakeup)
            let facts = TLSFacts(tls)
            opened.tls = facts
            opened.stream = tls.stream
            opened.stages.append(
                TLSStageWording.stage(
                    facts, endpoint: endpoint, milliseconds: started.duration(to: .now) / .milliseconds(1)))
        } catch {
            opened.stages.append(
                wakeup.isSignalled
                    ? .interrupted(.tls) : TLSStageWording.stage(error, isProxied: configuration.proxy != nil))
        }
    }
}
