/// What a change record asks for (RFC 2849, `changerecord`).
public enum LDIFChange: Sendable, Hashable {
    /// A new entry with these values.
    case add([LDIFAttributeValue])
    /// The entry is to go.
    case delete
    /// Some attributes are to change, in this order.
    case modify([LDIFModification])
    /// Another name (`modrdn`, `moddn`).
    ///
    /// `newRDN` is the new relative name. `deletesOldRDN` tells whether the values of the old one go. `newSuperior` is
    /// the new parent; nil leaves the entry where it is.
    case rename(newRDN: DistinguishedName, deletesOldRDN: Bool, newSuperior: DistinguishedName?)
}

/// One step of a modification (RFC 2849, `mod-spec`).
public struct LDIFModification: Sendable, Hashable {
    /// What happens to the values.
    public enum Operation: String, Sendable, Hashable {
        /// They are added.
        case add
        /// They go; with none named, all go.
        case delete
        /// They take the place of all that there were.
        case replace
        /// The attribute's number grows by the value (RFC 4525, section 3).
        case increment
    }

    /// What happens.
    public let operation: Operation
    /// The attribute description.
    public let attribute: String
    /// The values; there may be none.
    public let values: [LDIFValue]

    /// A step with its values.
    public init(operation: Operation, attribute: String, values: [LDIFValue] = []) {
        self.operation = operation
        self.attribute = attribute
        self.values = values
    }
}
