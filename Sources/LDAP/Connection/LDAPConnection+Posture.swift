extension LDAPConnection {
    /// A protection that a posture probe leaves out, to see whether the server demands it.
    package enum OmittedProtection: Sendable, Hashable, CaseIterable {
        /// The SASL layer on a connection without TLS: a server that demands signing refuses the bind.
        case securityLayer
        /// The channel binding inside TLS: a server that demands it refuses the bind.
        case channelBinding
    }

    /// Binds with a ticket and without a protection that every other bind of this library has, and closes the connection.
    ///
    /// For diagnosis alone: it shows what the server demands, which the server logs. It takes no password, so that none can be sent
    /// this way; nothing else can be sent over the connection, which ends here with or without success.
    ///
    /// - Throws: ``LDAPError``. A server that demands what is left out refuses with ``LDAPError/Code/bindRejected``, as a rule with
    ///   `strongerAuthRequired` for a layer, or its mechanism offers no bind without a layer, which is
    ///   ``LDAPError/Code/protectionTooWeak``. ``LDAPError/Code/refusedLocally`` when the connection does not have what is to be
    ///   left out. Or `CancellationError`.
    package func probeBind(
        omitting omitted: OmittedProtection, mechanism: SASLMechanism = .gssapi, credential: (any GSSCredential)?
    ) async throws -> BindResult {
        defer { close() }
        guard (omitted == .channelBinding) == configuration.security.isTLS else {
            throw LDAPError.refusedLocally(
                .bind, server,
                omitted == .channelBinding
                    ? "a channel binding can be left out only inside TLS"
                    : "a security layer can be left out only without TLS",
                "Connect with the other transport.")
        }
        return try await kerberosBind(mechanism, credential, protection: .none)
    }
}
