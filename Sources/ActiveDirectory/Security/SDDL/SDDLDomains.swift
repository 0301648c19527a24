/// The domains that SDDL aliases such as `DA` (Domain Admins) and `EA` (Enterprise Admins) are relative to.
///
/// Without a domain its aliases are neither read nor written; a text is then the same everywhere.
public struct SDDLDomains: Sendable, Hashable {
    /// The SID of the domain that the descriptor belongs to: `DA`, `DU`, `LA`, …
    public var domain: SecurityIdentifier?
    /// The SID of the forest root domain: `EA`, `SA`, `RO`, `EK`.
    public var rootDomain: SecurityIdentifier?

    public init(domain: SecurityIdentifier? = nil, rootDomain: SecurityIdentifier? = nil) {
        self.domain = domain
        self.rootDomain = rootDomain
    }

    /// No domain: aliases only for what is the same everywhere.
    public static let none = Self()
}
