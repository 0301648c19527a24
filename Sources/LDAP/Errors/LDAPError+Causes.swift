import Networking

extension LDAPError {
    static func closedHere(_ server: String) -> LDAPError {
        LDAPError(.closed, during: .close, server: server, meaning: "the connection was closed on this side")
    }

    static func connectionLost(_ server: String, _ failure: LibraryFailure) -> LDAPError {
        if failure.code == .libraryDecodingError || failure.code == .libraryLocalError {
            return LDAPError(
                .notLDAP, during: .search, server: server, resultCode: failure.code,
                diagnosticMessage: failure.diagnosticMessage,
                meaning: "the server sent something that is not an LDAP message",
                advice: "Check that an LDAP server listens on that port.")
        }
        return LDAPError(
            .closed, during: .search, server: server, resultCode: failure.code,
            diagnosticMessage: failure.diagnosticMessage, meaning: "the server closed the connection",
            advice: "Look in the server's log for the reason; a load balancer or an idle limit can do it too.")
    }

    /// The server's notice of disconnection (RFC 4511, section 4.4.1).
    static func disconnected(_ server: String, _ notice: ServerResult?) -> LDAPError {
        LDAPError(
            .closed, during: .search, server: server, resultCode: notice?.code,
            diagnosticMessage: notice?.diagnosticMessage, meaning: "the server announced that it ends the connection",
            advice: "Look in the server's log for the reason; a shutdown or an idle limit can do it.")
    }

    /// A message of the right kind that does not parse.
    static func unreadableAnswer(_ server: String, _ failure: LibraryFailure) -> LDAPError {
        protocolViolation(
            server, failure.diagnosticMessage, failure.code, "the server sent an answer that cannot be read")
    }

    /// A message that no operation of this kind is answered with.
    static func wrongAnswer(_ server: String, _ operation: Operation, tag: UInt) -> LDAPError {
        protocolViolation(
            server, "protocol operation 0x\(String(tag, radix: 16))", nil,
            "the server sent something that is no answer to the \(operation.rawValue)")
    }

    private static func protocolViolation(
        _ server: String, _ text: String?, _ code: LDAPResultCode?, _ meaning: String
    ) -> LDAPError {
        LDAPError(
            .protocolViolation, during: .search, server: server, resultCode: code, diagnosticMessage: text,
            meaning: meaning,
            advice: "Check that an LDAP server listens on that port, and that nothing on the way changes what it sends."
        )
    }

    static func messageTooLarge(_ server: String, limit: Int) -> LDAPError {
        LDAPError(
            .messageTooLarge, during: .search, server: server,
            meaning:
                "the server announced a message of more than \(limit) bytes, or of a length that no LDAP message has, "
                + "and it was not read",
            advice: "Check that an LDAP server listens on that port; ask for fewer attributes if it does.")
    }

    /// A request that could not be sent: the connection has ended, or libldap would not have it.
    static func notSent(_ operation: Operation, _ server: String, _ failure: LibraryFailure) -> LDAPError {
        failure.code == .libraryServerDown
            ? connectionLost(server, failure).during(operation) : library(operation, server, failure)
    }

    static func systemFailed(_ operation: Operation, _ server: String, _ text: String) -> LDAPError {
        LDAPError(
            .library, during: operation, server: server, diagnosticMessage: text,
            meaning: "this host could not provide what a connection needs",
            advice: "Check the limits on open files and threads.")
    }

    static func noAddress(_ server: String, _ text: String?) -> LDAPError {
        LDAPError(
            .noAddress, during: .connect, server: server, diagnosticMessage: text,
            meaning: "the host name has no address", advice: "Check the name, and the DNS server that is asked.")
    }

    static func connectFailed(_ server: String, _ failure: ConnectFailure, within limit: Duration) -> LDAPError {
        let (code, meaning, advice): (Code, String, String?) =
            switch failure.kind {
            case .refused:
                (
                    .refused, "the host refused the connection",
                    "Check whether the service runs and which port it listens on."
                )
            case .silent:
                (
                    .timedOut, "nothing came back within \(limit.inSeconds) s",
                    "Check whether the host is up and whether a firewall drops the packets."
                )
            case .unreachable: (.unreachable, "the network has no way to the host", "Check routes and address family.")
            case .noAddress: (.noAddress, "the host name has no address", "Check the name and the DNS server.")
            case .cancelled: (.closed, "the attempt was given up on this side", nil)
            default: (.library, "this host could not try to connect", "Check the limit on open files.")
            }
        return LDAPError(
            code, during: .connect, server: server, diagnosticMessage: failure.description, meaning: meaning,
            advice: advice)
    }

    static func localConnectFailed(_ server: String, _ failure: SystemError, within limit: Duration) -> LDAPError {
        let (code, meaning, advice): (Code, String, String) =
            switch failure.name {
            case "ECONNREFUSED":
                (.refused, "nobody listens on the socket", "Check whether the service runs.")
            case "ENOENT", "ENOTDIR", "EINVAL", "ENAMETOOLONG":
                (.unreachable, "there is no such socket", "Check the path, and whether the service runs.")
            case "EACCES", "EPERM":
                (.unreachable, "this user may not use the socket", "Check the permissions of the socket's path.")
            case "EAGAIN":
                (.timedOut, "the server took no connection within \(limit.inSeconds) s", "Check whether it hangs.")
            default: (.library, "this host could not try to connect", "Check the path, and the limit on open files.")
            }
        return LDAPError(
            code, during: .connect, server: server, diagnosticMessage: failure.description, meaning: meaning,
            advice: advice)
    }

    static func trustRootsUnusable(_ server: String, path: String, _ failure: LibraryFailure) -> LDAPError {
        LDAPError(
            .trustRootsUnusable, during: .startTLS, server: server, resultCode: failure.code,
            diagnosticMessage: failure.diagnosticMessage, meaning: "the CA file \(path) cannot be used",
            advice: "Name a readable file of PEM certificates.")
    }

    static func startTLSRefused(_ server: String, _ result: ServerResult) -> LDAPError {
        LDAPError(
            .tlsFailed, during: .startTLS, server: server, resultCode: result.code,
            diagnosticMessage: result.diagnosticMessage, meaning: "the server refused StartTLS",
            advice: "The server may have no certificate; try LDAPS, or Kerberos sealed on 389.")
    }

    static func notLDAP(_ server: String, bytes: [UInt8]) -> LDAPError {
        let shown = bytes.prefix(24).map { (0x20...0x7E).contains($0) ? String(UnicodeScalar($0)) : "." }.joined()
        return LDAPError(
            .notLDAP, during: .search, server: server, diagnosticMessage: "first bytes: \"\(shown)\"",
            meaning: "the server sent something that is not an LDAP message",
            advice: "Check that an LDAP server listens on that port.")
    }

    static func library(_ operation: Operation, _ server: String, _ failure: LibraryFailure) -> LDAPError {
        LDAPError(
            .library, during: operation, server: server, resultCode: failure.code,
            diagnosticMessage: failure.diagnosticMessage, meaning: "libldap could not carry out the operation")
    }

    static func timedOut(_ operation: Operation, _ server: String, after duration: Duration) -> LDAPError {
        LDAPError(
            .timedOut, during: operation, server: server,
            meaning: "no answer within \(duration.inSeconds) s",
            advice:
                "Check whether the server is overloaded or hangs; "
                + "\(AdvisedSetting.operationTimeout.words) allows more time.")
    }

    /// Nothing could be read because a search on the same connection has a consumer that takes nothing.
    static func heldBack(_ operation: Operation, _ server: String, for duration: Duration) -> LDAPError {
        LDAPError(
            .timedOut, during: operation, server: server,
            meaning:
                "another search on this connection is full of entries that nobody takes, and its answers are in the "
                + "way of this one's: nothing was read for \(duration.inSeconds) s",
            advice: "Take that search's entries, or use a second connection.")
    }

    static func server(_ operation: Operation, _ server: String, _ result: ServerResult) -> LDAPError {
        let (meaning, advice): (String, String?) =
            switch result.code {
            case .referral:
                (
                    "the server refers to \(result.referrals.isEmpty ? "another" : result.referrals.joined(separator: ", "))",
                    "Referrals are not followed: ask that server, if it is one to trust."
                )
            case .noSuchAttribute: ("the entry does not have the attribute, or does not show it", nil)
            default: ("the server refused the operation", nil)
            }
        return LDAPError(
            .server, during: operation, server: server, resultCode: result.code,
            diagnosticMessage: result.diagnosticMessage, matchedDN: result.matchedDN,
            referrals: result.referrals,
            meaning: meaning, advice: advice)
    }

    static func bindRejected(_ server: String, _ mechanism: String, _ result: ServerResult) -> LDAPError {
        let (meaning, advice): (String, String?) =
            switch result.code.rawValue {
            case 49: ("the server did not accept the credentials", "Check the name and the password, or the ticket.")
            case 8:
                (
                    "the server demands a stronger protection than this bind has",
                    "Bind with Kerberos sealed on 389, or with a password over StartTLS or LDAPS."
                )
            case 7: ("the server does not offer \(mechanism)", "Choose another mechanism.")
            case 13: ("the server takes passwords only over TLS", "Use StartTLS or LDAPS.")
            case 51, 52: ("the server is busy or shutting down", "Try again, or name another server.")
            default: ("the server refused the bind", nil)
            }
        return LDAPError(
            result.code.rawValue == 7 ? .mechanismUnavailable : .bindRejected, during: .bind,
            server: server,
            resultCode: result.code, diagnosticMessage: result.diagnosticMessage,
            matchedDN: result.matchedDN,
            referrals: result.referrals, meaning: meaning, advice: advice)
    }

    static func saslFailed(_ server: String, _ request: SASLRequest, _ failure: LibraryFailure) -> LDAPError {
        // SASL_TOOWEAK, which libldap gives the same result code as a mechanism that is not there.
        if failure.diagnosticMessage?.hasPrefix("SASL(-15)") == true {
            let asksForNone = request.protection.maximumStrength == 0
            return LDAPError(
                .protectionTooWeak, during: .bind, server: server, resultCode: failure.code,
                diagnosticMessage: failure.diagnosticMessage,
                meaning: asksForNone
                    ? "the server demands a security layer, and this bind asks for none"
                    : "the server does not grant the sealing that a bind without TLS needs",
                advice: asksForNone
                    ? "Bind without TLS and with sealing."
                    : "Use StartTLS or LDAPS, or have the server allow SASL layers.")
        }
        if failure.code == .libraryAuthUnknown {
            return LDAPError(
                .mechanismUnavailable, during: .bind, server: server, resultCode: failure.code,
                diagnosticMessage: failure.diagnosticMessage,
                meaning: "this host has no SASL mechanism \(request.mechanism.rawValue)",
                advice: request.mechanism == .external
                    ? "It is part of Cyrus SASL: reinstall libsasl2."
                    : "Install it: on Debian and Ubuntu the package is libsasl2-modules-gssapi-mit.")
        }
        if failure.code == .libraryServerDown {
            return LDAPError(
                .closed, during: .bind, server: server, resultCode: failure.code,
                diagnosticMessage: failure.diagnosticMessage,
                meaning: "the server closed the connection during the bind")
        }
        return LDAPError(
            failure.code.rawValue > 0 ? .bindRejected : .saslFailed, during: .bind, server: server,
            resultCode: failure.code, diagnosticMessage: failure.diagnosticMessage,
            meaning: "the \(request.mechanism.rawValue) bind failed before the server could judge it")
    }

    static func protectionTooWeak(_ server: String, strength: Int) -> LDAPError {
        LDAPError(
            .protectionTooWeak, during: .bind, server: server,
            diagnosticMessage: "security strength factor \(strength)",
            meaning: "the bind succeeded, but its protection is weaker than sealing",
            advice: "Nothing was read over this connection. Use TLS, or find out why the mechanism does not encrypt.")
    }

    static func refusedLocally(_ operation: Operation, _ server: String, _ meaning: String, _ advice: String)
        -> LDAPError
    {
        LDAPError(.refusedLocally, during: operation, server: server, meaning: meaning, advice: advice)
    }

    /// A filter that libldap does not take, for an attribute or a matching rule in it that is none.
    static func filterRefused(_ server: String, _ filter: LDAPFilter) -> LDAPError {
        refusedLocally(
            .search, server, "\(QuotedText.quoted(filter.description)) is no search filter (RFC 4515)",
            "Check the attributes and matching rules in it.")
    }

    /// The same failure as another operation met it.
    func during(_ operation: Operation) -> LDAPError {
        LDAPError(
            code, during: operation, server: server, resultCode: resultCode,
            diagnosticMessage: diagnosticMessage,
            matchedDN: matchedDN, referrals: referrals, meaning: meaning, advice: advice)
    }
}

extension Duration {
    /// Seconds with at most one decimal, for messages.
    var inSeconds: String {
        let (seconds, attoseconds) = components
        let tenths = attoseconds / 100_000_000_000_000_000
        return tenths == 0 ? "\(seconds)" : "\(seconds).\(tenths)"
    }
}
