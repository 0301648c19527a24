package import FoundationEssentials

/// Why a server's certificate is not believed.
package enum TLSProblem: Hashable, Sendable {
    /// The chain ends at an issuer who is not among the trust anchors.
    case unknownIssuer(String)
    /// The certificate vouches for itself, and is not among the trust anchors.
    case selfSigned
    case expired(subject: String, on: Date)
    case notYetValid(subject: String, until: Date)
    /// None of the certificate's names is the one that the server was asked for by.
    case nameMismatch(expected: String, names: [String])
    /// A key or signature that is too weak; subject and algorithms.
    case weak(subject: String, algorithms: String)
    case badSignature
    case revoked
    /// An issuer in the chain whose own certificate does not let it issue this one.
    case issuerNotAllowed
    /// Something else; the library's words.
    case other(String)
}
