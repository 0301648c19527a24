package import LDAP

/// Which users are read.
package struct PopulationOptions: Sendable {
    /// How many of each domain at most; nil for all.
    package var limit: Int?
    /// The container below which they are; nil for whole domains.
    package var base: DistinguishedName?
    /// Whether they are counted beforehand, so that the progress can tell how long the rest takes.
    package var countsFirst: Bool

    package init(limit: Int? = nil, base: DistinguishedName? = nil, countsFirst: Bool = false) {
        self.limit = limit
        self.base = base
        self.countsFirst = countsFirst
    }
}
