/// The name of a SASL mechanism (RFC 4422, section 3.1), as servers list them in `supportedSASLMechanisms`. An open set.
public struct SASLMechanism: RawRepresentable, Sendable, Hashable {
    /// The registered name, in capitals.
    public let rawValue: String

    public init(rawValue: String) {
        self.rawValue = rawValue
    }

    /// Kerberos (RFC 4752).
    public static let gssapi = Self(rawValue: "GSSAPI")
    /// Kerberos, negotiated by SPNEGO (RFC 4178).
    public static let gssSPNEGO = Self(rawValue: "GSS-SPNEGO")
    /// What the transport has proved already (RFC 4422, appendix A).
    public static let external = Self(rawValue: "EXTERNAL")
}
