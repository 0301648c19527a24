/// Whose certificates are believed.
package enum TrustAnchors: Hashable, Sendable {
    /// Those of this system.
    case system
    /// Those in a PEM file, and no others.
    case file(String)
    /// Those in the PEM files of a directory, and no others. Only the TLS of this target reads directories.
    case directory(String)

    /// The bundle that Debian's `ca-certificates` keeps.
    package static let systemBundle = "/etc/ssl/certs/ca-certificates.crt"

    package var path: String {
        switch self {
        case .system: Self.systemBundle
        case .file(let path), .directory(let path): path
        }
    }

    /// Reads them, to say beforehand what every TLS session would stumble over.
    package func requireUsable() throws(TLSHandshakeFailure) { try TLSSession.requireUsable(self) }

    /// Those that Mozilla believes, which Debian's `ca-certificates` keeps apart from what an administrator adds to the
    /// system's: whoever is believed by the system and not by these is private.
    package static let publicRoots = TrustAnchors.directory("/usr/share/ca-certificates/mozilla")
}
