package import ArgumentParser

/// What to try, and by which way. Each option has an environment variable of its name, such as `ADINSPECT_PROXY`.
package struct EgressArguments: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "public, usgov, china (21Vianet) or none; none tries only what --endpoint names (public).",
            valueName: "CLOUD"))
    package var cloud: String?

    @Option(
        name: .customLong("endpoint"),
        help: ArgumentHelp(
            "A host to try beside those of the cloud, such as the tenant's own namespace contoso.servicebus.windows.net; port 443 unless another is named (repeatable).",
            valueName: "HOST[:PORT]"))
    package var endpoints: [String] = []

    @Option(
        help: ArgumentHelp("Go through an HTTP proxy (CONNECT, without credentials).", valueName: "http://HOST:PORT"))
    package var proxy: String?

    @Option(
        help: ArgumentHelp(
            "Leave connections alone for 30, 60, 120 and 180 seconds, as far as that is no longer than this, and then ask something over them.",
            valueName: "SECONDS"))
    package var idle: String?

    @Option(
        name: .customLong("ca-file"),
        help: ArgumentHelp(
            "PEM file of the certificate authorities to believe, instead of the system's.", valueName: "FILE"))
    package var caFile: String?

    @Option(
        name: .customLong("dns-server"),
        help: ArgumentHelp("A DNS server to ask instead of the system's (repeatable).", valueName: "ADDR[:PORT]"))
    package var dnsServers: [String] = []

    @Option(
        name: .customLong("connect-to"),
        help: ArgumentHelp(
            "Send what is meant for HOST:PORT to ADDR:PORT, as through a tunnel (repeatable).",
            valueName: "HOST:PORT:ADDR:PORT"))
    package var redirections: [String] = []

    @Option(
        name: .customLong("connect-timeout"),
        help: ArgumentHelp("Seconds that a TCP connection may take (3).", valueName: "SECONDS"))
    package var connectTimeout: String?

    @Option(
        help: ArgumentHelp(
            "Seconds that the proxy's answer, the TLS handshake, and the answer to a request may take, each (10).",
            valueName: "SECONDS"))
    package var timeout: String?

    @Flag(name: .customLong("ipv4"), help: "Use IPv4 only.")
    package var onlyIPv4 = false

    @Flag(name: .customLong("ipv6"), help: "Use IPv6 only.")
    package var onlyIPv6 = false

    package init() {}
}
