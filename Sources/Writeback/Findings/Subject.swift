/// What a finding is about.
public struct Subject: Sendable, Hashable, Codable {
    /// The kinds of things that rules judge.
    public enum Kind: String, Sendable, Codable, Hashable {
        case forest
        case domain
        case domainController
        case passwordSettingsObject
        /// The account with which Entra Connect works in the directory; with a domain, what it may do there.
        case connectorAccount
        /// The host that the facts were collected from.
        case collectingHost
        case syncServer
        case tenant
        case egress
        /// Somebody's decision to live with a finding.
        case waiver
        /// Somebody's answer to a question that no file decides.
        case attestation
        /// Named by its distinguished name.
        case organizationalUnit
        /// An account of the tenant, by its user principal name.
        case cloudUser
        /// An organizational unit or another container, for the users right below it.
        case container
    }

    public var kind: Kind
    /// The DNS name of the domain it belongs to; nil for what belongs to a whole forest, or to none.
    public var domain: String?
    /// What a person calls it: a host name, a domain name.
    public var name: String
    /// The objectGUID, or the SID, in text; nil where neither was read.
    public var id: String?

    public init(kind: Kind, domain: String?, name: String, id: String?) {
        self.kind = kind
        self.domain = domain
        self.name = name
        self.id = id
    }
}
