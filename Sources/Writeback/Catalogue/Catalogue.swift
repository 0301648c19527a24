/// Every rule there is.
public enum Catalogue {
    /// The date of the newest document behind the rules: what was published later is not in them.
    public static let knowledgeDate = "2026-05-14"

    /// Sorted by identifier.
    public static let rules: [Rule] = families.flatMap { $0 }.sorted { $0.id < $1.id }

    private static let families = [
        PDCRules.all, PortRules.all, ClockRules.all, DomainControllerRules.all, OperatingSystemRules.all,
        PolicyControlRules.all,
        ForestRules.all, RoleRules.all, DomainRules.all,
        ConnectorAccountRules.all, SyncServerRules.all, PasswordRightsRules.all, InheritanceRules.all,
        ReadRightsRules.all,
        UserRules.all,
        StatementRules.all,
        OrganizationalUnitRules.all, PasswordPolicyRules.all, DomainControllerStateRules.all, ReadHardeningRules.all,
        ConnectorPasswordRules.all, OtherForestRules.all, ServerQuestions.all,
        CloudRules.all, NetworkRules.all,
        ConnectRules.all,
        DeviceWritebackRules.all, GroupWritebackRules.all, ExchangeWritebackRules.all, ConsistencyGuidRules.all,
        KeyCredentialRules.all,
    ]
}
