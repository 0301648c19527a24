public import ActiveDirectory
public import LDAP

/// The users of a domain, counted by what decides whether writeback can serve them: a histogram, collected and not judged.
///
/// A user is an object of class user, or of one derived from it such as inetOrgPerson, filed under person: no computer and no
/// managed service account. One that the server does not show to the caller is not in it.
///
/// Neither the groups nor the descriptors depend on the order in which the server sent the users.
public struct Population: Sendable, Equatable, Codable {
    /// Below what was searched: the domain, or the container that was asked for.
    public var base: DistinguishedName
    /// The host that was read from.
    public var readFrom: String
    /// Whether that is the domain's PDC emulator, which is read from only where no other writable domain controller answers.
    public var isReadFromPDCEmulator: Bool
    /// How many users came.
    public var users: Int
    /// Every distinct descriptor once. Owner and DACL are kept: nobody's access depends on the rest.
    public var descriptors: [PopulationDescriptor]
    /// Every combination that occurs, by container. Their counts add up to ``users``, but for a population too varied to be kept
    /// whole, which is `.partial`.
    public var groups: [Group]

    public init(
        base: DistinguishedName, readFrom: String, isReadFromPDCEmulator: Bool, users: Int,
        descriptors: [PopulationDescriptor], groups: [Group]
    ) {
        self.base = base
        self.readFrom = readFrom
        self.isReadFromPDCEmulator = isReadFromPDCEmulator
        self.users = users
        self.descriptors = descriptors
        self.groups = groups
    }

    /// Users who do not differ in anything that is judged.
    public struct Group: Sendable, Equatable, Codable {
        /// The container right above them, an organizational unit as a rule.
        public var container: DistinguishedName
        /// The most specific structural class: `user`, `inetOrgPerson`.
        public var objectClass: Observed<String>
        /// Where their descriptor stands in ``Population/descriptors``. `.notReturned`: withheld, or not shown for another reason
        /// that the server does not tell; `.hidden`: it came and could not be read; `.notCollected`: there are too many.
        public var descriptor: Observed<Int>
        /// Those bits that are among ``Population/countedFlags``.
        public var accountControl: Observed<UserAccountControl>
        /// Whether `adminCount` is another number than 0, as AdminSDHolder leaves it. `.notReturned` as a rule: those who never
        /// were protected do not have the attribute.
        public var adminCount: Observed<Bool>
        /// The password settings object in force (`msDS-ResultantPSO`). `.notReturned` as a rule: where the domain's policy is in
        /// force the attribute is not there.
        public var passwordSettingsObject: Observed<DistinguishedName>
        /// How many they are.
        public var users: Int
        /// The first by name, at most ``Population/examplesPerGroup``.
        public var examples: [Example]

        public init(
            container: DistinguishedName, objectClass: Observed<String>, descriptor: Observed<Int>,
            accountControl: Observed<UserAccountControl>, adminCount: Observed<Bool>,
            passwordSettingsObject: Observed<DistinguishedName>, users: Int, examples: [Example]
        ) {
            self.container = container
            self.objectClass = objectClass
            self.descriptor = descriptor
            self.accountControl = accountControl
            self.adminCount = adminCount
            self.passwordSettingsObject = passwordSettingsObject
            self.users = users
            self.examples = examples
        }
    }

    /// One user of a group.
    public struct Example: Sendable, Equatable, Codable {
        public var distinguishedName: DistinguishedName
        public var guid: Observed<ObjectGUID>

        public init(distinguishedName: DistinguishedName, guid: Observed<ObjectGUID>) {
            self.distinguishedName = distinguishedName
            self.guid = guid
        }
    }

    /// The bits of `userAccountControl` by which users are told apart; the others decide nothing for writeback.
    public static let countedFlags: UserAccountControl = [
        .disabled, .interdomainTrust, .passwordDoesNotExpire, .smartcardRequired,
    ]

    /// How many users a group names.
    public static let examplesPerGroup = 3

    /// The descriptor of a group's users; nil where it is not known.
    ///
    /// - Throws: `SecurityDescriptorError` for bytes that are no descriptor, which a collection never keeps.
    public func descriptor(of group: Group) throws(SecurityDescriptorError) -> SecurityDescriptor? {
        guard let index = group.descriptor.known, descriptors.indices.contains(index) else { return nil }
        return try descriptors[index].descriptor()
    }
}
