/// What is written back to the directory. Password is what the product is about; the others share its server and account.
public enum WritebackKind: String, Sendable, Codable, Hashable, CaseIterable {
    case password
    case device
    case group
    /// Exchange hybrid deployments.
    case exchange
    /// ms-DS-ConsistencyGuid as the source anchor.
    case consistencyGuid = "consistency-guid"
    /// Windows Hello for Business (msDS-KeyCredentialLink).
    case keyCredentials = "key-credentials"
}
