/// What a bind came to: how it was done, and what protects the connection now.
public struct BindResult: Sendable, Hashable {
    /// The SASL mechanism; nil for a simple and for an anonymous bind.
    public let mechanism: SASLMechanism?
    /// The strength in bits of the layer that SASL put on the connection; 0 when there is none.
    ///
    /// A layer that signs and does not encrypt counts as 1 (RFC 4422, section 3.7, and its implementations).
    public let saslStrength: Int
    /// The strength in bits of the cipher that TLS settled on; 0 without TLS.
    public let tlsStrength: Int
    /// Whether the bind was tied to the TLS connection that it ran in.
    public let channelBinding: ChannelBindingUse

    init(
        mechanism: SASLMechanism? = nil, saslStrength: Int = 0, tlsStrength: Int = 0,
        channelBinding: ChannelBindingUse = .notUsed
    ) {
        self.mechanism = mechanism
        self.saslStrength = saslStrength
        self.tlsStrength = tlsStrength
        self.channelBinding = channelBinding
    }

    /// The strength in bits of what protects the connection now, be it SASL's layer or TLS; 0 when nothing does.
    public var securityStrengthFactor: Int { max(saslStrength, tlsStrength) }

    /// Whether the protection is a SASL layer (and not TLS).
    public var isSASLLayer: Bool { saslStrength > 0 }
}

/// Whether a bind was tied to the TLS connection that it ran in, by the binding `tls-server-end-point` (RFC 5929, section 4).
///
/// No library tells whether a channel binding reached the server: it travels encrypted inside a Kerberos message. What is known is
/// whether the SASL mechanism that is installed here says that it sends one.
public enum ChannelBindingUse: String, Sendable, Hashable {
    /// There was nothing to tie it to (no TLS, no SASL), or it was left out on purpose.
    case notUsed
    /// It was given to the mechanism, which sends it.
    case sent
    /// The mechanism installed on this host cannot send one: a server that demands it refuses the bind.
    case unsupported
    /// It was given to the mechanism, of which is not known whether it sends it: Cyrus SASL from 2.2 on sends it only with a setting
    /// that programs cannot reach (cyrus-sasl issue 853).
    case unknown
}
