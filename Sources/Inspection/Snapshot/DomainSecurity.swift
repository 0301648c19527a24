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
    /// The members of Pre-Windows 2000 Compatible Access (S-1-5-32-554).
    public var preWindows2000Members: Observed<[SecurityIdentifier]>
    /// Containers whose descriptors do not take what is above them.
    public var protectedContainers: Observed<[ProtectedContainer]>
    /// How many accounts are inetOrgPerson; a lower bound where `.partial`.
    public var inetOrgPersons: Observed<Int>

    public init(
        domainRoot: Observed<SecurityDescriptor>, builtin: Observed<SecurityDescriptor>,
        samServer: Observed<SecurityDescriptor>, adminSDHolder: Observed<SecurityDescriptor>,
        preWindows2000Members: Observed<[SecurityIdentifier]>, protectedContainers: Observed<[ProtectedContainer]>,
        inetOrgPersons: Observed<Int>
    ) {
        self.domainRoot = domainRoot
        self.builtin = builtin
        self.samServer = samServer
        self.adminSDHolder = adminSDHolder
        self.preWindows2000Members = preWindows2000Members
        self.protectedContainers = protectedContainers
        self.inetOrgPersons = inetOrgPersons
    }

    /// Nothing of it was read, for one reason.
    public static func notCollected(why: String) -> Self {
        Self(
            domainRoot: .notCollected(why: why), builtin: .notCollected(why: why), samServer: .notCollected(why: why),
            adminSDHolder: .notCollected(why: why), preWindows2000Members: .notCollected(why: why),
            protectedContainers: .notCollected(why: why), inetOrgPersons: .notCollected(why: why))
    }
}

/// A container or organizational unit whose DACL is protected (SE_DACL_PROTECTED): inheritance ends at it.
public struct ProtectedContainer: Sendable, Equatable, Codable {
    public var distinguishedName: DistinguishedName
    public var guid: Observed<ObjectGUID>
    public var descriptor: SecurityDescriptor

    public init(distinguishedName: DistinguishedName, guid: Observed<ObjectGUID>, descriptor: SecurityDescriptor) {
        self.distinguishedName = distinguishedName
        self.guid = guid
        self.descriptor = descriptor
    }
}
