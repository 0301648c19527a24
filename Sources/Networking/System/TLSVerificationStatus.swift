import CGnuTLS
import FoundationEssentials

/// GnuTLS's verdict on a chain: a set of flags.
struct TLSVerificationStatus: Hashable, Sendable {
    let rawValue: UInt32

    private static let explained: [gnutls_certificate_status_t] = [
        GNUTLS_CERT_INVALID, GNUTLS_CERT_SIGNER_NOT_FOUND, GNUTLS_CERT_EXPIRED, GNUTLS_CERT_NOT_ACTIVATED,
        GNUTLS_CERT_INSECURE_ALGORITHM, GNUTLS_CERT_SIGNATURE_FAILURE, GNUTLS_CERT_REVOKED, GNUTLS_CERT_SIGNER_NOT_CA,
        GNUTLS_CERT_SIGNER_CONSTRAINTS_FAILURE,
    ]

    private func has(_ flag: gnutls_certificate_status_t) -> Bool { rawValue & UInt32(flag.rawValue) != 0 }

    /// What the flags mean for this chain. Once the issuer is unknown GnuTLS looks no further, so the certificate's own
    /// dates are then judged here.
    func problems(of chain: [TLSCertificate], at now: Date = .now) -> [TLSProblem] {
        guard let leaf = chain.first, let last = chain.last else { return [] }
        var problems: [TLSProblem] = []
        let isUnknown = has(GNUTLS_CERT_SIGNER_NOT_FOUND)
        if isUnknown {
            problems.append(chain.count == 1 && leaf.isSelfIssued ? .selfSigned : .unknownIssuer(last.issuer))
        }
        let dated = isUnknown ? [leaf] : chain
        let expired = dated.filter { $0.notAfter < now }
        let early = dated.filter { $0.notBefore > now }
        if has(GNUTLS_CERT_EXPIRED) || isUnknown {
            problems += expired.map { .expired(subject: $0.subject, on: $0.notAfter) }
        }
        if has(GNUTLS_CERT_NOT_ACTIVATED) || isUnknown {
            problems += early.map { .notYetValid(subject: $0.subject, until: $0.notBefore) }
        }
        if has(GNUTLS_CERT_INSECURE_ALGORITHM) {
            let weak = chain.first { !$0.isStrong } ?? leaf
            problems.append(
                .weak(
                    subject: weak.subject,
                    algorithms: "\(weak.keyAlgorithm) \(weak.keyBits) bits, \(weak.signatureAlgorithm)"))
        }
        if has(GNUTLS_CERT_SIGNATURE_FAILURE) { problems.append(.badSignature) }
        if has(GNUTLS_CERT_REVOKED) { problems.append(.revoked) }
        if has(GNUTLS_CERT_SIGNER_NOT_CA) || has(GNUTLS_CERT_SIGNER_CONSTRAINTS_FAILURE) {
            problems.append(.issuerNotAllowed)
        }
        // A flag that has found no words above must not pass for a good certificate.
        let unexplained = Self.explained.reduce(rawValue) { $0 & ~UInt32($1.rawValue) }
        if unexplained != 0 || (problems.isEmpty && rawValue != 0) { problems.append(.other(text)) }
        return problems
    }

    private var text: String {
        var datum = unsafe gnutls_datum_t()
        guard unsafe gnutls_certificate_verification_status_print(rawValue, GNUTLS_CRT_X509, &datum, 0) >= 0 else {
            return "verification status \(rawValue)"
        }
        defer { unsafe cgnutls_free(datum.data) }
        return unsafe String(
            decoding: UnsafeBufferPointer(start: datum.data, count: Int(datum.size)), as: UTF8.self)
    }
}
