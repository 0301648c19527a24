// The documents behind the rules about devices, groups, Exchange, source anchors and keys.
extension Reference {
    private static let hybrid = "https://github.com/MicrosoftDocs/entra-docs/blob/main/docs/identity/hybrid/"

    static let deviceWriteback = Self(
        title: "Microsoft Entra Connect: Enabling device writeback",
        url: hybrid + "connect/how-to-connect-device-writeback.md", date: "2024-12-05", grade: .source)
    static let deviceContainers = Self(
        title:
            "Configure device-based Conditional Access on-premises: the containers and permissions of device writeback",
        url:
            "https://github.com/MicrosoftDocs/windowsserverdocs/blob/047dddc6/WindowsServerDocs/identity/ad-fs/operations/"
            + "Configure-Device-Based-Conditional-Access-on-Premises.md", date: "undated", grade: .source)
    static let groupWriteback = Self(
        title: "Group writeback for Microsoft 365 groups (version 1)",
        url: hybrid + "connect/how-to-connect-group-writeback-enable.md", date: "2025-04-09", grade: .source)
    static let groupProvisioning = Self(
        title: "Provision groups to Active Directory with Microsoft Entra Cloud Sync",
        url: hybrid + "cloud-sync/how-to-configure-entra-to-active-directory.md", date: "2024-04-26", grade: .source)
    static let cloudSyncPermissions = Self(
        title: "Microsoft Entra provisioning agent gMSA PowerShell cmdlets (Set-AADCloudSyncPermissions)",
        url: hybrid + "cloud-sync/how-to-gmsa-cmdlets.md", date: "2024-12-03", grade: .source)
    static let synchronizedAttributes = Self(
        title: "Attributes synchronized by Microsoft Entra Connect: Exchange hybrid writeback, device writeback",
        url: hybrid + "connect/reference-connect-sync-attributes-synchronized.md", date: "undated", grade: .source)
    static let sourceAnchor = Self(
        title: "Microsoft Entra Connect: Design concepts (ms-DS-ConsistencyGuid as sourceAnchor)",
        url: hybrid + "connect/plan-connect-design-concepts.md", date: "2023-11-06", grade: .source)
    static let helloKeys = Self(
        title: "Hybrid Windows Hello for Business: directory synchronization (Key Admins)",
        url: "https://github.com/MicrosoftDocs/windows-itpro-docs/blob/083e35c0/windows/security/identity-protection/"
            + "hello-for-business/hello-hybrid-cert-whfb-settings-dir-sync.md", date: "2017-10-23", grade: .source)
    static let keyCredentialLink = Self(
        title: "MS-ADA2: Attribute msDS-KeyCredentialLink, first in Windows Server 2016",
        url: "https://learn.microsoft.com/openspecs/windows_protocols/ms-ada2/45916e5b-d66f-444e-b1e5-5b0666ed4d66",
        date: "undated", grade: .source)
    static let directoryRights = Self(
        title: "MS-ADTS 5.1.3.2: RIGHT_DS_CREATE_CHILD is on the container, for the class of the child",
        url: "https://learn.microsoft.com/openspecs/windows_protocols/ms-adts/", date: "undated", grade: .source)
}
