/// An LDAP result code: RFC 4511, section 4.1.9, and libldap's own negative codes.
///
/// Codes that are not named here are held all the same. A server sends codes from 0 up; those below 0 are libldap's
/// own, and no server has seen the operation fail.
public struct LDAPResultCode: RawRepresentable, Sendable, Hashable, Codable {
    /// The number.
    public let rawValue: Int32

    public init(rawValue: Int32) {
        self.rawValue = rawValue
    }
}

extension LDAPResultCode {
    /// Whether the operation was carried out: ``success``, or a comparison's answer.
    public var isSuccess: Bool {
        [.success, .compareFalse, .compareTrue].contains(self)
    }

    /// Whether this says that something failed. ``referral`` and ``saslBindInProgress`` are no failures, though no
    /// success either (RFC 4511, appendix A.1).
    public var isError: Bool {
        !isSuccess && ![.referral, .saslBindInProgress].contains(self)
    }

    /// Whether libldap made this code up on this side; then no server has answered.
    public var isClientSide: Bool {
        rawValue < 0
    }

    /// Whether the connection can be used further. A guess, and a careful one: false wherever the code may mean that
    /// the stream is broken, the server is about to close, or this is no code that we know.
    public var isConnectionUsable: Bool {
        switch self {
        case .operationsError, .protocolError, .busy, .unavailable, .other:
            false
        // Sent when a server gives notice that it disconnects (RFC 4511, section 4.4.1).
        case .strongerAuthRequired:
            false
        case .filterError, .userCancelled, .parameterError, .notSupported, .controlNotFound, .noResultsReturned,
            .moreResultsToReturn, .clientLoop, .referralLimitExceeded, .authenticationUnknown:
            true
        default:
            !isClientSide && name != nil
        }
    }
}

extension LDAPResultCode: CustomStringConvertible {
    /// Name and number, as `invalidCredentials (49)`.
    public var description: String {
        "\(name ?? "unknown") (\(rawValue))"
    }
}
