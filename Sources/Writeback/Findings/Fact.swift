public import FoundationEssentials

/// One thing that was seen, or could not be, and that a finding rests on.
public struct Fact: Sendable, Hashable, Codable {
    /// What was looked at, in words: `PDC emulator role owner`.
    public var statement: String
    /// What was seen: a value as text, or why there is none.
    public var value: String
    /// Where it stands: an attribute and its object, a DNS record, a port.
    public var source: String
    /// The host that gave the answer.
    public var observedOn: String
    /// When the run that saw it began: the fact is not older. Nil where that is not known.
    public var at: Date?
    /// Whether the answer came over a connection on which the directory had proved itself.
    public var authenticated: Bool

    public init(
        statement: String, value: String, source: String, observedOn: String, at: Date?, authenticated: Bool
    ) {
        self.statement = statement
        self.value = value
        self.source = source
        self.observedOn = observedOn
        self.at = at
        self.authenticated = authenticated
    }
}

extension Fact {
    /// How the value of a fact begins that the directory did not show.
    static let unreadable = "not readable: "

    /// Whether the directory, asked, did not show it to whoever asked.
    package var isUnreadable: Bool { value.hasPrefix(Self.unreadable) }
}
