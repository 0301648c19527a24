/// Which product synchronises, and writes back: their rules about the account are opposite.
public enum SyncEngine: String, Sendable, Codable, Hashable, CaseIterable {
    /// Microsoft Entra Connect Sync: an ordinary user account, never a managed one.
    case connect
    /// Microsoft Entra cloud sync: a group managed service account.
    case cloudSync = "cloud-sync"
    /// By the accounts that are found.
    case automatic = "auto"
}
