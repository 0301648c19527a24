import CGnuTLS

/// A TLS client session over a socket of ours that completes its handshake whatever the certificate, so as to show it.
///
/// It can neither send nor receive data.
@safe final class TLSSession {
    private let socket: Socket
    private let session: gnutls_session_t
    private let credentials: gnutls_certificate_credentials_t

    init(_ socket: Socket, serverName: String, trust: TrustAnchors) throws(TLSHandshakeFailure) {
        do {
            try socket.setBlocking(false)
        } catch {
            throw TLSHandshakeFailure(.handshake, detail: error.description)
        }
        self.socket = socket
        var made: gnutls_certificate_credentials_t?
        let allocated = unsafe gnutls_certificate_allocate_credentials(&made)
        guard allocated == GNUTLS_E_SUCCESS, let credentials = unsafe made else {
            throw Self.failure(.handshake, allocated)
        }
        let loaded = unsafe gnutls_certificate_set_x509_trust_file(credentials, trust.path, GNUTLS_X509_FMT_PEM)
        guard loaded > 0 else {
            unsafe gnutls_certificate_free_credentials(credentials)
            let why = loaded == 0 ? "no certificate in it" : unsafe String(cString: gnutls_strerror(loaded))
            throw TLSHandshakeFailure(.trustAnchors, code: loaded, detail: "\(trust.path): \(why)")
        }
        var opened: gnutls_session_t?
        let flags = UInt32(GNUTLS_CLIENT | GNUTLS_NONBLOCK | GNUTLS_NO_SIGNAL)
        let initialized = unsafe gnutls_init(&opened, flags)
        guard initialized == GNUTLS_E_SUCCESS, let session = unsafe opened else {
            unsafe gnutls_certificate_free_credentials(credentials)
            throw Self.failure(.handshake, initialized)
        }
        unsafe self.credentials = credentials
        unsafe self.session = session
        unsafe gnutls_set_default_priority(session)
        unsafe gnutls_credentials_set(session, GNUTLS_CRD_CERTIFICATE, UnsafeMutableRawPointer(credentials))
        // RFC 6066, section 3: no literal addresses in the server name.
        if IPAddress(serverName) == nil {
            let name = DomainName.normalized(serverName)
            _ = unsafe gnutls_server_name_set(session, GNUTLS_NAME_DNS, name, name.utf8.count)
        }
        unsafe gnutls_transport_set_int2(session, socket.descriptor.number, socket.descriptor.number)
    }

    deinit {
        unsafe gnutls_deinit(session)
        unsafe gnutls_certificate_free_credentials(credentials)
    }

    func handshake(until deadline: Deadline) throws(TLSHandshakeFailure) {
        while true {
            let result = unsafe gnutls_handshake(session)
            if result == GNUTLS_E_SUCCESS { return }
            if result == GNUTLS_E_AGAIN || result == GNUTLS_E_INTERRUPTED {
                try wait(until: deadline)
            } else if gnutls_error_is_fatal(result) != 0 {
                throw failure(result)
            } else if deadline.hasPassed {
                // Warnings are no end, but a server that sends nothing else must not keep us.
                throw TLSHandshakeFailure(.handshake, isTimeout: true, code: result, detail: "no handshake in time")
            }
        }
    }

    private func wait(until deadline: Deadline) throws(TLSHandshakeFailure) {
        var set = PollSet()
        set.add(socket.descriptor, for: unsafe gnutls_record_get_direction(session) == 0 ? .readable : .writable)
        let ready: Int
        do {
            ready = try set.wait(until: deadline)
        } catch {
            throw TLSHandshakeFailure(.handshake, detail: error.description)
        }
        // A server that drips single bytes keeps the socket ready for ever.
        guard ready > 0, !deadline.hasPassed else {
            throw TLSHandshakeFailure(.handshake, isTimeout: true, detail: "no handshake in time")
        }
    }

    private func failure(_ code: Int32) -> TLSHandshakeFailure {
        guard code == GNUTLS_E_FATAL_ALERT_RECEIVED,
            let alert = unsafe gnutls_alert_get_name(gnutls_alert_get(session))
        else { return Self.failure(.handshake, code) }
        return TLSHandshakeFailure(.handshake, code: code, detail: "alert: \(unsafe String(cString: alert))")
    }

    private static func failure(_ stage: TLSHandshakeFailure.Stage, _ code: Int32) -> TLSHandshakeFailure {
        TLSHandshakeFailure(stage, code: code, detail: unsafe String(cString: gnutls_strerror(code)))
    }

    var protocolVersion: String? {
        guard let name = unsafe gnutls_protocol_get_name(gnutls_protocol_get_version(session)) else { return nil }
        return unsafe String(cString: name)
    }

    /// The verdict on the chain, names and purposes aside (libldap asks for no purpose either); nil if there is none to
    /// judge.
    var verificationStatus: TLSVerificationStatus? {
        var status: UInt32 = 0
        guard unsafe gnutls_certificate_verify_peers2(session, &status) == GNUTLS_E_SUCCESS else { return nil }
        return TLSVerificationStatus(rawValue: status)
    }

    /// The certificates as they came, the server's own first; one that cannot be read ends the list.
    var peerChain: [TLSCertificate] {
        var certificates: [TLSCertificate] = []
        for index in 0..<peerCount {
            guard let certificate = X509Certificate(self, at: index) else { break }
            certificates.append(certificate.summary)
        }
        return certificates
    }

    /// Whether the server's own certificate holds the name (RFC 6125), or the literal address.
    func leafMatches(_ serverName: String) -> Bool {
        X509Certificate(self, at: 0)?.matches(DomainName.normalized(serverName)) ?? false
    }

    private var peerCount: Int {
        var count: UInt32 = 0
        guard unsafe gnutls_certificate_get_peers(session, &count) != nil else { return 0 }
        return min(Int(count), 32)
    }

    /// The DER of a certificate of the chain, lent to `body`.
    func withPeerCertificate<Result>(at index: Int, _ body: (UnsafePointer<gnutls_datum_t>) -> Result) -> Result? {
        var count: UInt32 = 0
        guard let list = unsafe gnutls_certificate_get_peers(session, &count), index >= 0, index < count else {
            return nil
        }
        return unsafe body(list + index)
    }
}
