import FoundationEssentials
package import Networking

extension LDAPError {
    /// A failed TLS handshake with what a second one, without credentials and without trust, showed of the server.
    static func tlsFailed(
        _ server: String, _ failure: LibraryFailure, minimumVersion: TLSVersion,
        observed diagnosis: TLSDiagnosis
    ) -> LDAPError {
        // The second handshake takes every version, and so shows the highest that the server has.
        if let version = diagnosis.protocolVersion,
            !TLSVersion.allCases.contains(where: { $0 >= minimumVersion && $0.gnuTLSName == version })
        {
            return LDAPError(
                .tlsFailed, during: .startTLS, server: server, resultCode: failure.code,
                diagnosticMessage: "observed, not authenticated: the server offers no version after \(version)",
                meaning: "the server has no version of TLS from \(minimumVersion) on",
                advice: minimumVersion == TLSVersion.allCases.min()
                    ? "Have the server offer \(minimumVersion) or later: what came before is not safe, and not taken here."
                    : "Have the server offer \(minimumVersion), or lower the configuration's minimumTLSVersion.")
        }
        let observed = diagnosis.problems.map(\.words)
        if !observed.isEmpty {
            return LDAPError(
                .tlsFailed, during: .startTLS, server: server, resultCode: failure.code,
                diagnosticMessage: "observed, not authenticated: " + observed.joined(separator: "; "),
                meaning: "the server's certificate is not believed",
                advice: diagnosis.problems.first?.advice)
        }
        if let handshake = diagnosis.failure {
            return LDAPError(
                .tlsFailed, during: .startTLS, server: server, resultCode: failure.code,
                diagnosticMessage: handshake.detail, meaning: "TLS could not be established",
                advice:
                    "Check that the server speaks \(minimumVersion) or later on this port, and that it has a certificate."
            )
        }
        return LDAPError(
            .tlsFailed, during: .startTLS, server: server, resultCode: failure.code,
            diagnosticMessage: failure.diagnosticMessage, meaning: "TLS could not be established",
            advice: "Check the trust roots, and that the server's certificate names this host.")
    }
}

extension TLSProblem {
    /// The problem in a few words, about "it", the certificate.
    package var words: String {
        switch self {
        case .unknownIssuer(let issuer): "its issuer \"\(issuer)\" is not among the certificate authorities to believe"
        case .selfSigned: "it is self-signed and not among the certificates to believe"
        case .expired(let subject, let date): "\"\(subject)\" expired on \(date.formatted(.iso8601))"
        case .notYetValid(let subject, let date): "\"\(subject)\" is not valid before \(date.formatted(.iso8601))"
        case .nameMismatch(let expected, let names):
            "it does not name \(expected), but \(names.joined(separator: ", "))"
        case .weak(let subject, let algorithms):
            "\"\(subject)\" has a key or signature that is too weak (\(algorithms))"
        case .badSignature: "a signature in its chain is wrong"
        case .revoked: "it is revoked"
        case .issuerNotAllowed: "an issuer in its chain may not issue certificates"
        case .other(let text): text
        }
    }

    /// What to do about it, in a sentence.
    package var advice: String {
        switch self {
        case .unknownIssuer:
            "Give the PEM file of the authority that issued it \(AdvisedSetting.trust.words); if a known one is behind that authority, have "
                + "the server send the certificates between."
        case .selfSigned, .badSignature, .issuerNotAllowed, .other:
            "Give the PEM file of the authority that issued it \(AdvisedSetting.trust.words)."
        case .expired: "Renew the certificate on the server, or correct this host's clock."
        case .notYetValid: "Correct this host's clock, or the server's certificate."
        case .nameMismatch: "Name the server as its certificate does, or give it a certificate with this name."
        case .weak: "Give the server a certificate with a stronger key and signature."
        case .revoked: "Replace the server's certificate."
        }
    }
}
