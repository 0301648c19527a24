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
        servers = try options.list(
            arguments.servers, "SERVER",
            expected: "a host name such as dc1.corp.example.com, without scheme and port", Self.server)
        dnsServers = try options.list(
            arguments.dnsServers, "DNS_SERVER",
            expected: "an address such as 192.0.2.1, 192.0.2.1:53 or [2001:db8::1]:53"
        ) { SocketAddress($0, defaultPort: 53) }
        redirections = try options.list(
            arguments.redirections, "CONNECT_TO",
            expected: "HOST:PORT:ADDR:PORT with an IP address, such as dc1.corp.example.com:389:127.0.0.1:3890",
            Self.redirection)
        kdcs = try options.list(
            arguments.kdcs, "KDC", expected: "REALM=ADDR with an IP address, such as CORP.EXAMPLE.COM=192.0.2.1",
            Self.kdc
        ).reduce(into: [:]) { $0[$1.realm, default: []].append($1.address) }
        transport = try options.choice(arguments.transport, "TRANSPORT", Transport.self) ?? .auto
        caFile = options.text(arguments.caFile, "CA_FILE")
        connectTimeout = try options.seconds(arguments.connectTimeout, "CONNECT_TIMEOUT") ?? .seconds(3)
        timeout = try options.seconds(arguments.timeout, "TIMEOUT") ?? .seconds(10)
        deadline = try options.seconds(arguments.deadline, "DEADLINE")
        jobs = try options.count(arguments.jobs, "JOBS") ?? 64
        families = try Self.families(arguments.onlyIPv4, arguments.onlyIPv6, options)
        probesPorts = try options.flag(arguments.noProbe, "NO_PROBE") == false
        probesAllDomainControllers = try options.flag(arguments.probeAllDomainControllers, "PROBE_ALL_DCS")
        plan = try CredentialPlan(arguments, options: options)
        if plan.sasl != nil, let address = servers.first(where: { IPAddress($0) != nil }) {
            throw CommandFailure.usage(
                "bind to \(address) with Kerberos", "nothing: no ticket can be asked for it",
                meaning: "Kerberos tickets are for host names, and \(address) is an IP address.",
                advice: "Name the server by its DNS name; --connect-to sends its packets to an address.")
        }
    }

    /// A family named on the command line wins over one in the environment.
    static func families(
        _ namedV4: Bool, _ namedV6: Bool, _ options: OptionTexts
    ) throws -> Set<IPAddress.Family> {
        let isArgument = namedV4 || namedV6
        let onlyV4 = try isArgument ? namedV4 : options.flag(false, "IPV4")
        let onlyV6 = try isArgument ? namedV6 : options.flag(false, "IPV6")
        if onlyV4, onlyV6 {
            throw CommandFailure.exclusive(
                options.name(isArgument, "IPV4"), options.name(isArgument, "IPV6"),
                advice: "Give one of them, or neither for both families.")
        }
        return onlyV4 ? [.v4] : onlyV6 ? [.v6] : [.v4, .v6]
    }

    private static func server(_ text: String) -> String? {
        IPAddress(text) != nil || HostName.isValid(text) ? text : nil
    }

    /// `HOST:PORT:ADDR:PORT`, as curl has it.
    static func redirection(_ text: String) -> Redirection? {
        let parts = text.split(separator: ":", maxSplits: 2, omittingEmptySubsequences: false)
        guard parts.count == 3, server(String(parts[0])) != nil, let port = UInt16(parts[1]), port > 0,
            let (_, targetPort) = SocketAddress.splitHostAndPort(parts[2]), targetPort != nil,
            let target = SocketAddress(parts[2], defaultPort: port)
        else { return nil }
        return Redirection(host: String(parts[0]), port: port, target: target)
    }

    private static func kdc(_ text: String) -> (realm: KerberosRealm, address: SocketAddress)? {
        let parts = text.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
        guard parts.count == 2, let realm = KerberosRealm(parts[0]),
            let address = SocketAddress(parts[1], defaultPort: KerberosConfiguration.defaultPort)
        else { return nil }
        return (realm, address)
    }
}
