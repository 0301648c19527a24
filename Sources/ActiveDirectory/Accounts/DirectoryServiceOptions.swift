/// The `options` of an NTDS Settings object (MS-ADTS 6.1.1.2.2.1.2.1.1).
public struct DirectoryServiceOptions: NamedBits {
    public let rawValue: UInt32

    public init(rawValue: UInt32) {
        self.rawValue = rawValue
    }

    /// NTDSDSA_OPT_IS_GC.
    public static let globalCatalog = Self(rawValue: 0x1)
    /// NTDSDSA_OPT_DISABLE_INBOUND_REPL.
    public static let inboundReplicationDisabled = Self(rawValue: 0x2)
    /// Always set on a read-only domain controller.
    public static let outboundReplicationDisabled = Self(rawValue: 0x4)
    /// NTDSDSA_OPT_DISABLE_NTDSCONN_XLATE.
    public static let connectionTranslationDisabled = Self(rawValue: 0x8)
    /// NTDSDSA_OPT_DISABLE_SPN_REGISTRATION.
    public static let servicePrincipalNameRegistrationDisabled = Self(rawValue: 0x10)
    /// Set on a read-only domain controller.
    public static let generatesOwnTopology = Self(rawValue: 0x20)
    /// NTDSDSA_OPT_BLOCK_RPC.
    public static let remoteProcedureCallsBlocked = Self(rawValue: 0x40)

    public static let bitNames: [(bit: Self, name: String)] = [
        (.globalCatalog, "global catalog"),
        (.inboundReplicationDisabled, "inbound replication disabled"),
        (.outboundReplicationDisabled, "outbound replication disabled"),
        (.connectionTranslationDisabled, "connection translation disabled"),
        (.servicePrincipalNameRegistrationDisabled, "SPN registration disabled"),
        (.generatesOwnTopology, "generates own topology"),
        (.remoteProcedureCallsBlocked, "RPC blocked"),
    ]
}
