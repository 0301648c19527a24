import Egress
import Inspection
import Networking

/// The options of `egress` after command line and environment were put together and read.
struct EgressSettings: Sendable {
    let configuration: EgressConfiguration
    let dnsServers: [SocketAddress]

    /// Each endpoint takes a thread, and each of its silences another.
    private static let endpointsAtMost = 64

    /// - Throws: ``CommandFailure`` with exit code 64 for what cannot be read or can never work, 65 or 66 for the CA file.
    init(_ arguments: EgressArguments, context: CommandContext) throws {
        let options = OptionTexts(environment: context.environment)
        let cloud = try options.choice(arguments.cloud, "CLOUD", Cloud.self) ?? .public
        let endpoints = try options.list(
            arguments.endpoints, "ENDPOINT",
            expected: "a host, or HOST:PORT, such as contoso.servicebus.windows.net; a family such as "
                + "*.servicebus.windows.net cannot be looked up", Self.endpoint)
        guard endpoints.count <= Self.endpointsAtMost else {
            throw CommandFailure.usage(
                "try so many endpoints", "\(endpoints.count) are named",
                meaning: "At most \(Self.endpointsAtMost) are tried at a time.", advice: "Run it several times.")
        }
        guard cloud != .none || !endpoints.isEmpty else {
            throw CommandFailure.usage(
                "find anything to try", "no endpoint is named",
                meaning: "The cloud none has no endpoints of its own.",
                advice: "Name some with --endpoint, or a cloud with --cloud.")
        }
        dnsServers = try options.list(
            arguments.dnsServers, "DNS_SERVER",
            expected: "an address such as 192.0.2.1, 192.0.2.1:53 or [2001:db8::1]:53"
        ) { SocketAddress($0, defaultPort: 53) }
        let caFile = options.text(arguments.caFile, "CA_FILE")
        if let caFile { try Self.requireAuthorities(caFile) }
        configuration = EgressConfiguration(
            cloud: cloud, endpoints: endpoints, proxy: try Self.proxy(arguments.proxy, options),
            silences: try Self.silences(arguments.idle, options), trust: caFile.map { .file($0) } ?? .system,
            connectTimeout: try options.seconds(arguments.connectTimeout, "CONNECT_TIMEOUT") ?? .seconds(3),
            timeout: try options.seconds(arguments.timeout, "TIMEOUT") ?? .seconds(10),
            families: try ConnectionSettings.families(arguments.onlyIPv4, arguments.onlyIPv6, options),
            redirections: try Self.redirections(arguments.redirections, options),
            userAgent: "adinspect/\(ToolVersion.current)", hostName: context.hostName)
    }

    private static func requireAuthorities(_ path: String) throws {
        try NamedFiles.requireCertificates(path)
        do {
            try TrustAnchors.file(path).requireUsable()
        } catch {
            throw CommandFailure.file(
                .badFile, "read the CA file \(path)", error.detail,
                meaning: "The file holds no certificate that can be read.",
                advice: "Name a PEM file with the certificates of the authorities.")
        }
    }

    private static func endpoint(_ text: String) -> Endpoint? {
        guard let (host, port) = SocketAddress.splitHostAndPort(text), HostName.isValid(host) || IPAddress(host) != nil
        else { return nil }
        return Endpoint(DomainName.normalized(host), port: port ?? 443)
    }

    private static func proxy(_ argument: String?, _ options: OptionTexts) throws -> Endpoint? {
        let name = options.name(argument != nil, "PROXY")
        if let text = options.text(argument, "PROXY"), text.contains("@") {
            // Not shown: a password stands in it.
            throw CommandFailure.usage(
                "read \(name)", "a value with credentials in it",
                meaning: "A proxy gets no credentials from adinspect, and an argument is no place for them.",
                advice: "Give http://HOST:PORT alone.")
        }
        return try options.value(
            argument, "PROXY", expected: "http://HOST:PORT, such as http://proxy.example.com:3128"
        ) { text in
            let scheme = "http://"
            guard text.lowercased().hasPrefix(scheme) else { return nil }
            let rest = text.dropFirst(scheme.count)
            let place = rest.hasSuffix("/") ? rest.dropLast() : rest
            guard SocketAddress.splitHostAndPort(place)?.port != nil else { return nil }
            return endpoint(String(place))
        }
    }

    private static func silences(_ argument: String?, _ options: OptionTexts) throws -> [Duration] {
        guard let longest = try options.seconds(argument, "IDLE") else { return [] }
        let steps = EgressConfiguration.steps(upTo: longest)
        guard !steps.isEmpty else {
            let name = options.name(argument != nil, "IDLE")
            throw CommandFailure.usage(
                "follow \(name)", "the time is shorter than 30 seconds",
                meaning: "Silence is tried for 30, 60, 120 and 180 seconds, and none of them fits into it.",
                advice: "Give 30 or more; 180 tries them all.")
        }
        return steps
    }

    private static func redirections(
        _ arguments: [String], _ options: OptionTexts
    ) throws -> [Endpoint: SocketAddress] {
        try options.list(
            arguments, "CONNECT_TO",
            expected:
                "HOST:PORT:ADDR:PORT with an IP address, such as contoso.servicebus.windows.net:443:127.0.0.1:8443",
            ConnectionSettings.redirection
        ).reduce(into: [:]) { $0[Endpoint(DomainName.normalized($1.host), port: $1.port)] = $1.target }
    }
}
