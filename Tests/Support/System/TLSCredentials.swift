import CGnuTLS

/// A server's certificate and key, loaded once.
final class TLSCredentials: Sendable {
    /// GnuTLS only reads from it once it is filled.
    private let pointer: UInt

    init(_ certificate: LeafCertificate) throws {
        var credentials: gnutls_certificate_credentials_t?
        guard unsafe gnutls_certificate_allocate_credentials(&credentials) == 0, let filled = unsafe credentials else {
            throw SocketFailed("gnutls_certificate_allocate_credentials", code: 0)
        }
        let result = unsafe gnutls_certificate_set_x509_key_file(
            filled, certificate.certificateFile, certificate.keyFile, GNUTLS_X509_FMT_PEM)
        guard result == 0 else {
            unsafe gnutls_certificate_free_credentials(filled)
            throw SocketFailed("gnutls_certificate_set_x509_key_file", code: result)
        }
        pointer = UInt(bitPattern: filled)
    }

    deinit {
        if let credentials = unsafe gnutls_certificate_credentials_t(bitPattern: pointer) {
            unsafe gnutls_certificate_free_credentials(credentials)
        }
    }

    /// A server's session over a connected socket, after its handshake; nil when that fails.
    func accept(on descriptor: Descriptor) -> TLSSession? {
        guard let credentials = unsafe gnutls_certificate_credentials_t(bitPattern: pointer) else { return nil }
        var session: gnutls_session_t?
        let flags = GNUTLS_SERVER.rawValue | GNUTLS_NO_SIGNAL.rawValue
        guard unsafe gnutls_init(&session, flags) == 0, let made = unsafe session else { return nil }
        let owner = unsafe TLSSession(made)
        unsafe gnutls_set_default_priority(made)
        unsafe gnutls_credentials_set(made, GNUTLS_CRD_CERTIFICATE, UnsafeMutableRawPointer(credentials))
        unsafe gnutls_transport_set_int2(made, descriptor.raw, descriptor.raw)
        var result: Int32
        repeat {
            result = unsafe gnutls_handshake(made)
        } while result == GNUTLS_E_INTERRUPTED || result == GNUTLS_E_AGAIN
        return result == 0 ? owner : nil
    }
}

/// An established session: one thread may read while another writes.
final class TLSSession: Sendable {
    private let pointer: UInt

    init(_ session: gnutls_session_t) { pointer = UInt(bitPattern: session) }

    deinit {
        if let session = unsafe gnutls_session_t(bitPattern: pointer) { unsafe gnutls_deinit(session) }
    }

    func read(upTo count: Int = 16384) -> [UInt8]? {
        guard let session = unsafe gnutls_session_t(bitPattern: pointer) else { return nil }
        while true {
            var received = -1
            let bytes = unsafe [UInt8](unsafeUninitializedCapacity: count) { buffer, filled in
                received = unsafe gnutls_record_recv(session, buffer.baseAddress, count)
                filled = max(0, received)
            }
            if received > 0 { return bytes }
            guard received == Int(GNUTLS_E_INTERRUPTED) || received == Int(GNUTLS_E_AGAIN) else { return nil }
        }
    }

    func sayGoodbye() {
        guard let session = unsafe gnutls_session_t(bitPattern: pointer) else { return }
        _ = unsafe gnutls_bye(session, GNUTLS_SHUT_WR)
    }

    func write(_ bytes: [UInt8]) -> Bool {
        guard let session = unsafe gnutls_session_t(bitPattern: pointer) else { return false }
        var offset = 0
        while offset < bytes.count {
            let sent = unsafe bytes.withUnsafeBytes { buffer in
                unsafe gnutls_record_send(session, buffer.baseAddress?.advanced(by: offset), buffer.count - offset)
            }
            if sent > 0 {
                offset += sent
            } else if sent != Int(GNUTLS_E_INTERRUPTED), sent != Int(GNUTLS_E_AGAIN) {
                return false
            }
        }
        return true
    }
}
