package import ArgumentParser

/// How to reach the directory and as whom: the same for every command. Each option has an environment variable of its name, such as
/// `ADINSPECT_DNS_SERVER`; the command line wins.
package struct ConnectionArguments: ParsableArguments {
    @Option(
        name: .customLong("server"),
        help: ArgumentHelp("A domain controller to ask first, by its DNS name (repeatable).", valueName: "HOST"))
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

    @Option(
        help: ArgumentHelp(
            "auto, sealed (Kerberos on 389), starttls or ldaps; auto is sealed for Kerberos and starttls for a password.",
            valueName: "HOW"))
    package var transport: String?

    @Option(
        name: .customLong("ca-file"),
        help: ArgumentHelp(
            "PEM file of the certificate authorities to believe, instead of the system's.", valueName: "FILE"))
    package var caFile: String?

    @Option(
        help: ArgumentHelp(
            "auto, gssapi, gss-spnego or simple; auto is gssapi for a ticket or keytab and simple for --user.",
            valueName: "HOW"))
    package var mechanism: String?

    @Option(
        help: ArgumentHelp(
            "Whom to bind as, such as alice@corp.example.com or CORP\\alice; with --keytab, its principal.",
            valueName: "NAME"))
    package var user: String?

    @Option(
        name: .customLong("password-file"),
        help: ArgumentHelp(
            "File with the password; one trailing newline is taken off. Without it, a terminal is asked.",
            valueName: "FILE"))
    package var passwordFile: String?

    @Flag(name: .customLong("password-stdin"), help: "Read the password from standard input.")
    package var passwordFromStandardInput = false

    @Option(
        help: ArgumentHelp(
            "Kerberos credentials cache to use; without any credential named, the default one.", valueName: "CACHE"))
    package var ccache: String?

    @Option(help: ArgumentHelp("Keytab to get a ticket with.", valueName: "FILE"))
    package var keytab: String?

    @Option(
        name: .customLong("connect-timeout"),
        help: ArgumentHelp("Seconds that one host may take to be found and connected to (3).", valueName: "SECONDS"))
    package var connectTimeout: String?

    @Option(help: ArgumentHelp("Seconds that an operation may go without an answer (10).", valueName: "SECONDS"))
    package var timeout: String?

    @Option(help: ArgumentHelp("Seconds that the whole run may take.", valueName: "SECONDS"))
    package var deadline: String?

    @Option(help: ArgumentHelp("Domain controllers that are read from at a time (64).", valueName: "COUNT"))
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
    @Option(help: ArgumentHelp("text or json (text).", valueName: "FORMAT"))
    package var format: String?

    @Option(
        name: [.customShort("o"), .customLong("output")],
        help: ArgumentHelp("Write the report to a file instead of standard output.", valueName: "FILE"))
    package var output: String?

    @Option(
        help: ArgumentHelp(
            "auto, always or never; auto is for terminals, unless NO_COLOR is set.", valueName: "WHEN"))
    package var color: String?

    @Flag(help: "No progress on standard error.")
    package var quiet = false

    @Flag(name: .shortAndLong, help: "List what was met, and distinguished names; log more.")
    package var verbose = false

    @Option(
        name: .customLong("log-file"),
        help: ArgumentHelp("Write a log of the run to a file (mode 0600).", valueName: "FILE"))
    package var logFile: String?

    package init() {}
}
