import COpenLDAP
import Networking

extension LDAPHandle {
    /// Makes a TLS context for this handle alone.
    ///
    /// The order matters: options that come after `NEWCTX` are ignored, and a `NEWCTX` whose failure is overlooked leaves the
    /// handle with the process's global context, which verifies against other roots.
    func prepareTLS(trust: TrustRoots, minimumVersion: TLSVersion) throws(LibraryFailure) {
        try requireCertificate(in: trust.path)
        try set(LDAP_OPT_X_TLS_CACERTFILE, trust.path)
        try set(LDAP_OPT_X_TLS_REQUIRE_CERT, Int32(LDAP_OPT_X_TLS_DEMAND))
        try set(LDAP_OPT_X_TLS_REQUIRE_SAN, Int32(LDAP_OPT_X_TLS_TRY))
        if libraryOfTLS == "GnuTLS" {
            // The GnuTLS build ignores LDAP_OPT_X_TLS_PROTOCOL_MIN.
            try set(LDAP_OPT_X_TLS_CIPHER_SUITE, minimumVersion.gnuTLSPriorities)
        } else {
            try set(LDAP_OPT_X_TLS_PROTOCOL_MIN, minimumVersion.number)
        }
        try set(LDAP_OPT_X_TLS_NEWCTX, 0)
    }

    /// The GnuTLS build takes a file without any certificate, and then believes nobody without saying why.
    private func requireCertificate(in path: String) throws(LibraryFailure) {
        let contents: [UInt8]
        do {
            contents = try SmallFile.read(path, limit: 64 << 20)
        } catch {
            throw LibraryFailure(code: .libraryLocalError, diagnosticMessage: "\(error)")
        }
        guard contents.contains("-----BEGIN ".utf8) else {
            throw LibraryFailure(code: .libraryLocalError, diagnosticMessage: "no PEM certificate in it")
        }
    }

    /// Starts TLS on the connected socket. Blocks until the handshake is over or the socket is shut down.
    func installTLS() throws(LibraryFailure) {
        let code = unsafe ldap_install_tls(ld)
        guard code == 0 else { throw lastFailure(fallback: code) }
    }

    /// Sends the StartTLS request (RFC 4511, section 4.14) and returns its message id.
    func requestStartTLS() throws(LibraryFailure) -> Int32 {
        var message: Int32 = 0
        let code = unsafe ldap_start_tls(ld, nil, nil, &message)
        guard code == 0 else { throw lastFailure(fallback: code) }
        return message
    }

    private var libraryOfTLS: String {
        var text: UnsafeMutablePointer<CChar>?
        guard unsafe ldap_get_option(nil, Int32(LDAP_OPT_X_TLS_PACKAGE), &text) == 0, let text = unsafe text else {
            return ""
        }
        defer { unsafe ldap_memfree(text) }
        return unsafe String(cString: text)
    }

    /// The strength in bits of the cipher that TLS settled on; 0 without TLS.
    var tlsStrength: Int {
        var socketBuffer: OpaquePointer?
        guard unsafe ldap_get_option(ld, Int32(LDAP_OPT_SOCKBUF), &socketBuffer) == 0, unsafe ldap_tls_inplace(ld) != 0
        else { return 0 }
        var text: UnsafeMutablePointer<CChar>?
        guard unsafe ldap_get_option(ld, Int32(LDAP_OPT_X_TLS_CIPHER), &text) == 0, let text = unsafe text else {
            return 128
        }
        defer { unsafe ldap_memfree(text) }
        let cipher = unsafe String(cString: text)
        return cipher.contains("256") || cipher.contains("CHACHA20") ? 256 : 128
    }
}
