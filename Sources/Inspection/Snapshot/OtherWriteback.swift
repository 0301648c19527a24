/// What can be written back besides passwords. Each has facts of its own, which are read only where they are asked for.
public enum OtherWriteback: String, Sendable, Codable, Hashable, CaseIterable {
    case device
    case group
    case exchange
    case consistencyGuid
    case keyCredentials

    /// The attributes that it writes, or is decided by, and that not every schema has.
    var attributes: [String] {
        switch self {
        case .device: ["msDS-DeviceLocation"]
        case .group: ["msDS-ExternalDirectoryObjectId"]
        case .exchange: Self.exchangeAttributes
        case .consistencyGuid: ["mS-DS-ConsistencyGuid"]
        case .keyCredentials: ["msDS-KeyCredentialLink"]
        }
    }

    /// The classes of the objects that it creates or changes, besides users.
    var classes: [String] {
        switch self {
        case .device: ["msDS-Device"]
        case .group: ["group"]
        case .exchange: ["group", "contact"]
        case .consistencyGuid, .keyCredentials: []
        }
    }

    /// What an Exchange hybrid deployment writes to users; to groups and contacts it writes only proxyAddresses.
    public static let exchangeAttributes = [
        "msDS-ExternalDirectoryObjectId", "msExchArchiveStatus", "msExchBlockedSendersHash", "msExchSafeRecipientsHash",
        "msExchSafeSendersHash", "msExchUCVoiceMailSettings", "msExchUserHoldPolicies", "proxyAddresses",
        "publicDelegates",
    ]
}
