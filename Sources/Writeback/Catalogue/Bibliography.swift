// The documents that the rules rest on. `docs/baselines.md` quotes what each says.
extension Reference {
    private static let entra = "https://github.com/MicrosoftDocs/entra-docs/blob/main/docs/identity/"
    private static let support = "https://github.com/MicrosoftDocs/SupportArticles-docs/blob/main/support/"

    static let connectPrerequisites = Self(
        title: "Prerequisites for Microsoft Entra Connect",
        url: entra + "hybrid/connect/how-to-connect-install-prerequisites.md", date: "2025-09-29", grade: .source)
    static let connectPorts = Self(
        title: "Hybrid Identity required ports and protocols",
        url: entra + "hybrid/connect/reference-connect-ports.md", date: "2025-04-09", grade: .source)
    static let writebackTutorial = Self(
        title: "Tutorial: Enable self-service password reset writeback",
        url: entra + "authentication/tutorial-enable-sspr-writeback.md", date: "2023-09-13", grade: .source)
    static let writebackConcept = Self(
        title: "How does self-service password reset writeback work",
        url: entra + "authentication/concept-sspr-writeback.md", date: "2023-09-14", grade: .source)
    static let writebackTroubleshooting = Self(
        title: "Troubleshoot self-service password reset writeback (event 6329)",
        url: entra + "authentication/troubleshoot-sspr-writeback.md", date: "2024-06-24", grade: .source)
    static let cloudSyncTutorial = Self(
        title: "Tutorial: Enable cloud sync self-service password reset writeback",
        url: entra + "authentication/tutorial-enable-cloud-sync-sspr-writeback.md", date: "2023-09-13", grade: .source)
    static let licensing = Self(
        title: "Licensing requirements for self-service password reset",
        url: entra + "authentication/concept-sspr-licensing.md", date: "2025-01-06", grade: .source)
    static let writebackPDC2017 = Self(
        title: "Password writeback overview (Connect must reach the PDC emulator)",
        url: "https://github.com/MicrosoftDocs/azure-docs/blob/0697f421/articles/active-directory/"
            + "active-directory-passwords-writeback.md", date: "2017-08-28", grade: .source)
    static let generalTroubleshooting = Self(
        title: "Password writeback: general troubleshooting steps (preferred domain controller)",
        url: support + "entra/entra-id/user-prov-sync/password-writeback-general-troubleshooting-steps.md",
        date: "2023-11-03", grade: .source)
    static let setupError = Self(
        title: "Unable to configure password writeback (KB 3185990)",
        url: support + "entra/entra-id/user-prov-sync/unable-configure-pwd-writeback-error.md", date: "undated",
        grade: .source)
    static let sspr0029 = Self(
        title: "Password writeback error SSPR_0029 (RestrictRemoteSAM)",
        url: support + "entra/entra-id/user-prov-sync/password-writeback-error-code-sspr-0029.md", date: "2022-08-17",
        grade: .source)
    static let sspr009 = Self(
        title: "Password writeback error SSPR_009 (administrators)",
        url: support + "entra/entra-id/user-prov-sync/password-writeback-error-code-sspr-009.md", date: "2025-06-05",
        grade: .source)
    static let error8023062C = Self(
        title: "Password writeback error 8023062C (sign and encrypt LDAP traffic)",
        url: support + "entra/entra-id/user-prov-sync/password-writeback-error-code-8023062c.md", date: "2022-02-11",
        grade: .source)
    static let roleOwnerAttribute = Self(
        title: "MS-ADA1 2.267: fSMORoleOwner holds the name of a DSA object",
        url: "https://learn.microsoft.com/openspecs/windows_protocols/ms-ada1/a0302b82-c4ae-4ab2-b2cc-b54d5bf543de",
        date: "2026-11-23", grade: .source)
    static let moveRole = Self(
        title: "Move-ADDirectoryServerOperationMasterRole",
        url: "https://github.com/MicrosoftDocs/windows-powershell-docs/blob/main/docset/winserver2012r2-ps/"
            + "activedirectory/Move-ADDirectoryServerOperationMasterRole.md", date: "2017-10-30", grade: .source)
    static let clockTolerance = Self(
        title: "Maximum tolerance for computer clock synchronization: 5 minutes by default",
        url: "https://github.com/MicrosoftDocs/windows-itpro-docs/blob/16e87232/windows/security/threat-protection/"
            + "security-policy-settings/maximum-tolerance-for-computer-clock-synchronization.md", date: "2017-04-19",
        grade: .source)
    static let domainFlags = Self(
        title: "MS-ADTS 6.3.1.2: DS_FLAG options bits",
        url: "https://learn.microsoft.com/openspecs/windows_protocols/ms-adts/",
        date: "undated", grade: .source)
    static let functionalLevels = Self(
        title: "MS-ADTS 6.1.4: msDS-Behavior-Version",
        url: "https://learn.microsoft.com/openspecs/windows_protocols/ms-adts/",
        date: "undated", grade: .source)
    static let schemaVersions = Self(
        title: "Find the Active Directory schema version",
        url: "https://github.com/MicrosoftDocs/windowsserverdocs/blob/030ee582/WindowsServerDocs/identity/ad-ds/"
            + "deploy/find-active-directory-schema.md", date: "2024-04-03", grade: .source)
    static let policyHints = Self(
        title: "MS-ADTS 3.1.1.3.4.1.27: LDAP_SERVER_POLICY_HINTS_OID",
        url: "https://learn.microsoft.com/openspecs/windows_protocols/ms-adts/",
        date: "undated", grade: .source)
    static let replicationOptions = Self(
        title: "MS-ADTS 6.1.1.2.2.1.2.1.1: options of the nTDSDSA object",
        url: "https://learn.microsoft.com/openspecs/windows_protocols/ms-adts/8ebf2419-1169-4413-88e2-12a5ad499cf5",
        date: "undated", grade: .source)
    static let lifecycle = Self(
        title: "Microsoft lifecycle data: Windows Server 2003 to 2022",
        url: "https://github.com/MicrosoftDocs/lifecycle-data-pr.es-es/tree/live/lifecycle-data/products",
        date: "2021-11-03", grade: .source)
    static let lifecycle2025 = Self(
        title: "Windows Server 2025 lifecycle",
        url: "https://learn.microsoft.com/lifecycle/products/windows-server-2025", date: "2026-05-14", grade: .source)
    static let writeback2016OrLater = Self(
        title: "Writeback tutorial of September 2021: domain controllers must be Windows Server 2016 or later",
        url: "https://github.com/MicrosoftDocs/azure-docs/issues/81415", date: "2021-09-22", grade: .source)
    static let writeback2008R2 = Self(
        title: "Troubleshooting page, event 6329: domain controllers must be on Windows Server 2008 R2 or later",
        url: "https://github.com/MicrosoftDocs/azure-docs/blob/main/articles/active-directory/authentication/"
            + "active-directory-passwords-troubleshoot.md", date: "undated", grade: .source)
    static let newIn2025 = Self(
        title: "What's new in Windows Server 2025",
        url: "https://github.com/MicrosoftDocs/windowsserverdocs/blob/040c4404/WindowsServerDocs/get-started/"
            + "whats-new-windows-server-2025.md", date: "2024-11-01", grade: .source)

    static let connectorAccounts = Self(
        title: "Microsoft Entra Connect: accounts and permissions",
        url: entra + "hybrid/connect/reference-connect-accounts-permissions.md", date: "undated", grade: .source)
    static let connectorAccountSetup = Self(
        title: "Configure the AD DS connector account's permissions (Set-ADSyncPasswordWritebackPermissions)",
        url: entra + "hybrid/connect/how-to-connect-configure-ad-ds-connector-account.md", date: "2024-12-05",
        grade: .source)
    static let accessRights = Self(
        title: "Troubleshoot password writeback access rights and permissions",
        url: support + "entra/entra-id/user-prov-sync/password-writeback-access-rights-permissions.md",
        date: "undated", grade: .source)
    static let netUserFails = Self(
        title: "NetUser or NetGroup fails with access denied (KB 2281774)",
        url: support + "windows-server/identity/netuser-netgroup-fails-with-access-denied.md", date: "undated",
        grade: .source)
    static let extendedRights = Self(
        title: "Active Directory schema: Unexpire-Password applies to domainDNS",
        url: "https://github.com/MicrosoftDocs/win32/blob/47e64c18/desktop-src/ADSchema/r-unexpire-password.md",
        date: "undated", grade: .source)
    static let cannotChangePassword = Self(
        title: "Reading User Cannot Change Password (LDAP provider)",
        url: "https://github.com/MicrosoftDocs/win32/blob/47e64c18/desktop-src/ADSI/"
            + "reading-user-cannot-change-password-ldap-provider.md", date: "undated", grade: .source)
    static let protectedAccounts = Self(
        title: "Appendix C: Protected accounts and groups in Active Directory",
        url: "https://github.com/MicrosoftDocs/windowsserverdocs/blob/main/WindowsServerDocs/identity/ad-ds/plan/"
            + "security-best-practices/Appendix-C--Protected-Accounts-and-Groups-in-Active-Directory.md",
        date: "undated", grade: .source)

    /// What follows from the documents beside it and is not written in any.
    static func inference(_ conclusion: String) -> Self {
        Self(title: conclusion, url: nil, date: "2026-11-23", grade: .inference)
    }

    /// What is widely said, and was not found written in a document that was read.
    static func memory(_ statement: String) -> Self {
        Self(title: statement, url: nil, date: "2026-11-23", grade: .memory)
    }
}
