// What the rules about the sync server rest on, beside the documents that other planes share.
extension Reference {
    private static let connect = "https://github.com/MicrosoftDocs/entra-docs/blob/main/docs/identity/hybrid/connect/"

    static let connectTopologies = Self(
        title: "Topologies for Microsoft Entra Connect (one tenant a server; a staging server writes nothing)",
        url: connect + "plan-connect-topologies.md", date: "2023-11-06", grade: .source)
    static let syncOperations = Self(
        title: "Synchronization Service Manager: what the status of a run means; runs are kept for seven days",
        url: connect + "how-to-connect-sync-service-manager-ui-operations.md", date: "2025-04-09", grade: .source)
    static let syncScheduler = Self(
        title: "Microsoft Entra Connect Sync: scheduler (full cycle, PurgeRunHistoryInterval)",
        url: connect + "how-to-connect-sync-feature-scheduler.md", date: "2025-04-09", grade: .source)
    static let endOfACS = Self(
        title: "How-to: Configure password writeback (builds up to 1.0.8641.0 rely on Azure ACS)",
        url: "https://github.com/MicrosoftDocs/azure-docs/blob/09f22392/articles/active-directory/authentication/"
            + "howto-sspr-writeback.md", date: "2018-10-04", grade: .source)
    static let samAccessControl = Self(
        title: "MS-SAMR 3.1.1.11: server access control list (standard rights read; who has it by default)",
        url: "https://learn.microsoft.com/openspecs/windows_protocols/ms-samr/1ed7ed5b-d7b5-444f-86b8-ebe8bad1403a",
        date: "undated", grade: .source)
    static let restrictRemoteSAM = Self(
        title: "Network access: Restrict clients allowed to make remote calls to SAM",
        url: "https://github.com/MicrosoftDocs/windows-itpro-docs/blob/0a28ee38/windows/security/threat-protection/"
            + "security-policy-settings/network-access-restrict-clients-allowed-to-make-remote-sam-calls.md",
        date: "2017-07-27", grade: .source)
    static let configurationElements = Self(
        title: "AADConnectConfigDocumenter: elements of an exported configuration",
        url: "https://github.com/microsoft/AADConnectConfigDocumenter/tree/d1987713", date: "2016-05-05",
        grade: .source)
}
