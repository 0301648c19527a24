import ActiveDirectory
import FoundationEssentials
import Inspection
import LDAP
import Logging
import Networking

/// Collects one forest as the command line asks: credentials first, then the directory.
struct ForestCollection {
    let settings: ConnectionSettings
    let context: CommandContext
    let logger: Logger
    let progress: ProgressLine

    /// Everything that can be refused before a socket is opened, then the collection.
    ///
    /// - Throws: ``CommandFailure``, and what collecting throws.
    func run(_ domain: String, scope: CollectionOptions.Scope = .forest) async throws -> ForestSnapshot {
        let name = try domainName(domain)
        try refuseWhatCannotWork(name)
        let identity = try await identity()
        defer { progress.end() }
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
        options.deadline = settings.deadline.map { .after($0) }
        options.jobs = settings.jobs
        options.probesPorts = settings.probesPorts
        options.probesAllDomainControllers = settings.probesAllDomainControllers
        options.scope = scope
        let collector = Collector(options: options, logger: logger) { [progress] in progress.show($0) }
        return try await collector.collect(name)
    }

    private func domainName(_ text: String) throws -> String {
        let name = DomainName.normalized(text)
        if IPAddress(text) != nil {
            throw CommandFailure(
                .usage, attempted: "look for the domain \(text)", meaning: "An IP address is no domain name.",
                advice: "Give the domain's DNS name; a domain controller's name goes to --server.")
        }
        guard DomainName.isValid(name) else {
            throw CommandFailure(
                .usage, attempted: "look for the domain \(text)", meaning: "This is no DNS name.",
                advice: "Give the domain's DNS name, such as corp.example.com.")
        }
        return name
    }

    /// What is known to fail before anything is sent.
    private func refuseWhatCannotWork(_ domain: String) throws {
        if settings.plan.sasl != nil, let address = settings.servers.first(where: { IPAddress($0) != nil }) {
            throw CommandFailure(
                .usage, attempted: "bind to \(address) with Kerberos",
                meaning: "Kerberos tickets are for host names, and \(address) is an IP address.",
                advice: "Name the server by its DNS name; --connect-to sends its packets to an address.")
        }
        if let path = settings.caFile, !FileManager.default.isReadableFile(atPath: path) {
            throw CommandFailure(
                .notFound, attempted: "read the CA file \(path)", meaning: "The file is not there or may not be read.",
                advice: "Check the path and its permissions.")
        }
        switch settings.plan.source {
        case .cache(let name):
            try requireFile(name, "credentials cache", "Get a ticket with kinit, or check KRB5CCNAME.")
        case .keytab(let name, _): try requireFile(name, "keytab", "Check the path and its permissions.")
        case .defaultCache, .password: break
        }
    }

    /// Caches and keytabs may be of other types than files; those are left to libkrb5.
    private func requireFile(_ name: String, _ what: String, _ advice: String) throws {
        let path = name.hasPrefix("FILE:") ? String(name.dropFirst(5)) : name
        guard path.hasPrefix("/") || !path.contains(":") else { return }
        guard FileManager.default.isReadableFile(atPath: path) else {
            throw CommandFailure(
                .notFound, attempted: "use the \(what) \(name)", meaning: "The file is not there or may not be read.",
                advice: advice)
        }
    }

    private func identity() async throws -> CollectionOptions.Identity {
        let source: KerberosLogon.Source
        switch settings.plan.source {
        case .password(let user, let from):
            let bytes = try from.read(for: user, context)
            guard settings.plan.sasl != nil else {
                return .simple(name: user, password: LDAPPassword(bytes))
            }
            source = .password(SecretBytes(bytes), user: user)
        case .cache(let name): source = .cache(name)
        case .keytab(let path, let principal): source = .keytab(path, principal: principal)
        case .defaultCache:
            try await requireDefaultTicket()
            source = .defaultCache
        }
        guard let configurationPath = context.kerberosConfigurationFile else {
            throw CommandFailure(
                .internalError, attempted: "prepare Kerberos",
                meaning: "There is no private krb5.conf for this process.")
        }
        return .kerberos(
            mechanism: settings.plan.sasl ?? .gssapi,
            KerberosLogon(source: source, configurationFile: configurationPath, namedKDCs: settings.kdcs))
    }

    /// With nothing named, only a usable ticket in the default cache will do.
    private func requireDefaultTicket() async throws {
        let none = CommandFailure(
            .usage, attempted: "find credentials",
            returned: nil, meaning: "None were named, and the default credentials cache holds no usable ticket.",
            advice: "Run kinit, or give --user (password over TLS), --ccache or --keytab.")
        do {
            let tickets = try await TicketCache.readDefault(by: .after(settings.timeout))
            guard tickets.hasValidTicket(at: Date()) else { throw none }
        } catch let error as KerberosError {
            var failure = none
            failure.returned = error.message
            throw failure
        }
    }
}
