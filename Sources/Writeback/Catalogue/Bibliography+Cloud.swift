// The documents behind the rules about the tenant and the way to it.
extension Reference {
    private static let graph =
        "https://github.com/microsoftgraph/microsoft-graph-docs-contrib/blob/main/api-reference/v1.0/resources/"
    private static let entra = "https://github.com/MicrosoftDocs/entra-docs/blob/main/docs/"

    static let graphSubscriptions = Self(
        title: "Microsoft Graph: subscribedSku, licenseUnitsDetail and assignedPlan", url: graph + "subscribedsku.md",
        date: "undated", grade: .source)
    static let graphDomains = Self(
        title: "Microsoft Graph: domain (authenticationType Managed or Federated)", url: graph + "domain.md",
        date: "undated", grade: .source)
    static let graphOrganization = Self(
        title: "Microsoft Graph: organization (onPremisesSyncEnabled, onPremisesLastSyncDateTime)",
        url: graph + "organization.md", date: "undated", grade: .source)
    static let graphRegistration = Self(
        title: "Microsoft Graph: userRegistrationDetails (isSsprEnabled, isSsprRegistered, isSsprCapable)",
        url: graph + "userregistrationdetails.md", date: "undated", grade: .source)
    static let graphSynchronizationFeatures = Self(
        title: "Microsoft Graph: onPremisesDirectorySynchronizationFeature (passwordWritebackEnabled is not in use)",
        url: graph + "onpremisesdirectorysynchronizationfeature.md", date: "2024-10-03", grade: .source)
    static let scheduler = Self(
        title: "Microsoft Entra Connect Sync: Scheduler (every 30 minutes, at least once in 7 days)",
        url: entra + "identity/hybrid/connect/how-to-connect-sync-feature-scheduler.md", date: "2025-04-09",
        grade: .source)
    static let nationalClouds = Self(
        title: "Microsoft Entra authentication and national clouds",
        url: entra + "identity-platform/authentication-national-cloud.md", date: "2025-01-15", grade: .source)
    static let idleConnections2017 = Self(
        title: "Azure AD self-service password reset, deep dive (idle connections for 2 to 3 minutes)",
        url: "https://github.com/MicrosoftDocs/azure-docs/blob/main/articles/active-directory/"
            + "active-directory-passwords-how-it-works.md", date: "2017-05-12", grade: .source)
}
