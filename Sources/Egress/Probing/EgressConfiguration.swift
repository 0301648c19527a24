package import Networking

/// What to try, and how long to wait.
package struct EgressConfiguration: Sendable {
    package var cloud: Cloud
    /// Beside those of the cloud.
    package var endpoints: [Endpoint]
    /// An HTTP proxy that is asked to CONNECT.
    package var proxy: Endpoint?
    /// How long connections are to be left alone, each with a fresh one; empty for none.
    package var silences: [Duration]
    /// The authorities that are believed.
    package var trust: TrustAnchors
    /// Those that are public: a chain that `trust` believes and these do not rests on a private root.
    package var publicRoots: TrustAnchors
    /// For the connection to an endpoint or proxy.
    package var connectTimeout: Duration
    /// For each of: the proxy's answer, the TLS handshake, the answer to a request.
    package var timeout: Duration
    package var families: Set<IPAddress.Family>
    /// Where the packets for an endpoint or proxy are sent instead, as through a tunnel.
    package var redirections: [Endpoint: SocketAddress]
    /// What requests name as their sender.
    package var userAgent: String
    package var hostName: String

    package init(
        cloud: Cloud, endpoints: [Endpoint] = [], proxy: Endpoint? = nil, silences: [Duration] = [],
        trust: TrustAnchors = .system, publicRoots: TrustAnchors = .publicRoots,
        connectTimeout: Duration = .seconds(3), timeout: Duration = .seconds(10),
        families: Set<IPAddress.Family> = [.v4, .v6], redirections: [Endpoint: SocketAddress] = [:],
        userAgent: String, hostName: String
    ) {
        self.cloud = cloud
        self.endpoints = endpoints
        self.proxy = proxy
        self.silences = silences
        self.trust = trust
        self.publicRoots = publicRoots
        self.connectTimeout = connectTimeout
        self.timeout = timeout
        self.families = families
        self.redirections = redirections
        self.userAgent = userAgent
        self.hostName = hostName
    }

    /// The steps of silence up to a length: connections that live for 3 minutes are what the service needs, and the
    /// shorter ones show when those that do not were lost.
    package static func steps(upTo longest: Duration) -> [Duration] {
        [.seconds(30), .seconds(60), .seconds(120), .seconds(180)].filter { $0 <= longest }
    }

    /// Everything to try, each once: the cloud's own first.
    var targets: [Endpoint] {
        var seen: Set<Endpoint> = []
        return (cloud.requirements.flatMap(\.known) + endpoints).filter { seen.insert($0).inserted }
    }
}

/// What a run is doing, for whoever looks on.
package enum EgressProgress: Hashable, Sendable {
    case reaching(Endpoint)
    /// A connection stands and is being left alone. Called on the probe's own thread, before the silence begins.
    case silent(Endpoint, Duration)
}
