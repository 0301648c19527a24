public import LDAP

/// The users of a domain by what they have in mS-DS-ConsistencyGuid, which Entra Connect can take as source anchor.
public struct ConsistencyGuids: Sendable, Equatable, Codable {
    /// The host that they were read from.
    public var readFrom: String
    /// How many users were seen.
    public var users: Int
    /// How many of them have a value.
    public var withValue: Int
    /// How many of these have another value than their objectGUID.
    public var differing: Int
    /// Some of those that differ, the first that were read.
    public var examples: [DistinguishedName]

    public init(
        readFrom: String, users: Int = 0, withValue: Int = 0, differing: Int = 0, examples: [DistinguishedName] = []
    ) {
        self.readFrom = readFrom
        self.users = users
        self.withValue = withValue
        self.differing = differing
        self.examples = examples
    }
}
