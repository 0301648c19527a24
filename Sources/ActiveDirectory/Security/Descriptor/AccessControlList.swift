/// An access control list: entries in the order in which they are evaluated (MS-DTYP 2.4.5).
public struct AccessControlList: Sendable, Hashable {
    /// 2, or 4 (ACL_REVISION_DS) for a list that may hold entries that name objects. Active Directory writes 4 everywhere.
    public var revision: UInt8
    /// The entries in stored order.
    public var entries: [AccessControlEntry]

    /// Makes a list. Without a revision it gets the lowest that allows the entries.
    public init(revision: UInt8? = nil, entries: [AccessControlEntry] = []) {
        self.revision = revision ?? (entries.contains { $0.kind.namesObjects } ? Self.directoryRevision : 2)
        self.entries = entries
    }

    /// ACL_REVISION_DS.
    public static let directoryRevision: UInt8 = 4
}
