public import FoundationEssentials
public import Inspection

/// What `Get-ADSyncServerConfiguration -Path DIRECTORY` wrote: the configuration of one Connect server at one moment.
///
/// An element that a file does not have is `.absent`: the file was read to its end. What stands in a file that the directory lacks is
/// `.notCollected`.
public struct ConnectExport: Sendable, Hashable, Codable {
    /// The directory, as the reader was told.
    public var directory: String
    /// When the oldest of its files was last written, as the file system says. Copying can make this later than the export.
    public var writtenAt: Observed<Date>
    /// The latest change to a connector that the files tell of: the export is no older.
    public var configurationChangedAt: Observed<Date>
    /// The connectors to forests.
    public var forests: [ForestConnector] = []
    /// The connectors to tenants: one, in every supported topology.
    public var tenants: [TenantConnector] = []
    /// Names and categories of connectors to anything else.
    public var others: [OtherConnector] = []
    /// `GlobalSettings/MV.xml`.
    public var settings: Observed<ConnectSettings>
    /// The synchronization rules; `.notCollected` where the directory holds none.
    public var rules: Observed<[SynchronizationRule]>

    /// A connector to neither a forest nor a tenant.
    public struct OtherConnector: Sendable, Hashable, Codable {
        public var name: String
        /// `Extensible2`, `LDAP`, ….
        public var category: String
    }
}

/// The connector to one forest (`category` `AD`).
public struct ForestConnector: Sendable, Hashable, Codable {
    /// Its GUID, in lower case, without braces.
    public var id: String
    /// What the server calls it: the forest's name, unless it was changed.
    public var name: String
    /// When it was last changed, UTC.
    public var changedAt: Observed<Date>
    /// The DNS name of the forest.
    public var forestName: Observed<String>
    /// The domain and the name of the account that signs in to the forest.
    public var accountDomain: Observed<String>
    public var accountName: Observed<String>
    /// Whether LDAP traffic is signed and sealed; passwords cannot be set otherwise (8023062C).
    public var signsAndSeals: Observed<Bool>
    public var usesTLS: Observed<Bool>
    public var checksRevocation: Observed<Bool>
    public var usesSimpleBind: Observed<Bool>
    public var synchronizesPasswordHashes: Observed<Bool>
    /// `password-sync-allowed`: whether passwords may be set through this connector. Its meaning is inferred.
    public var mayWritePasswords: Observed<Bool>
    /// `password-sync/allow-low-security`: its meaning is inferred.
    public var allowsLowSecurity: Observed<Bool>
    /// All of them, those that are not selected included.
    public var partitions: [ConnectPartition]
    /// The run profiles that are configured: no proof that one ever ran.
    public var runProfiles: [String]
}

/// A partition of a forest connector: a naming context.
public struct ConnectPartition: Sendable, Hashable, Codable {
    /// The distinguished name of the naming context.
    public var distinguishedName: String
    /// Whether it is synchronized.
    public var isSelected: Bool
    public var isDomain: Observed<Bool>
    /// The DNS name of the domain.
    public var domainName: Observed<String>
    public var netbiosName: Observed<String>
    /// The preferred domain controllers in their order; `.absent` where none is set.
    public var preferredDomainControllers: Observed<[String]>
    /// The domain controller that was used last.
    public var lastDomainController: Observed<String>
    /// `dc-failover`. That false stands for "only use preferred domain controllers" is inferred: no document says so.
    public var failsOver: Observed<Bool>
    public var signsAndSeals: Observed<Bool>
    public var usesTLS: Observed<Bool>
    public var usesSimpleBind: Observed<Bool>
    /// An account of this partition's own; `.absent` where the connector's is used.
    public var accountDomain: Observed<String>
    public var accountName: Observed<String>
    /// Distinguished names of containers.
    public var includedContainers: [String]
    public var excludedContainers: [String]
    public var objectClasses: [String]
}

/// The connector to a tenant (`category` `Extensible2`, `subtype` "Windows Azure Active Directory (Microsoft)").
public struct TenantConnector: Sendable, Hashable, Codable {
    /// Its GUID, in lower case, without braces.
    public var id: String
    public var name: String
    /// When it was last changed, UTC.
    public var changedAt: Observed<Date>
    /// The account that signs in to the tenant: `Sync_<server>_<12 digits>@<tenant>`. Newer builds may have none.
    public var accountName: Observed<String>
    /// The switch of password writeback (`aad-password-reset-config/enabled`).
    public var writesPasswordsBack: Observed<Bool>
    /// When that switch was last changed, UTC.
    public var passwordWritebackChangedAt: Observed<Date>
    /// Where it signs in: tells the cloud.
    public var authority: Observed<String>
    /// The run profiles that are configured: no proof that one ever ran.
    public var runProfiles: [String]

    /// The server in the name of the account, cut to 15 characters as NetBIOS names are; nil where the name has another form.
    public var serverName: String? {
        guard let account = accountName.known?.split(separator: "@").first, account.hasPrefix("Sync_"),
            let end = account.lastIndex(of: "_"), end > account.index(account.startIndex, offsetBy: 5)
        else { return nil }
        return String(account[account.index(account.startIndex, offsetBy: 5)..<end])
    }
}

/// The settings of the whole server (`GlobalSettings/MV.xml`).
public struct ConnectSettings: Sendable, Hashable, Codable {
    /// The build that wrote the configuration.
    public var build: Observed<ConnectBuild>
    /// A server in staging mode imports, and neither exports nor writes back.
    public var isStaging: Observed<Bool>
    public var passwordWriteback: Observed<Bool>
    public var passwordHashSync: Observed<Bool>
    public var groupWriteback: Observed<Bool>
    public var deviceWriteback: Observed<Bool>
    public var userWriteback: Observed<Bool>
    public var exchangeHybrid: Observed<Bool>
    public var anchorAttribute: Observed<String>
    public var groupWritebackForest: Observed<String>
    public var groupWritebackContainer: Observed<String>
    public var deviceWritebackForest: Observed<String>
    public var deviceWritebackContainer: Observed<String>
}

/// A synchronization rule, without its expressions.
public struct SynchronizationRule: Sendable, Hashable, Codable {
    /// Its GUID, in lower case, without braces.
    public var id: String
    public var name: String
    /// `Inbound` or `Outbound`.
    public var direction: String
    public var isDisabled: Observed<Bool>
    /// The GUID of its connector, in lower case, without braces.
    public var connector: String
    public var sourceObjectType: String
    public var targetObjectType: String
    /// `Join`, `Provision`, `StickyJoin`.
    public var linkType: String
    public var precedence: Observed<Int>
    /// The name that Microsoft gave it for ever; `.absent` for a rule of somebody's own.
    public var immutableTag: Observed<String>
    public var synchronizesPasswordHashes: Observed<Bool>
}
