/// The place where a rule's answer lies, and so the input that is needed to judge it.
public enum Plane: String, Sendable, Codable, Hashable, CaseIterable, CodingKeyRepresentable {
    /// LDAP, DNS and the domain controllers' ports. Always judged.
    case directory
    /// The synchronisation server.
    case connect
    /// The tenant.
    case cloud
    /// The way from the synchronisation server to the service.
    case network
}
