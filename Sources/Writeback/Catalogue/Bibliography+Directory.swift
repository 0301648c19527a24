// What the rules about the directory's own state rest on, beside what `Bibliography.swift` names.
extension Reference {
    private static let entra = "https://github.com/MicrosoftDocs/entra-docs/blob/main/docs/identity/"
    private static let win32 = "https://github.com/MicrosoftDocs/win32/blob/docs/desktop-src/"

    static let reservedNameCharacters = Self(
        title: "Troubleshoot writeback: organizational unit characters reserved from password writeback (event 33001)",
        url: entra + "authentication/troubleshoot-sspr-writeback.md", date: "2024-06-24", grade: .source)
    static let functionalLevelFeatures = Self(
        title: "Active Directory functional levels: the Recycle Bin needs Windows Server 2008 R2",
        url: "https://github.com/MicrosoftDocs/windowsserverdocs/blob/01e1fa45/WindowsServerDocs/identity/ad-ds/"
            + "active-directory-functional-levels.md", date: "2018-10-29", grade: .source)
    static let cloudPasswordPolicy = Self(
        title: "Password policies and account restrictions in Microsoft Entra ID",
        url: entra + "authentication/concept-sspr-policy.md", date: "2025-05-15", grade: .source)
    static let passwordProtection = Self(
        title: "Enforce on-premises Microsoft Entra Password Protection",
        url: entra + "authentication/concept-password-ban-bad-on-premises.md", date: "undated", grade: .source)
    static let rootDSE = Self(
        title: "RootDSE: isSynchronized tells whether the directory server is fully synchronized",
        url: win32 + "ADSchema/rootdse.md", date: "undated", grade: .source)
    static let networkManagementAccess = Self(
        title: "Requirements for network management functions on Active Directory domain controllers (NetUserGetInfo)",
        url: win32
            + "NetMgmt/requirements-for-network-management-functions-on-active-directory-domain-controllers.md",
        date: "undated", grade: .source)
    static let preWindows2000Hardening = Self(
        title: "Understanding the risks of Pre-Windows 2000 Compatibility settings: take Authenticated Users out",
        url: "https://www.semperis.com/blog/security-risks-pre-windows-2000-compatibility-windows-2022/",
        date: "2024-02-14", grade: .source)
}
