import FoundationEssentials
import LDAP
import Networking

/// Whether TLS stands, and what the server showed of itself.
struct TLSStage {
    let security: TransportSecurity
    let trust: TrustRoots
    /// By this host's clock.
    let now: Date

    /// Who renews certificates by hand needs days for it.
    static let notice = 14.0 * 86_400

    /// - Parameters:
    ///   - failures: of the domain controllers that were tried first, in order.
    ///   - connected: the one whose connection stands; nil when none does.
    ///   - diagnosis: what a second handshake without credentials and without trust showed, of the connected one, else of the first.
    func stage(
        failures: [(host: String, error: LDAPError)], connected: String?, diagnosis: TLSDiagnosis?
    ) -> ConnectionStage {
        guard security.isTLS else {
            return .notApplicable(.tls, "Without TLS: Kerberos seals the connection itself.")
        }
        var seen = failures.map { ConnectionStage.Sighting($0.host, $0.error.raw ?? $0.error.meaning) }
        if let diagnosis { seen += sightings(diagnosis, isBelieved: connected != nil) }
        if let connected {
            let others = failures.first.map { "\($0.host): \($0.error.adviceInOptions ?? $0.error.meaning)" }
            let ending = diagnosis?.chain.filter { $0.notAfter.timeIntervalSince(now) < Self.notice }
                .min { $0.notAfter < $1.notAfter }
            let renewal = ending.map { "Renew the certificate \"\($0.subject)\" before \(Moment.text($0.notAfter))." }
            return ConnectionStage(
                .tls, .passed, seen: seen, meaning: "The certificate of \(connected) is believed: it names that host.",
                advice: others ?? renewal)
        }
        let error = failures.first?.error
        let problem = diagnosis?.problems.first
        return ConnectionStage(
            .tls, .failed, seen: seen,
            meaning: problem.map { "The certificate is not believed: \($0.words)." }
                ?? (error?.meaning).map(Sentence.of) ?? "TLS could not be established.",
            advice: problem?.adviceInOptions ?? (error?.code == .timedOut ? silence : error?.adviceInOptions))
    }

    /// A port that accepts and says nothing in TLS.
    private var silence: String {
        let port = security.defaultPort
        return
            "Find out why the server begins no TLS on port \(port): it hangs, it has no certificate, or something else listens there."
    }

    private func sightings(_ diagnosis: TLSDiagnosis, isBelieved: Bool) -> [ConnectionStage.Sighting] {
        var seen: [ConnectionStage.Sighting] = []
        let peer = diagnosis.peer?.description ?? diagnosis.serverName
        if let version = diagnosis.protocolVersion { seen.append(.init(peer, version)) }
        if let failure = diagnosis.failure { seen.append(.init(peer, failure.detail)) }
        if let leaf = diagnosis.chain.first {
            let names = leaf.subjectAlternativeNames.map(\.description)
            seen += [
                .init("subject", leaf.subject, isAuthenticated: isBelieved),
                .init("names", names.isEmpty ? "none" : names.joined(separator: ", "), isAuthenticated: isBelieved),
                .init("issuer", leaf.issuer, isAuthenticated: isBelieved),
                .init(
                    "valid", "\(Moment.text(leaf.notBefore)) to \(Moment.text(leaf.notAfter))",
                    isAuthenticated: isBelieved),
                .init(
                    "key", "\(leaf.keyAlgorithm) \(leaf.keyBits) bits, signed with \(leaf.signatureAlgorithm)",
                    isAuthenticated: isBelieved),
            ]
        }
        seen += diagnosis.chain.dropFirst().map { certificate in
            .init(
                "issuer's certificate", "\(certificate.subject), valid to \(Moment.text(certificate.notAfter))",
                isAuthenticated: isBelieved)
        }
        seen += diagnosis.problems.map { .init("problem", "observed, not authenticated: \($0.words)") }
        seen.append(.init("believed authorities", trust.path))
        return seen
    }
}
