package import ActiveDirectory
package import Inspection
import LDAP
package import Networking

/// The connection options after command line and environment were put together and read: values, not texts.
package struct ConnectionSettings: Sendable {
    package var servers: [String]
    package var dnsServers: [SocketAddress]
    package var redirections: [Redirection]
    package var kdcs: [KerberosRealm: [SocketAddress]]
    package var transport: Transport
    package var caFile: String?
    package var connectTimeout: Duration
    package var timeout: Duration
    package var deadline: Duration?
    package var jobs: Int
    package var families: Set<IPAddress.Family>
    package var probesPorts: Bool
    package var probesAllDomainControllers: Bool
    package var plan: CredentialPlan

    package enum Transport: String, Sendable, CaseIterable {
        case auto, sealed, starttls, ldaps
    }

    /// - Throws: ``CommandFailure`` with exit code 64 for what cannot be read or can never work.
    package init(_ arguments: ConnectionArguments, environment: [String: String]) throws {
        let options = OptionTexts(environment: environment)
        servers = options.list(arguments.servers, "SERVER")
        dnsServers = try options.list(arguments.dnsServers, "DNS_SERVER").map(Self.dnsServer)
        redirections = try options.list(arguments.redirections, "CONNECT_TO").map(Self.redirection)
        kdcs = [:]
        for text in options.list(arguments.kdcs, "KDC") {
            let (realm, address) = try Self.kdc(text)
            kdcs[realm, default: []].append(address)
        }
        transport = try options.choice(arguments.transport, "TRANSPORT", Transport.self) ?? .auto
        caFile = options.text(arguments.caFile, "CA_FILE")
        connectTimeout = try options.seconds(arguments.connectTimeout, "CONNECT_TIMEOUT") ?? .seconds(3)
        timeout = try options.seconds(arguments.timeout, "TIMEOUT") ?? .seconds(10)
        deadline = try options.seconds(arguments.deadline, "DEADLINE")
        jobs = try options.count(arguments.jobs, "JOBS") ?? 64
        let (v4, v6) = (options.flag(arguments.onlyIPv4, "IPV4"), options.flag(arguments.onlyIPv6, "IPV6"))
        guard !(v4 && v6) else {
            throw CommandFailure(
                .usage, attempted: "choose an address family", meaning: "--ipv4 and --ipv6 exclude each other.")
        }
        families = v4 ? [.v4] : v6 ? [.v6] : [.v4, .v6]
        probesPorts = !options.flag(arguments.noProbe, "NO_PROBE")
        probesAllDomainControllers = options.flag(arguments.probeAllDomainControllers, "PROBE_ALL_DCS")
        plan = try CredentialPlan(arguments, options: options)
    }

    private static func dnsServer(_ text: String) throws -> SocketAddress {
        guard let address = SocketAddress(text, defaultPort: 53) else {
            throw CommandFailure.badOption(
                "dns-server", text, "an address such as 192.0.2.1, 192.0.2.1:53 or [2001:db8::1]:53")
        }
        return address
    }

    /// `HOST:PORT:ADDR:PORT`, as curl has it.
    private static func redirection(_ text: String) throws -> Redirection {
        let parts = text.split(separator: ":", maxSplits: 2, omittingEmptySubsequences: false)
        guard parts.count == 3, !parts[0].isEmpty, let port = UInt16(parts[1]), port > 0,
            let (_, targetPort) = SocketAddress.splitHostAndPort(parts[2]), targetPort != nil,
            let target = SocketAddress(parts[2], defaultPort: port)
        else { throw CommandFailure.badOption("connect-to", text, "HOST:PORT:ADDR:PORT with a literal address") }
        return Redirection(host: String(parts[0]), port: port, target: target)
    }

    private static func kdc(_ text: String) throws -> (KerberosRealm, SocketAddress) {
        let parts = text.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
        guard parts.count == 2, let realm = KerberosRealm(parts[0]),
            let address = SocketAddress(parts[1], defaultPort: KerberosConfiguration.defaultPort)
        else { throw CommandFailure.badOption("kdc", text, "REALM=ADDRESS with a literal address") }
        return (realm, address)
    }
}

extension CommandFailure {
    static func badOption(_ name: String, _ value: String, _ expected: String) -> CommandFailure {
        CommandFailure(
            .usage, attempted: "read --\(name) \(value)", meaning: "It must be \(expected).")
    }
}
