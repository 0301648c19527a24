/// Whose certificates are believed.
package enum TrustAnchors: Hashable, Sendable {
    /// Those of this system.
    case system
    /// Those in a PEM file, and no others.
    case file(String)

    /// The bundle that Debian's `ca-certificates` keeps.
    package static let systemBundle = "/etc/ssl/certs/ca-certificates.crt"

    package var path: String {
        switch self {
        case .system: Self.systemBundle
        case .file(let path): path
        }
    }
}
