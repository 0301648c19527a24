/// Whether the host that collected the facts stands where the synchronisation server stands.
public enum JudgingVantage: String, Sendable, Codable, Hashable, CaseIterable {
    /// Somewhere else: silence on a port may be the fault of the path from here.
    case elsewhere
    /// In the synchronisation server's own network: what is silent here is silent there.
    case connect
}
