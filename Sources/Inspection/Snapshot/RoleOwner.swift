public import LDAP

/// Who owns an operations master role, from the role object's `fSMORoleOwner`.
public struct RoleOwner: Sendable, Equatable, Codable {
    /// How the owner stands in the configuration naming context.
    public enum State: String, Sendable, Codable {
        /// Its NTDS Settings object exists and its server object names a host.
        case registered
        /// The name carries `\0ADEL:`: the domain controller was removed and the role never moved.
        case deleted
        /// The name leads to no NTDS Settings object.
        case missing
        /// The NTDS Settings object could not be looked up.
        case unknown
    }

    /// The DNS host name of the owner's server object.
    public var host: Observed<String>
    /// The distinguished name in `fSMORoleOwner`.
    public var ntdsSettings: DistinguishedName
    /// The site in whose Servers container the owner stands; nil when the name does not have that shape.
    public var site: String?
    public var state: State

    public init(host: Observed<String>, ntdsSettings: DistinguishedName, site: String?, state: State) {
        self.host = host
        self.ntdsSettings = ntdsSettings
        self.site = site
        self.state = state
    }
}
