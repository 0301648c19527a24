package import ArgumentParser

/// How to reach the directory and as whom: the same for every command. Each option has an environment variable of its name, such as
/// `ADINSPECT_DNS_SERVER`; the command line wins.
package struct ConnectionArguments: ParsableArguments {
    @Option(name: .customLong("server"), help: "A domain controller to ask first, by its DNS name (repeatable).")
    package var servers: [String] = []

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
        name: .customLong("kdc"),
        help: ArgumentHelp("A Kerberos KDC of a realm (repeatable).", valueName: "REALM=ADDR[:PORT]"))
    package var kdcs: [String] = []

    @Option(help: "How bytes are protected: auto, sealed (Kerberos on 389), starttls or ldaps.")
    package var transport: String?

    @Option(name: .customLong("ca-file"), help: "PEM file of the certificate authorities to believe.")
    package var caFile: String?

    @Option(help: "How to bind: auto, gssapi, gss-spnego or simple.")
    package var mechanism: String?

    @Option(help: "Whom to bind as; with --keytab, its principal.")
    package var user: String?

    @Option(name: .customLong("password-file"), help: "File with the password; one trailing newline is taken off.")
    package var passwordFile: String?

    @Flag(name: .customLong("password-stdin"), help: "Read the password from standard input.")
    package var passwordFromStandardInput = false

    @Option(help: "Kerberos credentials cache to use.")
    package var ccache: String?

    @Option(help: "Keytab to get a ticket with.")
    package var keytab: String?

    @Option(
        name: .customLong("connect-timeout"),
        help: ArgumentHelp("Seconds that one host may take to be found and connected to (3).", valueName: "SECONDS"))
    package var connectTimeout: String?

    @Option(help: ArgumentHelp("Seconds that an operation may go without an answer (10).", valueName: "SECONDS"))
    package var timeout: String?

    @Option(help: ArgumentHelp("Seconds that the whole run may take.", valueName: "SECONDS"))
    package var deadline: String?

    @Option(help: "Domain controllers that are read from at a time (64).")
    package var jobs: String?

    @Flag(name: .customLong("ipv4"), help: "Use IPv4 only.")
    package var onlyIPv4 = false

    @Flag(name: .customLong("ipv6"), help: "Use IPv6 only.")
    package var onlyIPv6 = false

    @Flag(name: .customLong("no-probe"), help: "Do not try the ports of domain controllers.")
    package var noProbe = false

    @Flag(name: .customLong("probe-all-dcs"), help: "Try the ports of every domain controller.")
    package var probeAllDomainControllers = false

    package init() {}
}

/// Where a report goes and how it looks.
package struct OutputArguments: ParsableArguments {
    @Option(help: "text or json.")
    package var format: String?

    @Option(name: [.customShort("o"), .customLong("output")], help: "Write the report to a file.")
    package var output: String?

    @Option(help: "auto, always or never; NO_COLOR is honoured.")
    package var color: String?

    @Flag(help: "No progress on standard error.")
    package var quiet = false

    @Flag(name: .shortAndLong, help: "List what was met, and distinguished names.")
    package var verbose = false

    @Option(name: .customLong("log-file"), help: "Write a log of the run to a file.")
    package var logFile: String?

    package init() {}
}
