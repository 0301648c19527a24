import ActiveDirectory
import LDAP
import Logging
import Networking
import Synchronization

/// A bound connection to a domain controller.
struct Session: Sendable {
    var host: String
    var connection: LDAPConnection
    /// The strength in bits of what protects it.
    var strength: Int
}

/// Connects and binds, and remembers a refusal: credentials that one domain controller refused are never shown to another.
final class Binder: Sendable {
    private let options: CollectionOptions
    private let kerberos: KerberosPreparation?
    private let realm: KerberosRealm?
    private let logger: Logger
    private let refusal = Mutex<LDAPError?>(nil)

    init(options: CollectionOptions, kerberos: KerberosPreparation?, realm: KerberosRealm?, logger: Logger) {
        self.options = options
        self.kerberos = kerberos
        self.realm = realm
        self.logger = logger
    }

    /// A connection without a bind, as read-only domain controllers are read under every mechanism: the rootDSE is for everybody.
    func connectAnonymously(_ contact: HostContact) async throws -> LDAPConnection {
        try await LDAPConnection.connect(to: endpoint(contact), configuration: configuration, logger: logger)
    }

    func open(_ contact: HostContact) async throws -> Session {
        if let refused = refusal.withLock({ $0 }) { throw refused }
        let connection = try await connectAnonymously(contact)
        let credential: LDAPCredential
        switch options.identity {
        case .simple(let name, let password): credential = .simple(name: name, password: password)
        case .kerberos(let mechanism, _):
            guard let kerberos, let realm else {
                throw KerberosError(.realmUnknown, attempt: "bind with Kerberos", message: "no realm")
            }
            credential = .kerberos(mechanism: mechanism, credential: try await kerberos.credential(default: realm))
        }
        if let refused = refusal.withLock({ $0 }) { throw refused }
        do {
            let result = try await connection.bind(credential)
            logger.info(
                "bound", metadata: ["host": "\(contact.host)", "strength": "\(result.securityStrengthFactor)"])
            return Session(host: contact.host, connection: connection, strength: result.securityStrengthFactor)
        } catch let error as LDAPError where error.isRefusedCredential {
            refusal.withLock { $0 = error }
            throw error
        }
    }

    private var configuration: LDAPConfiguration {
        LDAPConfiguration(
            security: options.security, trust: options.trust, connectTimeout: options.connectTimeout,
            operationTimeout: options.operationTimeout)
    }

    private func endpoint(_ contact: HostContact) -> LDAPEndpoint {
        let plan = Redirections(options)
        return LDAPEndpoint(
            host: DomainName.normalized(contact.host), port: plan.port,
            addresses: plan.addresses(of: contact.host, port: plan.port, resolved: contact.addresses))
    }
}

extension LDAPError {
    /// Whether the server judged the credentials and refused them (and not the way in which they came).
    var isRefusedCredential: Bool { code == .bindRejected && resultCode?.rawValue == 49 }
}

extension LDAPError {
    /// Whether another server may do better. Refused credentials, a password that must not be sent, and a CA file that cannot be used
    /// are the same everywhere.
    var allowsAnotherServer: Bool {
        // Busy and unavailable: the server judged itself, not the credentials.
        if code == .bindRejected { return resultCode == .busy || resultCode == .unavailable }
        return ![.refusedLocally, .trustRootsUnusable, .mechanismUnavailable, .saslFailed].contains(code)
    }
}
