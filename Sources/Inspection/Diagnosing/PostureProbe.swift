import ActiveDirectory
import LDAP
import Logging
import Networking

/// Two binds with a ticket that each leave out one protection, to see whether the domain controller demands it. Only when asked for: it
/// logs both. Never with a password, and nothing is read over either connection.
struct PostureProbe: Sendable {
    struct Finding: Sendable {
        var omitted: LDAPConnection.OmittedProtection
        /// Where it was tried.
        var place: String
        /// Nil when the bind was taken.
        var failure: LDAPError?
    }

    let options: CollectionOptions
    let mechanism: SASLMechanism
    let credential: KerberosCredential
    let logger: Logger

    func run(_ contact: HostContact) async throws -> [Finding] {
        // One after the other: a domain controller's log is easier to read so.
        [
            try await probe(contact, .securityLayer, over: .plain),
            try await probe(contact, .channelBinding, over: options.security.isTLS ? options.security : .startTLS),
        ]
    }

    private func probe(
        _ contact: HostContact, _ omitted: LDAPConnection.OmittedProtection, over security: TransportSecurity
    ) async throws -> Finding {
        let host = DomainName.normalized(contact.host)
        let port = security.defaultPort
        let endpoint = LDAPEndpoint(
            host: host, port: port,
            addresses: Redirections(options).addresses(of: host, port: port, resolved: contact.addresses))
        let configuration = LDAPConfiguration(
            security: security, trust: options.trust, connectTimeout: options.connectTimeout,
            operationTimeout: options.operationTimeout)
        var finding = Finding(omitted: omitted, place: "\(endpoint) \(security.reportName)")
        if security == .plain { finding.place = endpoint.description }
        do {
            let connection = try await LDAPConnection.connect(
                to: endpoint, configuration: configuration, logger: logger)
            _ = try await connection.probeBind(omitting: omitted, mechanism: mechanism, credential: credential)
        } catch let error as LDAPError {
            finding.failure = error
        }
        logger.info(
            "posture probed", metadata: ["place": "\(finding.place)", "taken": "\(finding.failure == nil)"])
        return finding
    }
}

extension PostureProbe.Finding {
    enum Answer {
        case notDemanded
        case demanded
        /// The bind failed for another reason, which says nothing.
        case open
    }

    /// What the bind shows.
    var answer: Answer {
        guard let failure else { return .notDemanded }
        switch failure.code {
        // The server's mechanism grants no bind without a layer.
        case .protectionTooWeak where omitted == .securityLayer: return .demanded
        case .bindRejected where failure.resultCode == .strongerAuthRequired: return .demanded
        case .bindRejected where omitted == .channelBinding:
            let code = failure.diagnosticMessage.flatMap { ADDiagnostic($0) }?.bindFailure
            return code == .badBindings || code == .invalidParameter ? .demanded : .open
        default: return .open
        }
    }

    var sighting: ConnectionStage.Sighting {
        let what =
            switch omitted {
            case .securityLayer: "a bind without signing"
            case .channelBinding: "a bind without channel binding"
            }
        return .init("\(place), \(what)", failure.map { $0.raw ?? $0.meaning } ?? "taken", isAuthenticated: false)
    }

    var words: String {
        let what =
            switch omitted {
            case .securityLayer: "signing"
            case .channelBinding: "channel binding"
            }
        return switch answer {
        // With this code a server may as well miss the signing that TLS stands for.
        case .demanded where omitted == .channelBinding && failure?.resultCode == .strongerAuthRequired:
            "inside TLS, channel binding or signing is demanded"
        case .demanded: "\(what) is demanded"
        case .notDemanded: "\(what) is not demanded"
        case .open: "whether \(what) is demanded, the bind did not show"
        }
    }
}
