import CGnuTLS
import FoundationEssentials

/// A certificate as GnuTLS reads it.
@safe final class X509Certificate {
    private let certificate: gnutls_x509_crt_t

    init?(_ session: TLSSession, at index: Int) {
        var made: gnutls_x509_crt_t?
        guard unsafe gnutls_x509_crt_init(&made) == GNUTLS_E_SUCCESS, let certificate = unsafe made else { return nil }
        unsafe self.certificate = certificate
        let imported = unsafe session.withPeerCertificate(at: index) { der in
            unsafe gnutls_x509_crt_import(certificate, der, GNUTLS_X509_FMT_DER)
        }
        guard imported == GNUTLS_E_SUCCESS else { return nil }
    }

    deinit { unsafe gnutls_x509_crt_deinit(certificate) }

    func matches(_ name: String) -> Bool { unsafe gnutls_x509_crt_check_hostname2(certificate, name, 0) != 0 }

    var summary: TLSCertificate {
        var bits: UInt32 = 0
        let key = unsafe gnutls_x509_crt_get_pk_algorithm(certificate, &bits)
        let keyAlgorithm = gnutls_pk_algorithm_t(UInt32(bitPattern: key))
        let signature = gnutls_sign_algorithm_t(
            UInt32(bitPattern: unsafe gnutls_x509_crt_get_signature_algorithm(certificate)))
        let strength = gnutls_pk_bits_to_sec_param(keyAlgorithm, bits)
        let isSigned = gnutls_sign_is_secure2(signature, UInt32(GNUTLS_SIGN_FLAG_SECURE_FOR_CERTS)) != 0
        let keyName = unsafe Self.text(gnutls_pk_algorithm_get_name(keyAlgorithm))
        let signatureName = unsafe Self.text(gnutls_sign_get_name(signature))
        return TLSCertificate(
            subject: subject, issuer: issuer,
            notBefore: Date(timeIntervalSince1970: Double(unsafe gnutls_x509_crt_get_activation_time(certificate))),
            notAfter: Date(timeIntervalSince1970: Double(unsafe gnutls_x509_crt_get_expiration_time(certificate))),
            subjectAlternativeNames: subjectAlternativeNames,
            keyAlgorithm: keyName,
            keyBits: Int(bits),
            signatureAlgorithm: signatureName,
            isStrong: isSigned && strength.rawValue >= GNUTLS_SEC_PARAM_LOW.rawValue)
    }

    private var subject: String {
        var datum = unsafe gnutls_datum_t()
        return unsafe Self.take(gnutls_x509_crt_get_dn3(certificate, &datum, 0), &datum)
    }

    private var issuer: String {
        var datum = unsafe gnutls_datum_t()
        return unsafe Self.take(gnutls_x509_crt_get_issuer_dn3(certificate, &datum, 0), &datum)
    }

    private var subjectAlternativeNames: [TLSCertificate.Name] {
        var names: [TLSCertificate.Name] = []
        for index in 0..<UInt32(1000) {
            var bytes = [UInt8](repeating: 0, count: 2048)
            var size = bytes.count
            let kind = unsafe gnutls_x509_crt_get_subject_alt_name(certificate, index, &bytes, &size, nil)
            if kind == GNUTLS_E_REQUESTED_DATA_NOT_AVAILABLE { break }
            guard kind >= 0, size <= bytes.count else { continue }
            let value = bytes.prefix(size)
            let text = String(decoding: value.prefix { $0 != 0 }, as: UTF8.self)
            switch UInt32(kind) {
            case GNUTLS_SAN_DNSNAME.rawValue: names.append(.dns(text))
            case GNUTLS_SAN_IPADDRESS.rawValue: names.append(IPAddress(bytes: value).map { .ip($0) } ?? .other("IP"))
            case GNUTLS_SAN_RFC822NAME.rawValue, GNUTLS_SAN_URI.rawValue: names.append(.other(text))
            default: names.append(.other("a name of kind \(kind)"))
            }
        }
        return names
    }

    private static func take(_ result: Int32, _ datum: inout gnutls_datum_t) -> String {
        guard result == GNUTLS_E_SUCCESS else { return "" }
        defer { unsafe cgnutls_free(datum.data) }
        return unsafe String(decoding: UnsafeBufferPointer(start: datum.data, count: Int(datum.size)), as: UTF8.self)
    }

    private static func text(_ name: UnsafePointer<CChar>?) -> String {
        guard let name = unsafe name else { return "unknown" }
        return unsafe String(cString: name)
    }
}
