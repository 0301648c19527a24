/// A security identifier (MS-DTYP 2.4.2).
public struct SecurityIdentifier: Sendable, Hashable, Codable {
    /// The identifier authority, a 48-bit number: 5 for the NT authority.
    public let authority: UInt64
    /// Up to fifteen sub-authorities; the last is the relative identifier (RID).
    public let subAuthorities: [UInt32]

    public init(authority: UInt64, subAuthorities: [UInt32]) {
        self.authority = authority
        self.subAuthorities = subAuthorities
    }
}
