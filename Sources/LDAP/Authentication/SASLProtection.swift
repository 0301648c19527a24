/// What a SASL bind asks for: the strength of its own layer, and whether it is tied to TLS.
struct SASLProtection: Sendable, Equatable {
    /// The least strength in bits that the layer must come to, else the bind has failed.
    let minimumStrength: Int
    /// The greatest strength in bits that is asked for; 0 asks for no layer.
    let maximumStrength: Int
    /// Whether the channel binding `tls-server-end-point` (RFC 5929) is sent.
    let bindsChannel: Bool

    /// What a connection gets that carries real work: a sealing layer of its own on TCP; inside TLS none, since Active Directory
    /// forbids the two together, but a channel binding.
    static func standard(insideTLS: Bool) -> SASLProtection {
        insideTLS
            ? SASLProtection(minimumStrength: 0, maximumStrength: 0, bindsChannel: true)
            // 56 is the least that counts as sealing and not just signing; the ciphers of today report 128 or 256.
            : SASLProtection(minimumStrength: 56, maximumStrength: Int(Int32.max), bindsChannel: false)
    }

    /// Neither layer nor binding.
    static let none = SASLProtection(minimumStrength: 0, maximumStrength: 0, bindsChannel: false)
}
