package import Networking

/// Who binds, and how.
public enum LDAPCredential: Sendable {
    /// The anonymous simple bind of RFC 4513, section 5.1.1.
    case anonymous
    /// Name and password (RFC 4513, section 5.1.3): a distinguished name, or what else the server takes for one.
    ///
    /// Refused on a TCP connection without TLS, and refused with an empty password: RFC 4513, section 5.1.2, calls that
    /// an unauthenticated bind, and servers answer it with success.
    case simple(name: String, password: LDAPPassword)
    /// SASL GSSAPI (RFC 4752) or GSS-SPNEGO, with the process's default Kerberos credential or one acquired for this connection.
    case kerberos(mechanism: SASLMechanism, credential: (any GSSCredential)?)
    /// SASL EXTERNAL (RFC 4422, appendix A) on a local socket: the server takes from the kernel which user connects.
    ///
    /// `authorizationIdentity` asks to act as somebody else, as `dn:…` or `u:…` (RFC 4513, section 5.2.1.8), where the server lets
    /// this user; nil asks for the identity that the server derives. Refused on other connections, which carry no such proof: this
    /// library sends no client certificates.
    case external(authorizationIdentity: String? = nil)
}

/// A GSS-API credential acquired elsewhere and lent to a connection for its bind.
///
/// The object owns the credential and must keep it valid until the connection lets go of the object.
public protocol GSSCredential: AnyObject, Sendable {
    /// The address of the `gss_cred_id_t`, which must be live for as long as the object is: a wrong one ends the process.
    ///
    /// A number, since a pointer is not `Sendable` and libldap takes the credential on the connection's own thread.
    var gssCredentialAddress: UInt { get }
}

/// A password in memory that is wiped when the last holder lets go of it.
///
/// libldap copies the password into the request that it sends and does not wipe that copy; prefer Kerberos.
public final class LDAPPassword: Sendable, CustomStringConvertible {
    package let bytes: SecretBytes

    /// Takes UTF-8 bytes.
    public init(_ bytes: [UInt8]) {
        self.bytes = SecretBytes(bytes)
    }

    /// Whether there is nothing in it.
    public var isEmpty: Bool { bytes.count == 0 }

    /// Never the password.
    public var description: String { "<password>" }
}
