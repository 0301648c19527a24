package import FoundationEssentials

/// What a certificate says of itself.
package struct TLSCertificate: Hashable, Sendable {
    package enum Name: Hashable, Sendable, CustomStringConvertible {
        case dns(String)
        case ip(IPAddress)
        /// Another kind, with its text or its number.
        case other(String)

        package var description: String {
            switch self {
            case .dns(let name): name
            case .ip(let address): address.description
            case .other(let text): text
            }
        }
    }

    /// Distinguished names in RFC 4514 text.
    package let subject: String
    package let issuer: String
    package let notBefore: Date
    package let notAfter: Date
    package let subjectAlternativeNames: [Name]
    /// Such as `RSA`.
    package let keyAlgorithm: String
    package let keyBits: Int
    /// Such as `RSA-SHA256`.
    package let signatureAlgorithm: String
    /// Whether the TLS library counts key and signature as strong enough for a certificate.
    package let isStrong: Bool

    package var isSelfIssued: Bool { subject == issuer }
}
