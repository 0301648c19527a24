import CGnuTLS

/// A TLS client session over a socket of ours that completes its handshake whatever the certificate, so as to show it.
///
/// Data goes through it only where a ``TLSStream`` has found the certificate to be believed.
@safe final class TLSSession {
    let socket: Socket
    let session: gnutls_session_t
    private let credentials: gnutls_certificate_credentials_t

    init(_ socket: Socket, serverName: String, trust: TrustAnchors) throws(TLSHandshakeFailure) {
        do {
            try socket.setBlocking(false)
        } catch {
            throw TLSHandshakeFailure(.handshake, detail: error.description)
        }
        self.socket = socket
        let credentials = unsafe try Self.credentials(believing: trust)
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

    /// - Throws: What is wrong with the anchors, as every session would.
    static func requireUsable(_ trust: TrustAnchors) throws(TLSHandshakeFailure) {
        let made = unsafe try credentials(believing: trust)
        unsafe gnutls_certificate_free_credentials(made)
    }

    private static func credentials(
        believing trust: TrustAnchors
    ) throws(TLSHandshakeFailure) -> gnutls_certificate_credentials_t {
        var made: gnutls_certificate_credentials_t?
        let allocated = unsafe gnutls_certificate_allocate_credentials(&made)
        guard allocated == GNUTLS_E_SUCCESS, let credentials = unsafe made else {
            throw failure(.handshake, allocated)
        }
        let loaded =
            switch trust {
            case .system, .file:
                unsafe gnutls_certificate_set_x509_trust_file(credentials, trust.path, GNUTLS_X509_FMT_PEM)
            case .directory:
                unsafe gnutls_certificate_set_x509_trust_dir(credentials, trust.path, GNUTLS_X509_FMT_PEM)
            }
        guard loaded > 0 else {
            unsafe gnutls_certificate_free_credentials(credentials)
            let why = loaded == 0 ? "no certificate in it" : unsafe String(cString: gnutls_strerror(loaded))
            throw TLSHandshakeFailure(.trustAnchors, code: loaded, detail: "\(trust.path): \(why)")
        }
        return unsafe credentials
    }

    /// - Parameter wakeup: Ends the wait when signalled, and stays signalled.
    func handshake(until deadline: Deadline, wakeup: Wakeup? = nil) throws(TLSHandshakeFailure) {
        while true {
            let result = unsafe gnutls_handshake(session)
            if result == GNUTLS_E_SUCCESS { return }
            if result == GNUTLS_E_AGAIN || result == GNUTLS_E_INTERRUPTED {
                try wait(until: deadline, wakeup)
            } else if gnutls_error_is_fatal(result) != 0 {
                throw failure(result)
            } else if deadline.hasPassed {
                // Warnings are no end, but a server that sends nothing else must not keep us.
                throw TLSHandshakeFailure(.handshake, isTimeout: true, code: result, detail: "no handshake in time")
            }
        }
    }

    private func wait(until deadline: Deadline, _ wakeup: Wakeup?) throws(TLSHandshakeFailure) {
        var set = PollSet()
        set.add(socket.descriptor, for: direction)
        let wakeupPlace = wakeup.map { set.add($0.descriptor, for: .readable) }
        let ready: Int
        do {
            ready = try set.wait(until: deadline)
        } catch {
            throw TLSHandshakeFailure(.handshake, detail: error.description)
        }
        if let wakeupPlace, !set.readiness(at: wakeupPlace).isEmpty {
            throw TLSHandshakeFailure(.handshake, detail: "given up")
        }
        // A server that drips single bytes keeps the socket ready for ever.
        guard ready > 0, !deadline.hasPassed else {
            throw TLSHandshakeFailure(.handshake, isTimeout: true, detail: "no handshake in time")
        }
    }

    /// What the session waits for.
    var direction: Readiness { unsafe gnutls_record_get_direction(session) == 0 ? .readable : .writable }

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

    /// Whether other anchors would vouch for the chain too, names aside; nil if those cannot be read.
    func isVouchedFor(by anchors: TrustAnchors) -> Bool? {
        guard let others = unsafe try? Self.credentials(believing: anchors) else { return nil }
        // GnuTLS judges by whatever credentials the session has at the time.
        unsafe gnutls_credentials_set(session, GNUTLS_CRD_CERTIFICATE, UnsafeMutableRawPointer(others))
        defer {
            unsafe gnutls_credentials_set(session, GNUTLS_CRD_CERTIFICATE, UnsafeMutableRawPointer(credentials))
            unsafe gnutls_certificate_free_credentials(others)
        }
        return verificationStatus.map { $0.rawValue == 0 }
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
