import ActiveDirectory
import LDAP
import Logging
import Networking

/// From a domain name to the first bound connection: DNS, netlogon, credentials, one bind.
struct Opening: Sendable {
    /// What the rest of the run stands on.
    struct Opened: Sendable {
        var domain: String
        var session: Session
        var principal: String
        var rootDSE: RootDSE
        var binder: Binder
        var kerberos: KerberosPreparation?
    }

    let domain: String
    let options: CollectionOptions
    let board: HostBoard
    let loop: ProbeLoop
    let logger: Logger
    let progress: @Sendable (Progress) -> Void

    func run() async throws -> Opened {
        progress(.stage("looking for domain controllers of \(domain)"))
        // Asked at the start, so that nobody waits for it later.
        _ = await board.services(ServiceName.pdcEmulator(of: domain))
        for host in options.servers { _ = await board.contact(host, domain: domain) }
        let records = try await domainControllerRecords()
        for host in records.map(\.target) { _ = await board.contact(host, domain: domain) }

        var kerberos: KerberosPreparation?
        var realm: KerberosRealm?
        if case .kerberos(_, let logon) = options.identity {
            let preparation = KerberosPreparation(logon: logon, options: options, loop: loop, logger: logger)
            kerberos = preparation
            realm = try await prepare(preparation, records)
        }
        progress(.stage("binding"))
        let binder = Binder(options: options, kerberos: kerberos, realm: realm, logger: logger)
        let first = FirstBind(domain: domain, options: options, board: board, binder: binder, logger: logger)
        let session = try await first.run(records)
        let rootDSE = try await rootDSE(of: session)
        let principal = await principal(of: session, kerberos, realm)
        return Opened(
            domain: domain, session: session, principal: principal, rootDSE: rootDSE, binder: binder,
            kerberos: kerberos)
    }

    /// Whom the directory takes the caller for; where it does not say (Samba has no "Who am I?"), whom the caller bound as.
    func principal(of session: Session, _ kerberos: KerberosPreparation?, _ realm: KerberosRealm?) async
        -> String
    {
        if let told = try? await session.connection.whoAmI(), !told.isEmpty { return told }
        switch options.identity {
        case .simple(let name, _): return name
        case .kerberos:
            guard let kerberos, let realm else { return "" }
            return (try? await kerberos.credential(default: realm))?.tickets.principal ?? ""
        }
    }

    /// The domain's controllers as DNS names them, the preferred first.
    private func domainControllerRecords() async throws -> [ServiceRecord] {
        let name = ServiceName.domainControllers(of: domain)
        do {
            return try await options.resolver.services(name).stableOrder()
        } catch let error as ResolutionError {
            // Servers named by the caller are enough.
            if !options.servers.isEmpty { return [] }
            throw CollectionError(
                .domainNotFound, attempted: "ask DNS for the domain controllers of \(domain) (\(name))",
                returned: "\(error)",
                meaning: "DNS names no domain controller for \(domain), or did not answer.",
                advice:
                    "Check the spelling, name a DNS server of the domain with --dns-server, or a domain controller with --server."
            )
        }
    }

    /// The realms of a Kerberos bind.
    struct Realms: Sendable {
        /// Of the domain.
        var domain: KerberosRealm
        /// Of the principal, where the ticket comes from.
        var own: KerberosRealm
        /// Whether there is a live KDC where the ticket comes from, or may still be one.
        var isUsable: Bool
    }

    private func prepare(_ preparation: KerberosPreparation, _ records: [ServiceRecord]) async throws -> KerberosRealm {
        let realms = try await realms(preparation, records)
        guard realms.isUsable else {
            throw CollectionError(
                .credentialsUnusable, attempted: "find a Kerberos KDC of \(realms.domain)",
                returned:
                    "none of those known answered a Kerberos request within \(options.connectTimeout / .seconds(1)) s",
                meaning: "Without a KDC there is no ticket for any domain controller.",
                advice:
                    "Check port 88, name a KDC with --kdc \(realms.domain)=ADDRESS, or bind with a password over TLS.")
        }
        return realms.own
    }

    /// Makes libkrb5 know live KDCs of the domain, and of the principal's own realm where that is another.
    func realms(_ preparation: KerberosPreparation, _ records: [ServiceRecord]) async throws -> Realms {
        guard let realm = KerberosRealm(domain) else {
            throw CollectionError(
                .usage, attempted: "make a Kerberos realm of \(domain)",
                returned: "the name has characters no realm has",
                meaning: "Kerberos cannot be used for this name.", advice: "Give the domain's DNS name.")
        }
        let alive = try await preparation.prepare(realm, candidates: await keyDistributionCenters(records))
        let own = await preparation.principalRealm(default: realm)
        if own != realm {
            let name = ServiceName.domainControllers(of: own.name.lowercased())
            let others = await board.services(name).value.known ?? []
            try await preparation.prepare(own, candidates: await addresses(of: others.map(\.target)))
        }
        return Realms(domain: realm, own: own, isUsable: alive || own != realm)
    }

    /// Every domain controller is a KDC.
    private func keyDistributionCenters(_ records: [ServiceRecord]) async -> [SocketAddress] {
        await addresses(of: options.servers + records.map(\.target))
    }

    private func addresses(of hosts: [String]) async -> [SocketAddress] {
        var lookups: [Task<HostBoard.Resolution, Never>] = []
        for host in hosts { lookups.append(await board.resolution(host)) }
        var all: [SocketAddress] = []
        for lookup in lookups {
            all += await lookup.value.addresses.map { SocketAddress($0, port: KerberosConfiguration.defaultPort) }
        }
        return all
    }

    func rootDSE(of session: Session) async throws -> RootDSE {
        guard
            let entry = try await session.connection.read(DistinguishedName(""), attributes: RootDSE.attributeNames)
        else { throw foreign(session, "its rootDSE does not come back") }
        let rootDSE = RootDSE(entry)
        switch rootDSE.directoryKind {
        case .activeDirectory: return rootDSE
        case .lightweightDirectoryServices: throw foreign(session, "it says that it is AD LDS")
        case .notActiveDirectory: throw foreign(session, "its rootDSE does not have the capability of Active Directory")
        }
    }

    private func foreign(_ session: Session, _ what: String) -> CollectionError {
        CollectionError(
            .notActiveDirectory, attempted: "read the rootDSE of \(session.host)", returned: what,
            meaning: "The server is an LDAP directory, but no domain controller of Active Directory.",
            advice: "Check the name given with --server, and what DNS names for the domain.")
    }
}
