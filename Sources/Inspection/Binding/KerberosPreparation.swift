import ActiveDirectory
import FoundationEssentials
import LDAP
import Logging
import Networking

/// Makes a Kerberos credential ready: live KDCs into the private krb5.conf, then the ticket.
///
/// libkrb5 waits half a minute for one silent KDC and cannot be interrupted, so it is told only of those that have just answered a
/// Kerberos request. A TCP accept would not do: a stopped process still accepts.
actor KerberosPreparation {
    private let logon: KerberosLogon
    private let loop: ProbeLoop
    private let timeout: Duration
    private let operationTimeout: Duration
    private let logger: Logger
    private var live: [KerberosRealm: [SocketAddress]] = [:]
    /// What asking the KDCs of a realm showed: whom, and what came back from those that were waited for.
    private(set) var surveys: [KerberosRealm: (asked: [SocketAddress], findings: [KDCSurvey.Finding])] = [:]
    private var defaultRealm: KerberosRealm?
    private var credential: KerberosCredential?

    init(logon: KerberosLogon, options: CollectionOptions, loop: ProbeLoop, logger: Logger) {
        self.logon = logon
        self.loop = loop
        timeout = options.connectTimeout
        operationTimeout = options.operationTimeout
        self.logger = logger
    }

    /// Looks for live KDCs of a realm and makes them known to libkrb5; false when none answered.
    ///
    /// - Parameter isDefault: Whether it becomes the default realm. Those of other domains do not, whichever is ready first.
    @discardableResult
    func prepare(
        _ realm: KerberosRealm, candidates: [SocketAddress], isDefault: Bool = true
    ) async throws -> Bool {
        if let known = live[realm] { return !known.isEmpty }
        let named = logon.namedKDCs[realm] ?? []
        let addresses = named.isEmpty ? candidates : named
        let findings = await KDCSurvey.run(
            addresses.map { KDCSurvey.Candidate(realm: realm, address: $0) }, wanted: 1, timeout: timeout, using: loop)
        let answered = findings.filter { $0.answer != nil }.map(\.candidate.address)
        live[realm] = answered
        surveys[realm] = (addresses, findings)
        if isDefault { defaultRealm = realm }
        logger.info(
            "KDCs looked for",
            metadata: ["realm": "\(realm)", "asked": "\(addresses)", "alive": "\(answered)"])
        try logon.configurationFile.write(
            KerberosConfiguration(defaultRealm: defaultRealm, liveKDCs: live))
        return !answered.isEmpty
    }

    /// The principal's own realm, where it can be told before a KDC is asked.
    func principalRealm(default realm: KerberosRealm) async -> KerberosRealm {
        let deadline = Deadline.after(operationTimeout)
        switch logon.source {
        case .defaultCache:
            return (try? await TicketCache.readDefault(by: deadline)).flatMap { KerberosRealm($0.realm) } ?? realm
        case .cache(let name):
            return (try? await TicketCache.read(name, by: deadline)).flatMap { KerberosRealm($0.realm) } ?? realm
        case .keytab(_, let principal):
            return principal.flatMap { $0.split(separator: "@").last.flatMap { KerberosRealm($0) } } ?? realm
        case .password: return realm
        }
    }

    /// The credential, made once.
    func credential(default realm: KerberosRealm) async throws -> KerberosCredential {
        if let credential { return credential }
        let deadline = Deadline.after(operationTimeout)
        let made =
            switch logon.source {
            case .defaultCache: try await KerberosCredential.fromDefaultCache(by: deadline)
            case .cache(let name): try await KerberosCredential.fromCache(name, by: deadline)
            case .keytab(let path, let principal):
                try await KerberosCredential.fromKeytab(path, principal: principal, by: deadline)
            case .password(let password, let user):
                try await KerberosCredential.fromPassword(
                    password, for: KerberosClientName(user: user, realm: realm), by: deadline)
            }
        credential = made
        return made
    }
}
