import ActiveDirectory
import Inspection
import LDAP

/// The containers of a domain at which inheritance is switched off, by the containers that they cut off.
struct InheritanceBreaks {
    private let cut: [DistinguishedName: ContainerSecurity]
    private var found: [String: [ContainerSecurity]] = [:]

    init(in domain: Domain) {
        let cut = (domain.security.containers.known ?? []).filter(\.descriptor.isProtected)
        self.cut = Dictionary(cut.map { ($0.distinguishedName, $0) }) { first, _ in first }
    }

    /// Those on the way from the domain to a container, that one too, the nearest first. Each name is read once: reading costs more
    /// than all else that is done with it.
    mutating func above(_ container: DistinguishedName) -> [ContainerSecurity] {
        guard !cut.isEmpty else { return [] }
        if let known = found[container.description] { return known }
        var breaks = cut[container].map { [$0] } ?? []
        if let parent = container.parent { breaks += above(parent) }
        found[container.description] = breaks
        return breaks
    }
}
