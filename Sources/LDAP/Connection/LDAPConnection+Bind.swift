import Networking

extension LDAPConnection {
    /// Binds, once a connection: to bind as somebody else, connect again.
    ///
    /// On a plain connection a Kerberos bind demands a sealing layer and is given up when the server grants less; inside TLS it asks
    /// for no layer of its own and sends the channel binding `tls-server-end-point` (RFC 5929).
    ///
    /// - Throws: ``LDAPError`` (``LDAPError/Code/refusedLocally`` before anything is sent), or `CancellationError`.
    @discardableResult
    public func bind(_ credential: LDAPCredential) async throws -> BindResult {
        switch credential {
        case .anonymous: return try await simpleBind(name: "", password: nil)
        case .simple(let name, let password):
            guard configuration.security.isTLS || endpoint.socketPath != nil else {
                throw LDAPError.refusedLocally(
                    .bind, server, "a password is not sent over a connection without TLS", "Use StartTLS or LDAPS.")
            }
            guard !password.isEmpty, !name.isEmpty else {
                throw LDAPError.refusedLocally(
                    .bind, server, "an empty name or password is not sent: servers take it for an anonymous bind",
                    "Give both.")
            }
            guard !name.utf8.contains(0) else {
                throw LDAPError.refusedLocally(
                    .bind, server, "the name holds a zero byte, and would reach the server cut off there",
                    "Check the name.")
            }
            return try await simpleBind(name: name, password: password.bytes)
        case .kerberos(let mechanism, let credential):
            return try await kerberosBind(
                mechanism, credential, protection: .standard(insideTLS: configuration.security.isTLS))
        case .external(let identity):
            guard endpoint.socketPath != nil else {
                throw LDAPError.refusedLocally(
                    .bind, server, "EXTERNAL needs a transport that proves who connects, and this one does not",
                    "Connect to a local socket, or bind in another way.")
            }
            try refuseZeroBytes(.bind, in: [identity ?? ""])
            return try await saslBind(
                SASLRequest(mechanism: .external, protection: .none, authorizationIdentity: identity))
        }
    }

    /// A bind with a ticket, under a protection that its callers answer for.
    func kerberosBind(
        _ mechanism: SASLMechanism, _ credential: (any GSSCredential)?, protection: SASLProtection
    ) async throws -> BindResult {
        guard [.gssapi, .gssSPNEGO].contains(mechanism) else {
            throw LDAPError.refusedLocally(
                .bind, server, "\(mechanism.rawValue) is not a mechanism of Kerberos", "Bind with GSSAPI or GSS-SPNEGO."
            )
        }
        guard endpoint.socketPath == nil else {
            throw LDAPError.refusedLocally(
                .bind, server, "Kerberos needs the server's host name, and a local socket has none",
                "Bind with EXTERNAL, or connect to the server by its DNS name.")
        }
        guard IPAddress(endpoint.host) == nil else {
            throw LDAPError.refusedLocally(
                .bind, server, "Kerberos needs the server's host name, and this is an IP address",
                "Name the server by its DNS name.")
        }
        return try await saslBind(SASLRequest(mechanism: mechanism, protection: protection, credential: credential))
    }

    private func simpleBind(name: String, password: SecretBytes?) async throws -> BindResult {
        let answer: PendingOperation.Answer
        do {
            answer = try await perform(.bind) { handle throws(LibraryFailure) in
                try handle.requestSimpleBind(name: name, password: password)
            }
        } catch {
            // Who is bound is not known any more, and nothing may be sent while a bind is under way.
            close()
            throw error
        }
        guard answer.result.code == .success else { throw LDAPError.bindRejected(server, "simple bind", answer.result) }
        return BindResult(tlsStrength: answer.tlsStrength)
    }

    private func saslBind(_ request: SASLRequest) async throws -> BindResult {
        let server = server
        let done = OneShot<BindResult>()
        mailbox.post(
            .init(
                run: { loop in
                    do throws(LibraryFailure) {
                        try loop.handle.setSASLProtection(request.protection)
                    } catch {
                        done.resolve(.failure(LDAPError.library(.bind, server, error)))
                        return
                    }
                    loop.step(SASLExchange(request), nil) { done.resolve($0) }
                },
                fail: { done.resolve(.failure($0.during(.bind))) }))
        do {
            // libkrb5 waits for a silent KDC for half a minute and cannot be interrupted: the caller gets its error in time, and
            // the thread ends when libkrb5 does.
            let limit = configuration.operationTimeout
            return try await done.value(before: .after(limit)) { LDAPError.timedOut(.bind, server, after: limit) }
        } catch {
            if let error = error as? LDAPError, error.code == .bindRejected { throw error }
            close()
            throw error
        }
    }
}
