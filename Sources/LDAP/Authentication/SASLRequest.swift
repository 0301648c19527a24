/// What a SASL bind is to be.
struct SASLRequest: Sendable {
    var mechanism: SASLMechanism
    var protection: SASLProtection
    /// The credential of GSSAPI and GSS-SPNEGO; nil takes the process's default.
    var credential: (any GSSCredential)?
    /// Whom to act as (RFC 4513, section 5.2.1.8); nil for oneself.
    var authorizationIdentity: String?
}
