import ActiveDirectory
import LDAP
import Networking

/// What the one bind came to, and what it shows of what the domain controller demands.
struct BindStages {
    let security: TransportSecurity
    let isSimple: Bool

    // MARK: Bind

    func bound(_ session: Session, as principal: String) -> ConnectionStage {
        ConnectionStage(
            .bind, .passed,
            seen: [.init(session.host, "bound as \(principal)", isAuthenticated: true)],
            meaning: "\(session.host) took the credentials.")
    }

    func refused(_ error: any Error) -> ConnectionStage {
        guard let error = error as? LDAPError else {
            if let error = error as? KerberosError {
                return ConnectionStage(
                    .bind, .failed, seen: [.init(error.attempt, error.message)], meaning: Sentence.of(error.meaning),
                    advice: Sentence.of(error.advice))
            }
            return ConnectionStage(
                .bind, .failed, seen: [.init("bind", "\(error)")], meaning: "The bind came to nothing.")
        }
        let demand = Demand(error, security: security, isSimple: isSimple)
        return ConnectionStage(
            .bind, .failed, seen: [.init(error.server, error.raw ?? "nothing came back")],
            meaning: Sentence.of(demand?.meaning ?? error.explanation.meaning),
            advice: demand?.advice ?? error.explanation.advice.map(Sentence.of)
                ?? "Look in the Security log of \(error.server) for the refused logon.")
    }

    // MARK: Signing and channel binding

    /// What a bind that succeeded shows, and the probes after it, where they were asked for.
    func protection(_ session: Session, probes: [PostureProbe.Finding] = []) -> ConnectionStage {
        var stage = protection(session)
        guard !probes.isEmpty else { return stage }
        stage.seen += probes.map(\.sighting)
        stage.meaning = Sentence.of(probes.map(\.words).joined(separator: "; "))
        return stage
    }

    private func protection(_ session: Session) -> ConnectionStage {
        let bits = "\(session.strength) bits"
        guard security.isTLS else {
            return ConnectionStage(
                .protection, .passed,
                seen: [.init(session.host, "SASL seals with \(bits)", isAuthenticated: true)],
                meaning: "The bind is sealed, which meets a demand for signing; whether there is one, it does not show."
            )
        }
        return ConnectionStage(
            .protection, .passed, seen: [.init(session.host, "TLS protects with \(bits)", isAuthenticated: true)],
            meaning: isSimple
                ? "A simple bind inside TLS meets a demand for signing; channel binding is asked of SASL only."
                : "The bind inside TLS was taken without a layer of its own; a demand for channel binding, if there is one, was met."
        )
    }

    /// What a refused bind shows; nil when it was refused for another reason.
    func protection(refused error: any Error) -> ConnectionStage? {
        guard let error = error as? LDAPError, let demand = Demand(error, security: security, isSimple: isSimple)
        else { return nil }
        return ConnectionStage(
            .protection, .failed, seen: [.init(error.server, error.raw ?? "")], meaning: demand.meaning,
            advice: demand.advice)
    }
}

/// A protection that the domain controller demands and the bind did not have, as its refusal shows.
private struct Demand {
    let meaning: String
    let advice: String

    init?(_ error: LDAPError, security: TransportSecurity, isSimple: Bool) {
        guard error.code == .bindRejected else { return nil }
        let failure = error.diagnosticMessage.flatMap { ADDiagnostic($0) }?.bindFailure
        if failure == .badBindings || (failure == .invalidParameter && security.isTLS && !isSimple) {
            meaning = "The domain controller demands channel binding, and did not get the one that it expects."
            advice = "Bind with Kerberos and --transport sealed, which needs no channel binding."
        } else if error.resultCode == .strongerAuthRequired {
            if isSimple {
                meaning = "The domain controller refuses simple binds, even inside TLS."
                advice = "Bind with --mechanism gssapi and the same user, or with a ticket."
            } else if security.isTLS {
                meaning =
                    "The domain controller demands signing or sealing, or a channel binding, of a SASL bind inside TLS."
                advice = "Bind with --transport sealed: Kerberos then seals the connection itself."
            } else {
                meaning = "The domain controller demands a stronger protection than sealing gives."
                advice = "Bind with --transport starttls."
            }
        } else {
            return nil
        }
    }
}

extension LDAPError {
    /// What the failure means and what to do, from whoever knows best: Active Directory says why in a sub-code of its diagnostic text
    /// (and "invalid credentials" for all of them), Kerberos in the words that the SASL library passes on.
    package var explanation: (meaning: String, advice: String?) {
        if let failure = diagnosticMessage.flatMap({ ADDiagnostic($0) })?.bindFailure, failure.isKnown {
            return (failure.meaning, failure.advice)
        }
        if code == .saslFailed, let text = diagnosticMessage {
            let kerberos = KerberosError(gssText: text, attempt: "bind to \(server)")
            return (kerberos.meaning, kerberos.advice)
        }
        return (meaning, adviceInOptions)
    }
}
