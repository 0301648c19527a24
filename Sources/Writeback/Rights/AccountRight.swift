package import ActiveDirectory

/// What was decided of one right of an account in a domain, and by which entry.
package struct AccountRight: Sendable, Hashable {
    package var right: WritebackRight
    package var answer: AccessDecision.Answer
    package var basis: AccessDecision.Basis
    /// The entry that decided, or would under a condition or with a membership that is not known.
    package var entry: DecidingEntry?
    /// Why it is undecided.
    package var why: String?
}

/// An entry that decided a right, where an administrator finds it: on the object that hands it down, not on the user that inherits.
package struct DecidingEntry: Sendable, Hashable {
    package var entry: AccessControlEntry
    /// Its place in the DACL of its holder, from 0.
    package var index: Int
    /// The distinguished name of the object that has it, or that it stands in the default of a class.
    package var holder: String
    package var words: String
    package var sddl: String
    /// Through what the account has the identifier that the entry names; nil for its own.
    package var through: String?
}

extension AccessDecision.Basis {
    /// Undecided: a descriptor, a token or a default of the schema was not read.
    package static let notRead = Self(rawValue: "notRead")
}
