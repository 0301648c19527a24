package import ActiveDirectory
package import Inspection

/// Who may do what to the users of one domain: predicted for users that inherit, and decided for descriptors that were read.
package struct DomainRights: Sendable {
    /// The class of a user object.
    package enum UserClass: Sendable {
        case user, inetOrgPerson

        /// Its `schemaIDGUID`.
        var guid: ObjectGUID { self == .user ? .userClass : .inetOrgPersonClass }
    }

    private let catalogue: RightsCatalogue
    private let security: ForestSecurity
    /// Whose accounts and groups the aliases of SDDL stand for.
    private let sddlDomains: SDDLDomains

    package init(of domain: Domain, in forest: Forest) {
        security = forest.security
        catalogue = forest.security.catalogue
        let root = (forest.domains.known ?? []).first { $0.dnsName.lowercased() == forest.rootDomain.lowercased() }
        sddlDomains = SDDLDomains(domain: domain.sid.known, rootDomain: root?.sid.known)
    }

    /// The descriptor that a new user below a container gets: the class's default and what the container hands down. Where the
    /// default was not read, or cannot be, only what is handed down, and `isWhole` is false: *denied* is then not known.
    package func newUser(
        below container: SecurityDescriptor, _ userClass: UserClass = .user
    ) -> (descriptor: SecurityDescriptor, isWhole: Bool) {
        newObject(
            below: container, ofClass: userClass.guid,
            userClass == .user ? security.userDefaults : security.inetOrgPersonDefaults)
    }

    /// The same for an object of any class, by the class's default.
    func newObject(
        below container: SecurityDescriptor, ofClass objectClass: ObjectGUID, _ text: Observed<String>
    ) -> (descriptor: SecurityDescriptor, isWhole: Bool) {
        let defaults = text.known.flatMap { text in
            try? SecurityDescriptor(sddl: text, in: sddlDomains)
        }
        return (container.forChild(ofClass: objectClass, explicit: defaults), defaults != nil)
    }

    /// Whether a token has a right on an object with this descriptor: a user, or the domain root for a right that is on it.
    ///
    /// - Parameter principalSelf: The SID of the user, for entries about SELF; nil for a predicted one.
    package func decision(
        on right: WritebackRight, by descriptor: SecurityDescriptor, _ userClass: UserClass = .user,
        principalSelf: SecurityIdentifier? = nil, for token: Token
    ) -> AccessDecision {
        let objectClass = right.isOnDomainRoot ? ObjectGUID.domainClass : userClass.guid
        return AccessCheck(descriptor, ofClass: objectClass, principalSelf: principalSelf)
            .decision(on: right.directoryRight(catalogue), for: token)
    }

    /// An entry in words, with the names of this forest.
    package func words(for entry: AccessControlEntry) -> String {
        catalogue.words(for: entry, naming: security.name(of:))
    }
}
