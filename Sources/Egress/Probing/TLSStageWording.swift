import FoundationEssentials
import Networking

/// What a TLS handshake, or the want of one, means for the way out.
enum TLSStageWording {
    static func stage(_ facts: TLSFacts, endpoint: Endpoint, milliseconds: Double) -> EgressStage {
        let version = facts.protocolVersion ?? "TLS"
        let issuer = facts.topIssuer ?? "nobody"
        guard facts.problems.isEmpty, facts.voucher != .nobody else {
            return EgressStage(
                .tls, .blocked, seen: "\(version), chain of \(issuer): \(facts.problems.joined(separator: "; "))",
                meaning:
                    "The certificate is not believed: somebody on the way may have put in his own, or this host does not know the authority.",
                advice:
                    "Exempt this host from TLS inspection, which Microsoft does not support for the sync server; or check the clock and the authorities of this host.",
                milliseconds: milliseconds)
        }
        let seen = "\(version), chain of \(issuer)"
        switch facts.voucher {
        case .privateRoot where Cloud.owns(endpoint.host):
            return EgressStage(
                .tls, .warning, seen: seen + ", a private root",
                meaning:
                    "The certificate rests on a root that only this host was told to believe, and not on a public one, as Microsoft's do: somebody on the way opens TLS.",
                advice: "Exempt this host from TLS inspection, which Microsoft does not support for the sync server.",
                milliseconds: milliseconds)
        case .privateRoot:
            return EgressStage(
                .tls, .met, seen: seen + ", a private root",
                meaning:
                    "The certificate is believed by a root that is not public; nobody but its owner can say whether it should.",
                milliseconds: milliseconds)
        case .publicRoot:
            return EgressStage(
                .tls, .met, seen: seen, meaning: "The certificate is believed by a public root.",
                milliseconds: milliseconds)
        case .believedRoot, .nobody:
            return EgressStage(
                .tls, .met, seen: seen,
                meaning:
                    "The certificate is believed by this host; whether by a public root could not be told (there is no \(TrustAnchors.publicRoots.path)).",
                milliseconds: milliseconds)
        }
    }

    static func stage(_ failure: TLSHandshakeFailure, isProxied: Bool) -> EgressStage {
        let behind = isProxied ? "The proxy passed the connection on" : "TCP stands"
        if failure.stage == .trustAnchors {
            return EgressStage(
                .tls, .undecided, seen: failure.detail, meaning: "The authorities to believe cannot be read.",
                advice: "Install ca-certificates, or name a PEM file with --ca-file.")
        }
        return EgressStage(
            .tls, .blocked, seen: failure.detail,
            meaning: failure.isTimeout
                ? "\(behind), and the TLS handshake was not answered: a firewall that looks into connections drops it."
                : "\(behind), and the TLS handshake was broken off: a firewall that looks into connections does that, or a server that is not the endpoint.",
            advice: "Let HTTPS to this host through unopened, by name and not only by address.")
    }
}

extension TLSFacts {
    init(_ opening: TLSStream.Opening) {
        let isBelieved = opening.stream != nil
        let voucher: Voucher =
            switch (isBelieved, opening.isVouchedForByOthers) {
            case (false, _): .nobody
            case (true, true?): .publicRoot
            case (true, false?): .privateRoot
            case (true, nil): .believedRoot
            }
        self.init(
            protocolVersion: opening.protocolVersion,
            chain: opening.chain.map {
                Certificate(subject: $0.subject, issuer: $0.issuer, notBefore: $0.notBefore, notAfter: $0.notAfter)
            },
            voucher: voucher,
            problems: opening.problems.isEmpty && !isBelieved
                ? ["no certificate that can be judged"] : opening.problems.map(Self.words))
    }

    private static func words(_ problem: TLSProblem) -> String {
        switch problem {
        case .unknownIssuer(let issuer): "unknown authority \(issuer)"
        case .selfSigned: "it vouches for itself"
        case .expired(let subject, let date): "\(subject) expired on \(day(date))"
        case .notYetValid(let subject, let date): "\(subject) is not valid before \(day(date))"
        case .nameMismatch(let expected, let names): "it names \(names.joined(separator: ", ")) and not \(expected)"
        case .weak(let subject, let algorithms): "\(subject) is too weak (\(algorithms))"
        case .badSignature: "a signature is wrong"
        case .revoked: "it is revoked"
        case .issuerNotAllowed: "its issuer may not issue it"
        case .other(let text): text
        }
    }

    private static func day(_ date: Date) -> String { String(date.formatted(.iso8601).prefix(10)) }
}
