package import ActiveDirectory
package import LDAP

/// A domain that can be read from: its names, and a connection to one of its writable domain controllers.
package struct DomainDirectory: Sendable {
    package let dnsName: String
    package let netbiosName: String?
    package let root: DistinguishedName
    package let sid: SecurityIdentifier?
    let directory: Directory
    /// Whether the domain controller is a global catalog: only there the universal groups of other domains are known.
    let isGlobalCatalog: Bool
}
