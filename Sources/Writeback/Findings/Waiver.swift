public import FoundationEssentials

/// Somebody's decision to live with a finding. It never changes the outcome.
public struct Waiver: Sendable, Hashable, Codable {
    public var reason: String
    public var owner: String
    public var expires: Date

    public init(reason: String, owner: String, expires: Date) {
        self.reason = reason
        self.owner = owner
        self.expires = expires
    }
}
