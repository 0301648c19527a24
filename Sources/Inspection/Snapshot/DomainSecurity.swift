public import ActiveDirectory
public import LDAP

/// The security descriptors of a domain on which password writeback stands, and what else decides who may do what in it.
public struct DomainSecurity: Sendable, Equatable, Codable {
    /// The domain object itself: from here entries are inherited by every user.
    public var domainRoot: Observed<SecurityDescriptor>
    /// `CN=Builtin`.
    public var builtin: Observed<SecurityDescriptor>
    /// `CN=Server,CN=System`, the samServer object.
    public var samServer: Observed<SecurityDescriptor>
    /// `CN=AdminSDHolder,CN=System`, whose descriptor protected accounts get.
    public var adminSDHolder: Observed<SecurityDescriptor>
    /// The members of Pre-Windows 2000 Compatible Access (`S-1-5-32-554`).
    public var preWindows2000Members: Observed<[SecurityIdentifier]>
    /// The containers at which rights on the users below them may differ from those at the domain root.
    public var containers: Observed<[ContainerSecurity]>
    /// How many accounts are inetOrgPerson; at least so many where `.partial`.
    public var inetOrgPersons: Observed<Int>
    /// The organizational units, which the same walk shows.
    public var organizationalUnits: Observed<OrganizationalUnits>

    public init(
        domainRoot: Observed<SecurityDescriptor>, builtin: Observed<SecurityDescriptor>,
        samServer: Observed<SecurityDescriptor>, adminSDHolder: Observed<SecurityDescriptor>,
        preWindows2000Members: Observed<[SecurityIdentifier]>, containers: Observed<[ContainerSecurity]>,
        inetOrgPersons: Observed<Int>, organizationalUnits: Observed<OrganizationalUnits>
    ) {
        self.domainRoot = domainRoot
        self.builtin = builtin
        self.samServer = samServer
        self.adminSDHolder = adminSDHolder
        self.preWindows2000Members = preWindows2000Members
        self.containers = containers
        self.inetOrgPersons = inetOrgPersons
        self.organizationalUnits = organizationalUnits
    }

    /// Nothing of it was read, for one reason.
    public static func notCollected(why: String) -> Self {
        Self(
            domainRoot: .notCollected(why: why), builtin: .notCollected(why: why), samServer: .notCollected(why: why),
            adminSDHolder: .notCollected(why: why), preWindows2000Members: .notCollected(why: why),
            containers: .notCollected(why: why), inetOrgPersons: .notCollected(why: why),
            organizationalUnits: .notCollected(why: why))
    }

    /// No domain controller of the domain could be asked.
    public static func unreachable(why: String) -> Self {
        Self(
            domainRoot: .unreachable(why: why), builtin: .unreachable(why: why), samServer: .unreachable(why: why),
            adminSDHolder: .unreachable(why: why), preWindows2000Members: .unreachable(why: why),
            containers: .unreachable(why: why), inetOrgPersons: .unreachable(why: why),
            organizationalUnits: .unreachable(why: why))
    }
}

/// A container or organizational unit whose DACL is protected (SE_DACL_PROTECTED), so that inheritance ends at it, or has entries of
/// its own that it hands down.
public struct ContainerSecurity: Sendable, Equatable, Codable {
    public var distinguishedName: DistinguishedName
    public var guid: Observed<ObjectGUID>
    public var descriptor: SecurityDescriptor
    /// Whether a user was found below it; `.notReturned` where none was shown, which does not prove that there is none.
    public var holdsUsers: Observed<Bool>

    public init(
        distinguishedName: DistinguishedName, guid: Observed<ObjectGUID>, descriptor: SecurityDescriptor,
        holdsUsers: Observed<Bool>
    ) {
        self.distinguishedName = distinguishedName
        self.guid = guid
        self.descriptor = descriptor
        self.holdsUsers = holdsUsers
    }
}
