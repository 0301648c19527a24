import ActiveDirectory
import Inspection
import LDAP
import Logging
import Networking

/// Collects forests as the command line asks. Everything that can be refused without a socket has been refused when it exists, and
/// the credentials have been read, once for all of them.
struct ForestCollection {
    /// The names given, each once, as DNS compares them.
    let domains: [String]
    private let settings: ConnectionSettings
    private let context: CommandContext
    private let logger: Logger
    private let isQuiet: Bool
    private let identity: CollectionOptions.Identity
    /// Of the whole run, however many forests it reads.
    private let deadline: Deadline?

    /// - Parameter requiresTicket: Whether a cache without a usable ticket ends the run before it begins.
    /// - Throws: ``CommandFailure``, `KerberosError`, `CancellationError`.
    init(
        _ domains: [String], settings: ConnectionSettings, context: CommandContext, logger: Logger, isQuiet: Bool,
        requiresTicket: Bool = true
    ) async throws {
        self.domains = try domains.map(Self.domainName).reduce(into: []) { if !$0.contains($1) { $0.append($1) } }
        deadline = settings.deadline.map { .after($0) }
        try NamedFiles.require(settings)
        identity = try await IdentityReading(
            settings: settings, context: context, requiresTicket: requiresTicket
        ).identity()
        self.settings = settings
        self.context = context
        self.logger = logger
        self.isQuiet = isQuiet
    }

    /// - Throws: ``CommandFailure``, and what collecting throws.
    ///
    /// - Parameter adjust: What the command asks for beyond how to connect.
    func run(
        _ domain: String, scope: CollectionOptions.Scope = .forest,
        adjusting adjust: (inout CollectionOptions) -> Void = { _ in }
    ) async throws -> ForestSnapshot {
        let progress = ProgressLine(context.errors, quiet: isQuiet)
        defer { progress.end() }
        var options = try options(scope)
        adjust(&options)
        let collector = Collector(options: options, logger: logger) { [progress] in progress.show($0) }
        return try await collector.collect(domain)
    }

    /// The same way to the first bound connection, stage by stage.
    ///
    /// - Throws: ``CommandFailure``, `SystemError`, `CancellationError`.
    func diagnose(_ domain: String, probesPosture: Bool) async throws -> ConnectionDiagnosis {
        let progress = ProgressLine(context.errors, quiet: isQuiet)
        defer { progress.end() }
        let options = try options(.forest)
        let examination = ConnectionExamination(options: options, probesPosture: probesPosture, logger: logger) {
            [progress] in progress.show($0)
        }
        return try await examination.run(domain)
    }

    private func options(_ scope: CollectionOptions.Scope) throws -> CollectionOptions {
        let resolver = try Resolver(
            Resolver.Configuration(servers: settings.dnsServers, timeout: .seconds(1), tries: 2))
        var options = CollectionOptions(resolver: resolver, identity: identity, vantageHost: context.hostName)
        options.servers = settings.servers
        options.redirections = settings.redirections
        options.families = settings.families
        options.security = settings.plan.security
        options.trust = settings.caFile.map { .file($0) } ?? .system
        options.connectTimeout = settings.connectTimeout
        options.operationTimeout = settings.timeout
        options.deadline = deadline
        options.jobs = settings.jobs
        options.probesPorts = settings.probesPorts
        options.probesAllDomainControllers = settings.probesAllDomainControllers
        options.scope = scope
        return options
    }

    private static func domainName(_ text: String) throws -> String {
        if IPAddress(text) != nil {
            throw CommandFailure.usage(
                "look for the domain \(text)", "nothing: DNS was not asked",
                meaning: "An IP address is no domain name.",
                advice: "Give the domain's DNS name; a domain controller's name goes to --server.")
        }
        guard HostName.isValid(text) else {
            throw CommandFailure.usage(
                "look for the domain \"\(text)\"", "nothing: DNS was not asked", meaning: "This is no DNS name.",
                advice: "Give the domain's DNS name, such as corp.example.com, without scheme, user or port.")
        }
        return DomainName.normalized(text)
    }
}
