public import ActiveDirectory
public import LDAP

/// The organizational units of a domain: how many there are, and those whose names cannot stand in a distinguished name as they are.
public struct OrganizationalUnits: Sendable, Equatable, Codable {
    /// An organizational unit whose name holds characters that distinguished names reserve (``ReservedNameCharacter``).
    public struct Unit: Sendable, Equatable, Codable {
        public var distinguishedName: DistinguishedName
        public var guid: Observed<ObjectGUID>
        /// Its name as the attribute holds it, with nothing escaped.
        public var name: String
        /// Whether a user was found below it; `.notReturned` where none was shown, which does not prove that there is none.
        public var holdsUsers: Observed<Bool>

        public init(
            distinguishedName: DistinguishedName, guid: Observed<ObjectGUID>, name: String, holdsUsers: Observed<Bool>
        ) {
            self.distinguishedName = distinguishedName
            self.guid = guid
            self.name = name
            self.holdsUsers = holdsUsers
        }
    }

    /// How many were seen, those below `CN=System` left out.
    public var count: Int
    /// Sorted by distinguished name.
    public var withReservedNames: [Unit]

    public init(count: Int, withReservedNames: [Unit]) {
        self.count = count
        self.withReservedNames = withReservedNames
    }
}
